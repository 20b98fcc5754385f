"""What the list of plans can be searched and filtered by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import CountField
from apps.core.searching import holding
from apps.organisations.models import Organisation
from apps.plans.models import Plan
from apps.plans.querysets import PlanQuerySet


class YearFilter(django_filters.Filter):
    field_class = CountField


class PlanFilter(django_filters.FilterSet):
    """Conditions that cannot be met are said beside their field and left out."""

    q = django_filters.CharFilter(label=_("Title, document number or committee"), method="search")
    year = YearFilter(label=_("Year"), min_value=1949, max_value=2999)
    organisation = django_filters.ModelChoiceFilter(
        label=_("Party committee"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label=_("All committees"),
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.form.fields
        committees = Organisation.objects.filter(pk__in=self.queryset.order_by().values("organisation"))
        fields["organisation"].queryset = committees.order_by("code")
        if committees.count() < 2:
            del fields["organisation"]

    def search(self, plans: PlanQuerySet, _name: str, value: str) -> PlanQuerySet:
        named = holding(value, "title", "document_number")
        return plans.filter(named | Q(organisation__in=Organisation.objects.matching(value)))
