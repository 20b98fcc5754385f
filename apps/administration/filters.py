"""Filters of the lists about the portal itself."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from apps.audit.models import Entry
from apps.audit.naming import Group, groups
from apps.core.filtering import DayFilter
from apps.core.searching import holding
from apps.core.text import half_width
from apps.jobs.models import Job, JobState


class JobFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=JobState.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Job
        fields = ["state"]


class AuditFilter(django_filters.FilterSet):
    action = django_filters.ChoiceFilter(method="of_action", label=_("Action"), empty_label=_("All actions"))
    actor = django_filters.CharFilter(field_name="actor__username", lookup_expr="iexact", label=_("User name"))
    organisation = django_filters.CharFilter(method="of_organisation", label=_("Organisation code"))
    target = django_filters.CharFilter(method="of_target", label=_("Object"))
    address = django_filters.CharFilter(label=_("Address"))
    since = DayFilter(method="from_day", label=_("From day"))
    until = DayFilter(method="to_day", label=_("To day"))

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["action"].extra["choices"] = _action_choices()

    def of_action(self, entries: QuerySet[Entry], _name: str, value: str) -> QuerySet[Entry]:
        """One action, or with a dot at the end all of a group."""
        return entries.filter(action__startswith=value) if value.endswith(".") else entries.filter(action=value)

    def of_organisation(self, entries: QuerySet[Entry], _name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(organisation_code=half_width(value))

    def of_target(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(holding(value, name))

    def from_day(self, entries: QuerySet[Entry], _name: str, value: date) -> QuerySet[Entry]:
        return entries.filter(at__gte=_midnight(value))

    def to_day(self, entries: QuerySet[Entry], _name: str, value: date) -> QuerySet[Entry]:
        return entries.filter(at__lt=_midnight(value + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _action_choices() -> list[tuple[Promise, list[tuple[str, str]]]]:
    """Every action below its group; the first of a group stands for all of it."""
    return [(it.name, [_all_of(it), *((code, str(name)) for code, name in it.actions.items())]) for it in groups()]


def _all_of(group: Group) -> tuple[str, str]:
    return f"{group.code}.", str(group.name) + gettext(": ") + pgettext("acts", "all")
