"""Filters of the list of classes."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.searching import holding
from apps.gradings.classes import GradingClass
from apps.organisations.models import Organisation

_STATES = {
    "missing": Q(grading__isnull=True),
    "start_draft": Q(grading__start_confirmed=False),
    "no_end": Q(grading__isnull=False, grading__end_class=""),
    "end_draft": Q(grading__confirmed_on__isnull=True) & ~Q(grading__end_class="") & Q(grading__isnull=False),
    "confirmed": Q(grading__confirmed_on__isnull=False),
}


class ClassFilter(django_filters.FilterSet):
    """Filters over `organisations_with_classes`; the year is applied there already."""

    q = django_filters.CharFilter(label=_("Code or name"), method="search")
    year = django_filters.ChoiceFilter(label=_("Year"), method="keep", empty_label=None)
    start = django_filters.ChoiceFilter(
        label=_("Start of year"),
        field_name="grading__start_class",
        choices=GradingClass.choices,
        empty_label=_("All"),
    )
    end = django_filters.ChoiceFilter(
        label=_("End of year"),
        field_name="grading__end_class",
        choices=GradingClass.choices,
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All"),
        choices=[
            ("missing", _("no class yet")),
            ("start_draft", _("start of year not confirmed")),
            ("no_end", _("no end-of-year class yet")),
            ("end_draft", _("end of year not confirmed")),
            ("confirmed", _("end of year confirmed")),
        ],
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, organisations: QuerySet[Organisation], _name: str, value: str) -> QuerySet[Organisation]:
        return organisations.filter(holding(value, "code", "name"))

    def in_state(self, organisations: QuerySet[Organisation], _name: str, value: str) -> QuerySet[Organisation]:
        return organisations.filter(_STATES[value])

    def keep(self, organisations: QuerySet[Organisation], _name: str, _value: str) -> QuerySet[Organisation]:
        return organisations
