"""Choosing organisations (`components/organisations.html`): ticked in a list of few, named where there are many."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.organisations.models import Organisation
from apps.organisations.naming import MAX_GROUPS, MAX_NAMED, Named, NamingEntry, entered, named_in, organisations_in
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.scope import MAX_CHOICES


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, and what stands in the fields beside them; an error in the summary leads to the group."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) if index else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [*(super().value_from_datadict(data, files, name) or ()), *entered(data, name)]


class OrganisationsBoundField(forms.BoundField):
    """The field as a page shows it."""

    @property
    def options(self) -> list[tuple[Organisation, bool]]:
        """The few organisations with whether each is ticked; the ticked ones first, the closed ones last."""
        ticked = {str(code) for code in self.value() or ()}
        offered: dict[str, Organisation] = self.field.organisations  # type: ignore[attr-defined]
        options = [(organisation, code in ticked) for code, organisation in offered.items()]
        return sorted(options, key=lambda option: (not option[1], option[0].closed is not None))

    @cached_property
    def named(self) -> Named:
        """Those of many that are chosen, and what was entered but not understood."""
        return named_in(self.field.among, self.value() or ())  # type: ignore[attr-defined]

    @property
    def entry(self) -> NamingEntry:
        """The fields in which one more is named."""
        entry = NamingEntry(prefix=self.html_name, initial=self.named.entry, auto_id="id_%s")
        if self.errors:
            entry.fields["typed"].widget.attrs["class"] += " is-invalid"
        return entry


class OrganisationsField(forms.MultipleChoiceField):
    """Some of the organisations that are offered, by their codes; a single one is given."""

    widget = Boxes
    bound_field_class = OrganisationsBoundField
    default_error_messages = {
        "unknown": _("There is no organisation with this code or name in your area: %(value)s"),
        "several": _("Several organisations have this name; please enter the code: %(value)s"),
        "nobody": _("No open organisation is meant by this."),
        "many": _("Too many at once."),
    }
    among: OrganisationQuerySet
    organisations: dict[str, Organisation]
    #: Whether they are too many for a list.
    searched = False

    def offer(self, among: OrganisationQuerySet, listed: Sequence[Organisation] | None = None) -> None:
        """Those to choose from, in the order to show; `listed`: the same in another order.  One query without it."""
        listed = list(among[: MAX_CHOICES + 1]) if listed is None else listed
        self.among, self.searched = among, len(listed) > MAX_CHOICES
        self.organisations = {it.code: it for it in listed}
        self.choices = [(code, str(it)) for code, it in self.organisations.items()]
        if len(listed) == 1:
            self.initial = list(self.organisations)

    def valid_value(self, value: Any) -> bool:
        return self.searched or super().valid_value(value)

    def clean(self, value: Any) -> list[Organisation]:
        """At most four queries where they are many, none where they are few."""
        chosen = super().clean(value)
        if not self.searched:
            return [self.organisations[code] for code in dict.fromkeys(chosen)]
        if len(chosen) > MAX_NAMED:
            raise self._error("many")
        named = named_in(self.among, chosen)
        if len(named.groups) > MAX_GROUPS:
            raise self._error("many")
        unknown = [*named.unknown, *(it.below for it in named.unread)]
        if errors := [self._error(why, it) for why, it in (("unknown", unknown), ("several", named.several)) if it]:
            raise ValidationError(errors)
        organisations = organisations_in(self.among, named)
        if not organisations:
            raise self._error("nobody")
        return organisations

    def _error(self, why: str, values: Any = ()) -> ValidationError:
        return ValidationError(self.error_messages[why], why, {"value": "、".join(text[:60] for text in values)})
