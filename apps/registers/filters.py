"""The filters of a register's list, as its lines say."""

from typing import Any

import django_filters
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.restricted import mask_whole
from apps.organisations.models import Organisation
from apps.organisations.picker import AreaFilter
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.recorded import RecordQuerySet
from apps.registers.deadlines import InTime
from apps.registers.lines import choices_of
from apps.registers.register import RecordRegister
from apps.registers.searching import holding_in


class RecordFilter(django_filters.FilterSet):
    """`organisations` are those to choose from.  Costs one query for them; a bad value is a message and no filter."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    organisation = AreaFilter(label=_("Organisation, with all below it"), method="below")
    year = django_filters.ChoiceFilter(label=_("Year"), method="in_year", empty_label=_("All years"))
    waiting = django_filters.ChoiceFilter(
        label=_("To do"), choices=[("yes", _("something is still to be done"))], empty_label=_("All"), method="is_open"
    )
    withdrawn = django_filters.ChoiceFilter(
        label=_("Withdrawn"), choices=[("yes", _("withdrawn"))], empty_label=_("no"), method="pass_by"
    )

    def __init__(
        self, data: Any, register: RecordRegister, records: RecordQuerySet, organisations: OrganisationQuerySet
    ) -> None:
        super().__init__(data, records)
        self.register = register
        self._add_filters()
        self._offer(organisations)

    def _add_filters(self) -> None:
        last = {name: self.filters.pop(name) for name in ("waiting", "withdrawn")}
        for line in self.register.lines:
            if line.filtered:
                of = self.register.model_field(line)
                self._add(line.name, django_filters.ChoiceFilter, of.verbose_name, choices_of(line, of))
        if self.register.states:
            states = [(state.code, state.title) for state in self.register.states]
            self._add("state", django_filters.ChoiceFilter, _("State"), states, method="in_state")
        if self.register.deadline:
            said = [(state.value, state.label) for state in self.register.deadline.states]
            self._add("in_time", django_filters.ChoiceFilter, _("In time"), said, method="is_in_time")
        self.filters.update(last)

    def _add(self, name: str, kind: Any, label: Any, choices: Any, **said: Any) -> None:
        made = kind(field_name=name, label=capfirst(str(label)), choices=choices, empty_label=_("All"), **said)
        made.parent = self
        made.model = self.register.model
        self.filters[name] = made

    def _offer(self, organisations: OrganisationQuerySet) -> None:
        fields = self.form.fields
        fields["organisation"].offer(organisations, _("All"))
        years = range(self.register.last_year(), self.register.last_year() - 6, -1)
        fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]

    def filter_queryset(self, queryset: RecordQuerySet) -> RecordQuerySet:
        rows: RecordQuerySet = super().filter_queryset(queryset)
        return rows.filter(withdrawn_at__isnull=not self.form.cleaned_data.get("withdrawn"))

    @property
    def told(self) -> dict[str, str]:
        """The filters that are set, for the audit log; of single people it does not say whom somebody searched for."""
        found = filters_in(self)
        return found | {"q": mask_whole(found["q"])} if self.register.is_private and "q" in found else found

    def search(self, records: RecordQuerySet, _name: str, value: str) -> RecordQuerySet:
        return records.filter(holding_in(self.register, value))

    def below(self, records: RecordQuerySet, _name: str, value: Any) -> RecordQuerySet:
        return records.of(Organisation.objects.below_paths([value.path]))

    def in_year(self, records: RecordQuerySet, _name: str, value: str) -> RecordQuerySet:
        return records.filter(self.register.in_year(int(value)))

    def in_state(self, records: RecordQuerySet, _name: str, value: str) -> RecordQuerySet:
        return records.filter(self.register.in_state(value))

    def is_in_time(self, records: RecordQuerySet, _name: str, value: str) -> RecordQuerySet:
        deadline = self.register.deadline
        return records.filter(deadline.condition(InTime(value), today())) if deadline else records

    def is_open(self, records: RecordQuerySet, _name: str, _value: str) -> RecordQuerySet:
        return records.filter(self.register.waiting())

    def pass_by(self, records: RecordQuerySet, _name: str, _value: str) -> RecordQuerySet:
        return records
