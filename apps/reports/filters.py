"""Filters of the list of reports."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.searching import holding
from apps.reports.models import ReportState, YearEndReport
from apps.reports.querysets import YearEndReportQuerySet
from apps.reports.selectors import people_in


class ReportFilter(django_filters.FilterSet):
    """Offers the years and people that occur in the reports given."""

    q = django_filters.CharFilter(label=_("Organisation"), method="search")
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All years"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ReportState.choices, method="in_state", empty_label=_("All states")
    )
    requested_by = django_filters.ModelChoiceFilter(
        label=_("Requested by"), queryset=User.objects.none(), empty_label=_("Everybody")
    )
    signed_by = django_filters.ModelChoiceFilter(
        label=_("Signed by"), queryset=User.objects.none(), empty_label=_("Everybody")
    )

    class Meta:
        model = YearEndReport
        fields: list[str] = []

    def __init__(self, data: Any, reports: YearEndReportQuerySet) -> None:
        super().__init__(data, reports)
        years = reports.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
        for role in ("requested_by", "signed_by"):
            self.filters[role].queryset = people_in(reports, role)

    def search(self, reports: YearEndReportQuerySet, _name: str, value: str) -> YearEndReportQuerySet:
        return reports.filter(holding(value, "organisation__name", "organisation__code"))

    def in_state(self, reports: YearEndReportQuerySet, _name: str, value: str) -> YearEndReportQuerySet:
        return reports.in_state(value)
