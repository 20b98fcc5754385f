"""Choosing organisations by ticking them (`components/organisations.html`)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.organisations.models import Organisation


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick; an error in the summary leads to the group."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) if index else id_


class OrganisationsField(forms.MultipleChoiceField):
    """Some of the organisations that are offered, by their codes; a single one is given."""

    widget = Boxes
    organisations: dict[str, Organisation]

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Those to choose from, in the order to show."""
        self.organisations = {it.code: it for it in organisations}
        self.choices = [(code, str(it)) for code, it in self.organisations.items()]
        if len(self.organisations) == 1:
            self.initial = list(self.organisations)

    def clean(self, value: Any) -> list[Organisation]:
        return [self.organisations[code] for code in dict.fromkeys(super().clean(value))]


def options_of(field: forms.BoundField) -> list[tuple[Organisation, bool]]:
    """The organisations with whether each is ticked; the ticked ones first, the closed ones last."""
    ticked = {str(code) for code in field.value() or ()}
    offered: dict[str, Organisation] = field.field.organisations  # type: ignore[attr-defined]
    options = [(organisation, code in ticked) for code, organisation in offered.items()]
    return sorted(options, key=lambda option: (not option[1], option[0].closed is not None))
