"""What the list of organisations can be searched and filtered by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.calendar import today
from apps.organisations.access import user_of
from apps.organisations.kinds import Kind, Sector, Setting
from apps.organisations.models import Organisation
from apps.organisations.picker import AreaFilter
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.selectors import without_leader

OPEN, PLANNED, CLOSED, LEADERLESS = "open", "planned", "closed", "leaderless"
STATES = [
    (OPEN, pgettext_lazy("organisations", "open")),
    (PLANNED, pgettext_lazy("organisations", "not yet open")),
    (CLOSED, pgettext_lazy("organisations", "closed")),
    (LEADERLESS, pgettext_lazy("organisations", "mass organisation without a leader")),
]


class OrganisationFilter(django_filters.FilterSet):
    """Conditions that cannot be met are said beside their field and left out."""

    q = django_filters.CharFilter(label=_("Code or name"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("All kinds"))
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=_("All sectors"))
    setting = django_filters.ChoiceFilter(label=_("Setting"), choices=Setting.choices, empty_label=_("All settings"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All states"), method="in_state"
    )
    graded = django_filters.ChoiceFilter(
        label=_("Takes part in grading"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        empty_label=_("All"),
        method="in_grading",
    )
    below = AreaFilter(label=_("Belongs to"), method="in_area")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        seen = Organisation.objects.visible_to(user_of(self.request), "organisation.view")
        self.form.fields["below"].among = seen

    def search(self, organisations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        return organisations.matching(value)

    def in_state(self, organisations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        on = today()
        if value == OPEN:
            return organisations.existing(on)
        if value == LEADERLESS:
            return without_leader(organisations, on)
        planned = Q(opened__gt=on)
        return organisations.filter(planned if value == PLANNED else Q(closed__lte=on) & ~planned)

    def in_grading(self, organisations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        return organisations.filter(graded=value == "yes")

    def in_area(self, organisations: OrganisationQuerySet, _name: str, value: Organisation) -> OrganisationQuerySet:
        paths = value.placements.filter(end__isnull=True).values_list("path", flat=True)
        return organisations.below_paths(paths)
