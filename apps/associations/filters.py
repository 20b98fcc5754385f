"""What the list of mass organisations can be searched and filtered by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.associations.models import Trade
from apps.core.calendar import today
from apps.organisations.kinds import PARTY_KINDS, Kind
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet

KINDS = [(kind.value, kind.label) for kind in Kind if kind not in PARTY_KINDS]
LED = [("yes", _("led by a Party organisation")), ("no", _("led by nobody"))]
ADVICE = [("open", _("waiting for an answer")), ("none", _("nothing open"))]


class AssociationFilter(django_filters.FilterSet):
    """The list is that of `selectors.associations_of`."""

    q = django_filters.CharFilter(label=_("Code or name"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=_("All kinds"))
    trade = django_filters.ChoiceFilter(label=_("Trade"), choices=Trade.choices, empty_label=_("All trades"))
    led = django_filters.ChoiceFilter(label=_("Leadership"), choices=LED, empty_label=_("All"), method="is_led")
    advice = django_filters.ChoiceFilter(label=_("Advice"), choices=ADVICE, empty_label=_("All"), method="has_open")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, associations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        return associations.matching(value)

    def is_led(self, associations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        """Of those that exist: whoever is closed needs no leader."""
        return associations.existing(today()).filter(leader_code__isnull=value == "no")

    def has_open(self, associations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        return associations.filter(open_advice__gt=0) if value == "open" else associations.filter(open_advice=0)
