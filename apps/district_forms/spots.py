"""Which cells a line fills, and for whom and which month each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from apps.core.calendar import months_after
from apps.district_forms.files.addresses import Address, read_address, read_column
from apps.district_forms.files.grids import Grid
from apps.district_forms.models import FormLine, Period, Spread
from apps.filings.months import Month
from apps.organisations.models import Organisation

#: Finds the organisation that a row means.
Find = Callable[[str], Organisation | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, for whom and of which day (None: a month that has not ended); `problem` says why it stays as it is."""

    cell: Address
    organisation: Organisation | None = None
    on: date | None = None
    problem: str = ""


def spots_of(line: FormLine, grid: Grid, as_of: date, find: Find) -> Iterator[Spot]:
    """The cells of a line in their order, those with a problem too."""
    first = read_address(line.cell)
    if first is None or first.row > grid.rows + 1_000:
        return
    if line.spread == Spread.ORGANISATIONS:
        yield from _by_organisation(line, grid, first, as_of, find)
        return
    organisation = line.organisation or line.form.organisation
    if line.spread == Spread.ONE:
        yield _spot(grid, first, organisation, day_of(line.period, as_of))
        return
    base = day_of(line.period, as_of)
    for month in range(1, 13):
        ends = Month(base.year, month).last_day
        cell = (
            Address(first.row, first.column + month - 1)
            if line.spread == Spread.MONTHS_ACROSS
            else Address(first.row + month - 1, first.column)
        )
        yield _spot(grid, cell, organisation, ends if ends <= base else None)


def day_of(period: str, as_of: date) -> date:
    """The day of a period, for a form that is filled for `as_of`."""
    if period == Period.YEAR_AGO:
        return months_after(as_of, -12)
    return date(as_of.year - 1, 12, 31) if period == Period.LAST_YEAR else as_of


def _by_organisation(line: FormLine, grid: Grid, first: Address, as_of: date, find: Find) -> Iterator[Spot]:
    """The rows whose key column says something; a row that means nobody is said, for it may be a slip."""
    column, on = read_column(line.key_column), day_of(line.period, as_of)
    if column is None:
        return
    for row in range(first.row, min(line.last_row or grid.rows, grid.rows) + 1):
        text, cell = grid.texts.get(Address(row, column), ""), Address(row, first.column)
        if not text or grid.barred(cell) is not None:  # a heading in between, a sum
            continue
        organisation = find(text)
        if organisation is None:
            said = _("“%(text)s” is no organisation below, or several.") % {"text": text[:40]}
            yield Spot(cell, problem=said)
        else:
            yield Spot(cell, organisation, on)


def _spot(grid: Grid, cell: Address, organisation: Organisation, on: date | None) -> Spot:
    return Spot(cell, organisation, on, grid.refusal(cell))
