"""The forms by which blank forms are taken in, and their cells pointed at."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.calendar import today
from apps.core.fields import CountField
from apps.core.forms import DayField
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.district_forms.figures.catalogue import Figure, Kind, kind_of
from apps.district_forms.files.addresses import Address, read_address, read_column
from apps.district_forms.files.grids import Grid
from apps.district_forms.filling import Filling
from apps.district_forms.models import Part, Period, Spread
from apps.district_forms.taking_in import taken_in
from apps.organisations.picker import OrganisationField
from apps.organisations.querysets import OrganisationQuerySet
from apps.workbooks.limits import LAST_ROW

#: Of a line, what is stored of it.
LINE_FIELDS = (
    "sheet",
    "cell",
    "figure",
    "part",
    "spread",
    "key_column",
    "last_row",
    "organisation",
    "period",
    "otherwise",
)
_FAR = 1_000


class BlankField(forms.FileField):
    """A workbook or document that can be filled, checked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return taken_in(file) if file else None


class NewForm(OnceForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the form"), max_length=100, help_text=gettext_lazy("As you call it in the office.")
    )
    file = BlankField(
        label=gettext_lazy("Blank form"),
        help_text=gettext_lazy(
            "The Excel workbook (.xlsx) or Word document (.docx) as it came, blank, without macros. It stays as it is."
        ),
    )


class ChangeForm(VersionedForm):
    name = forms.CharField(label=gettext_lazy("Name of the form"), max_length=100)
    file = BlankField(
        label=gettext_lazy("A new blank form"),
        required=False,
        help_text=gettext_lazy(
            "Only where a changed one has come. Which cells are filled stays as it was; look through them then."
        ),
    )


class DayForm(forms.Form):
    """For which day a form is filled: by default the end of the last month."""

    as_of = DayField(label=gettext_lazy("As of"))

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > today():
            raise ValidationError(_("This day is yet to come."))
        return day


def usual_day() -> date:
    """The end of the last month."""
    return today().replace(day=1) - timedelta(days=1)


class LineFields(forms.Form):
    """Which cells of a form are filled with what."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet or table"))
    cell = forms.CharField(
        label=pgettext_lazy("of a sheet", "Cell"),
        max_length=10,
        help_text=gettext_lazy("Choose it in the table, or type its address: C6"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    figure = forms.CharField(
        label=pgettext_lazy("of a form", "Figure"),
        max_length=200,
        help_text=gettext_lazy("Type a word of it or its code, then choose."),
        widget=forms.TextInput(attrs={"list": "figures", "autocomplete": "off"}),
    )
    part = forms.ChoiceField(label=gettext_lazy("What of it"), choices=Part.choices, initial=Part.VALUE)
    spread = forms.ChoiceField(label=gettext_lazy("Which cells"), choices=Spread.choices, initial=Spread.ONE)
    key_column = forms.CharField(
        label=gettext_lazy("Column of codes or names"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("In each row: for which organisation, for example A"),
    )
    last_row = CountField(
        label=gettext_lazy("Last row"),
        required=False,
        min_value=1,
        max_value=LAST_ROW,
        help_text=gettext_lazy("Blank: to the end of the sheet."),
    )
    organisation = OrganisationField(
        label=gettext_lazy("Organisation"),
        required=False,
        help_text=gettext_lazy("Blank: the one whose form it is, with all below it."),
    )
    period = forms.ChoiceField(label=gettext_lazy("Of which day"), choices=Period.choices, initial=Period.DAY)
    otherwise = forms.CharField(
        label=gettext_lazy("Where there is no figure"),
        required=False,
        max_length=20,
        help_text=gettext_lazy(
            "What is written then, for example —. Blank: the cell stays as it is. Nothing is not zero."
        ),
    )

    def __init__(self, *args: Any, filling: Filling, among: OrganisationQuerySet, **kwargs: Any) -> None:
        self.filling = filling
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in filling.blank.names()]  # type: ignore[attr-defined]
        self.fields["organisation"].among = among  # type: ignore[attr-defined]

    def clean_cell(self) -> str:
        address = read_address(self.cleaned_data["cell"])
        if address is None:
            raise ValidationError(_("Write an address such as C6."))
        return str(address)

    def clean_figure(self) -> str:
        found = self.filling.catalogue.find(self.cleaned_data["figure"])
        if found is None:
            raise ValidationError(_("Choose a figure from the list."))
        return found.key

    def clean_key_column(self) -> str:
        text = self.cleaned_data["key_column"]
        column = read_column(text) if text else None
        if text and column is None:
            raise ValidationError(_("Write a column such as A."))
        return str(Address(1, column))[:-1] if column else ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("sheet") and given.get("cell"):
            self._check_cell(self.filling.grid(given["sheet"]), given)
        if figure := self.filling.catalogue.get(given.get("figure", "")):
            self._check_part(figure, given.get("part", ""))
        if given.get("spread") == Spread.ORGANISATIONS:
            given["organisation"] = None
            if not given.get("key_column") and "key_column" not in self.errors:
                self.add_error("key_column", _("Say in which column the codes or names stand."))
        else:
            given |= {"key_column": "", "last_row": None}
        return given

    @property
    def values(self) -> dict[str, Any]:
        """What is stored of a line."""
        return {name: self.cleaned_data[name] for name in LINE_FIELDS}

    def _check_cell(self, grid: Grid, given: dict[str, Any]) -> None:
        cell = read_address(given["cell"])
        if cell is None:
            return
        if cell.row > grid.rows + _FAR or cell.column > grid.columns + _FAR:
            self.add_error("cell", _("This cell lies far outside of what the sheet holds."))
        elif refusal := grid.refusal(cell):
            self.add_error("cell", refusal)
        if (last := given.get("last_row")) is not None and last < cell.row:
            self.add_error("last_row", _("The last row lies above the first."))

    def _check_part(self, figure: Figure, part: str) -> None:
        for refused, sentence in _amiss(figure, part):
            if refused:
                self.add_error("part", sentence)
                return


def _amiss(figure: Figure, part: str) -> Iterable[tuple[bool, str]]:
    """What speaks against asking for this part of a figure."""
    is_measure = kind_of(figure.key)[0] == Kind.MEASURE
    yield part == Part.TARGET and not figure.has_target, _("This figure has no target.")
    yield (
        part == Part.MONTH and not figure.is_filed,
        _("Only what is filed every month has a figure of the month alone."),
    )
    of_rate = part in (Part.NUMERATOR, Part.DENOMINATOR)
    yield of_rate and not (figure.is_rate or is_measure), _("Only a rate has a numerator and a denominator.")


class NewLineForm(LineFields, OnceForm):
    pass


class ChangeLineForm(LineFields, VersionedForm):
    def values_of(self, current: Any) -> dict[str, Any]:
        figure = self.filling.catalogue.label(current.figure)
        return {**super().values_of(current), "organisation": current.organisation, "figure": figure}
