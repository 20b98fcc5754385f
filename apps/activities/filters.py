"""Filters of the list of activities."""

from typing import Any

import django_filters
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.activities.querysets import ActivityQuerySet
from apps.activities.sums import Sums, sums_of
from apps.activities.types import CHOICES, Carrier, PlaceCategory
from apps.core.filtering import DayFilter
from apps.core.searching import holding
from apps.organisations.models import Organisation
from apps.organisations.picker import AreaFilter
from apps.organisations.querysets import OrganisationQuerySet


def _day(label: Any, lookup: str) -> DayFilter:
    return DayFilter(field_name="date", lookup_expr=lookup, label=label)


def _choice(label: Any, named: type[TextChoices]) -> django_filters.ChoiceFilter:
    choices = [(it.value, capfirst(it.label)) for it in named]
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=_("All"))


class ActivityFilter(django_filters.FilterSet):
    """`organisations` are those to choose from.  Costs one query for them; a bad value is a message and no filter."""

    q = django_filters.CharFilter(label=_("Topic or number"), method="search")
    type = django_filters.ChoiceFilter(label=_("Type"), choices=CHOICES, empty_label=_("All types"))
    host = AreaFilter(label=_("Host, with all below it"), method="hosted")
    since = _day(_("From"), "gte")
    until = _day(_("Until"), "lte")
    carrier = _choice(_("Carrier"), Carrier)
    taken_to = _choice(_("Taken to"), PlaceCategory)
    campaign = django_filters.CharFilter(label=_("Campaign"), method="of_campaign")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("withdrawn", _("withdrawn"))], empty_label=_("recorded"), method="in_state"
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def __init__(self, data: Any, queryset: ActivityQuerySet, organisations: OrganisationQuerySet) -> None:
        super().__init__(data, queryset)
        host: Any = self.form.fields["host"]
        host.offer(organisations, _("All"))

    def filter_queryset(self, queryset: ActivityQuerySet) -> ActivityQuerySet:
        rows: ActivityQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.counted()

    @property
    def sums(self) -> Sums | None:
        """How much it comes to, where the list is narrowed to a type or a campaign.  One query then."""
        chosen: dict[str, Any] = getattr(self.form, "cleaned_data", {})
        return sums_of(self.qs) if chosen.get("type") or chosen.get("campaign") else None

    def search(self, activities: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        return activities.filter(holding(value, "topic", "number"))

    def of_campaign(self, activities: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        return activities.filter(holding(value, name))

    def hosted(self, activities: ActivityQuerySet, _name: str, value: Any) -> ActivityQuerySet:
        return activities.hosted_by(Organisation.objects.below_paths([value.path]))

    def in_state(self, activities: ActivityQuerySet, _name: str, _value: str) -> ActivityQuerySet:
        return activities.filter(withdrawn_at__isnull=False)
