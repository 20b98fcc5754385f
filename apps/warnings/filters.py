"""Filters of the list of warnings."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.searching import holding
from apps.warnings.models import EarlyWarning, WarningState
from apps.warnings.names import RuleName, Severity
from apps.warnings.querysets import WarningQuerySet


class WarningFilter(django_filters.FilterSet):
    """Without a state those that are not lifted."""

    q = django_filters.CharFilter(label=_("Code or name"), method="search")
    severity = django_filters.ChoiceFilter(
        label=pgettext_lazy("warning", "Colour"), choices=Severity.choices, empty_label=_("All")
    )
    rule = django_filters.ChoiceFilter(
        label=pgettext_lazy("warning", "Warned of"), choices=RuleName.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=WarningState.choices,
        empty_label=pgettext_lazy("warning", "not lifted"),
        method="in_state",
    )

    class Meta:
        model = EarlyWarning
        fields: list[str] = []

    def filter_queryset(self, queryset: WarningQuerySet) -> WarningQuerySet:
        rows: WarningQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.open()

    def search(self, warnings: WarningQuerySet, _name: str, value: str) -> WarningQuerySet:
        named = holding(value, "organisation__code", "organisation__name")
        return warnings.filter(named | Q(organisation__code__iexact=value))

    def in_state(self, warnings: WarningQuerySet, _name: str, value: str) -> Any:
        return warnings.in_state(value)
