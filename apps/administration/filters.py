"""Filters of the lists about the portal itself."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.jobs.models import Job, State


class AccountFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("User name or name"), method="search")

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, accounts: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        return accounts.filter(Q(username__icontains=value) | Q(name__icontains=value))


class JobFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=State.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Job
        fields = ["state"]


class AuditFilter(django_filters.FilterSet):
    action = django_filters.CharFilter(lookup_expr="startswith", label=_("Action"))
    actor = django_filters.CharFilter(field_name="actor__username", lookup_expr="iexact", label=_("User name"))
    organisation = django_filters.CharFilter(field_name="organisation_code", label=_("Organisation code"))
    on = django_filters.DateFilter(field_name="at", lookup_expr="date", label=_("Day"))

    class Meta:
        model = Entry
        fields: list[str] = []
