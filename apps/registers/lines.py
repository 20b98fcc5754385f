"""A line of a register: a field, said once.  Label, values and bounds are those of the model's field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from apps.core.amount import plain
from apps.core.fields import CountField
from apps.core.forms import DayField, DayInput
from apps.core.hundredths import InHundredths
from apps.organisations.models import Organisation
from apps.organisations.picker import OrganisationField
from apps.organisations.querysets import OrganisationQuerySet
from apps.workbooks.columns import (
    LONGEST_LINE,
    YES_NO,
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    NameColumn,
    WordColumn,
)
from apps.workbooks.numbers import NumberColumn


@dataclass(frozen=True, slots=True)
class Line:
    """`heading` is the column of the workbook, with the unit of what is measured; `words` its Chinese
    words for the values of a field with choices.

    `listed` lines are columns of the list, `searched` ones are what a search looks through, `filtered` ones a filter;
    those of the `key` tell one record from another, together with the organisation.
    """

    name: str
    heading: str
    key: bool = False
    listed: bool = False
    searched: bool = False
    filtered: bool = False
    words: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    width: int = 16
    #: Of an organisation or a person, whose code stands under `heading`: what the name stands under.
    named: str = ""
    #: The kind of column, where the field does not say it.
    made: type[Column] | None = None
    #: The restricted field that it, or the name beside it, shows: masked in files without a watermark.
    restricted: str = ""
    #: The heading of earlier versions, which is read further on.
    former: str = ""
    #: What the values are called, where people add to them: asked for once a page; `words` is called likewise.
    values_named: Callable[[], Mapping[str, Any]] | None = None


def is_organisation(of: "models.Field[Any, Any]") -> bool:
    """Whether the field is an organisation, as one end of a link is."""
    return of.is_relation and of.related_model is Organisation


def is_number(of: "models.Field[Any, Any]") -> bool:
    """Whether the field counts or measures something; a year or a month is the name of a time."""
    return isinstance(of, models.IntegerField) and not of.choices and of.name not in ("year", "month")


def is_reference(of: "models.Field[Any, Any]") -> bool:
    """Whether the field is the number of a document, a letter or a case."""
    return isinstance(of, models.CharField) and (of.name == "number" or of.name.endswith("_number"))


def columns_of(line: Line, of: "models.Field[Any, Any]") -> Iterator[Column]:
    """The line as columns of a workbook: beside a code stands the name; one without a heading is on pages only."""
    if line.heading:
        yield column_of(line, of) if line.made is None else line.made(line.heading, line.name, **_said(line, of))
    if line.named:
        yield NameColumn(line.named, f"{line.name}_name", of=line.name, restricted=line.restricted)


def _said(line: Line, of: "models.Field[Any, Any]") -> dict[str, Any]:
    """What every column says, of whatever kind it is."""
    return {
        "required": not of.blank and not of.has_default(),
        "is_key": line.key,
        "width": line.width,
        "help_text": of.help_text,
        "restricted": "" if line.named else line.restricted,
        "former": line.former,
    }


def names_of(line: Line) -> Mapping[str, Any] | None:
    """What the values of a line are called where people add to them."""
    return line.values_named() if line.values_named else None


def column_of(line: Line, of: "models.Field[Any, Any]") -> Column:
    """The line as a column of a workbook."""
    said = _said(line, of)
    if is_organisation(of):
        return CodeColumn(line.heading, line.name, longest=40, **said)
    if words := line.words() if callable(line.words) else line.words:
        return WordColumn(line.heading, line.name, words=words, **said)
    if isinstance(of, models.BooleanField):
        return WordColumn(line.heading, line.name, words=YES_NO, **said)
    if isinstance(of, models.DateField):
        return DateColumn(line.heading, line.name, **said)
    if isinstance(of, InHundredths):
        return NumberColumn(line.heading, line.name, most=of.most, **said)
    if isinstance(of, models.IntegerField):
        return IntegerColumn(line.heading, line.name, **said)
    return Column(line.heading, line.name, longest=of.max_length or 2000, **said)


def organisation_field(of: "models.Field[Any, Any]", label: str, among: OrganisationQuerySet) -> forms.Field:
    """An organisation in a form."""
    words = of.help_text or _("Enter a code or a name, or choose from the list.")
    found = OrganisationField(label=label, required=not of.blank, help_text=words)
    found.among = among
    return found


def choices_of(line: Line, of: "models.Field[Any, Any]") -> list[tuple[Any, Any]]:
    """The values that a line can have, and what they are called; none where it is free."""
    return list(line.values_named().items() if line.values_named else of.flatchoices)


def form_field(line: Line, of: "models.Field[Any, Any]") -> forms.Field:
    """The field in a form, as every page of the portal reads it."""
    kind: dict[str, Any] = {}
    if of.choices or isinstance(of, InHundredths):
        pass
    elif isinstance(of, models.DateField):
        kind = {"form_class": DayField, "widget": DayInput}
    elif isinstance(of, models.IntegerField):
        kind = {"form_class": CountField, "widget": CountField.widget}
    elif isinstance(of, models.TextField) or (of.max_length or 0) > LONGEST_LINE:
        kind = {"widget": forms.Textarea(attrs={"rows": 3})}
    made: Any = of.formfield(**kind)
    if of.choices and made.choices[0][0] == "":
        made.choices = [("", _("Choose")), *choices_of(line, of)]
    found: forms.Field = made
    return found


def shown(record: Any, of: "models.Field[Any, Any]", named: Mapping[str, Any] | None = None) -> str:
    """The value as people read it; empty for a blank one.  `named`: what values are called besides."""
    return text_of(of, getattr(record, of.name), named)


def text_of(of: "models.Field[Any, Any]", value: Any, named: Mapping[str, Any] | None = None) -> str:
    """A value of the field as people read it; empty for a blank one."""
    if value is None or value == "":
        return ""
    if of.choices:
        return str({**dict(of.flatchoices), **(named or {})}.get(value, value))
    if isinstance(value, Organisation):
        return value.name
    if isinstance(of, InHundredths):
        return plain(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
