"""A form filled for a day: every cell with its figure, for the page that tells of them and for the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from apps.district_forms.blanks import blank_of
from apps.district_forms.figures.catalogue import Catalogue
from apps.district_forms.figures.links import address_of
from apps.district_forms.figures.reading import FigureReader
from apps.district_forms.files.addresses import read_address
from apps.district_forms.files.grids import Blank, Grid, Writing
from apps.district_forms.files.values import Value, said
from apps.district_forms.matching import Named
from apps.district_forms.models import DistrictForm, FormLine, Part
from apps.district_forms.spots import Spot, spots_of
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of the form: what is written (None: it stays as it was), of which figure, whose, of which day.

    `address`: where the records behind it are.
    """

    line: FormLine
    sheet: str
    cell: str
    label: str
    value: Value | None
    organisation: Organisation | None = None
    on: date | None = None
    note: str = ""
    address: str = ""

    @property
    def part(self) -> str:
        return "" if self.line.part == Part.VALUE else str(self.line.get_part_display())

    @property
    def said(self) -> str:
        return "" if self.value is None else said(self.value)


class Filling:
    """A form for a day; figures and blank are read once.  Raises `Refused` where the blank cannot be read."""

    def __init__(self, form: DistrictForm, as_of: date, filler: str) -> None:
        self.form, self.as_of = form, as_of
        self._reader = FigureReader(form.organisation, filler)
        self._grids: dict[str, Grid] = {}

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.form.organisation)

    @cached_property
    def blank(self) -> Blank:
        return blank_of(self.form)

    @cached_property
    def cells(self) -> list[FilledCell]:
        """Every cell of the lines, in their order."""
        lines = self.form.lines.select_related("organisation")
        return [cell for line in lines for cell in self.cells_of(line)]

    @property
    def content(self) -> bytes:
        """The filled file."""
        return self.blank.filled(self.writings)

    @property
    def writings(self) -> list[Writing]:
        found = {}
        for it in self.cells:
            if it.value is not None and (at := read_address(it.cell)) is not None:
                found[it.sheet, at] = Writing(it.sheet, at, it.value)
        return list(found.values())

    def cells_of(self, line: FormLine) -> Iterator[FilledCell]:
        """The cells of one line, which need not be stored."""
        if line.sheet not in self.blank.names():
            yield self._unfilled(line, line.cell, _("The file has no such sheet or table any more."))
            return
        spots = self.spots_of(line)
        for spot in spots:
            yield self._cell(line, spot)
        if not spots:
            yield self._unfilled(line, line.cell, _("Nothing is filled: no row says a code or a name."))

    def spots_of(self, line: FormLine) -> list[Spot]:
        """Which cells a line fills, without their figures."""
        line.form = self.form
        if line.sheet not in self.blank.names():
            return []
        return list(spots_of(line, self.grid(line.sheet), self.as_of, self._named.find))

    def grid(self, name: str) -> Grid:
        """A sheet or table of the blank.  Raises `LookupError`."""
        if name not in self._grids:
            self._grids[name] = self.blank.grid(name)
        return self._grids[name]

    @cached_property
    def _named(self) -> Named:
        return Named(self.form.organisation, self.as_of)

    def _cell(self, line: FormLine, spot: Spot) -> FilledCell:
        if spot.problem or spot.organisation is None:
            return self._unfilled(line, str(spot.cell), spot.problem)
        if spot.on is None:
            return self._unfilled(line, str(spot.cell), "", spot.organisation)
        known = self._reader.known(line.figure, line.part, spot.organisation, spot.on)
        value = known.value if known.value is not None else line.otherwise or None
        return FilledCell(
            line,
            line.sheet,
            str(spot.cell),
            self.catalogue.label(line.figure),
            value,
            spot.organisation,
            spot.on,
            known.note,
            address_of(line.figure, spot.organisation, spot.on),
        )

    def _unfilled(self, line: FormLine, cell: str, note: str, organisation: Organisation | None = None) -> FilledCell:
        return FilledCell(line, line.sheet, cell, self.catalogue.label(line.figure), None, organisation, None, note)
