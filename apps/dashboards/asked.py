"""Which dashboard somebody looks at, and what of it they may see."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from apps.dashboards.forms import OFFICIAL, DashboardForm
from apps.gradings.selectors.rates import scope_at
from apps.organisations.access import user_of
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.scope import scope_of

#: What a person must be allowed on the organisation to see what is not yet confirmed or approved.
PENDING = "class.view"
#: Who helps a backward organisation, who stands by it, and who is its secretary.
HANDS = ("matter.view", "contact.view", "appointment.view")
#: What the parts of the page need beside the dashboard itself.
PARTS = ("filing.view", "warning.view", "inspection.view", "association.view", "report.view_signed")


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the tree, a year and a day; `pending`: what is not yet approved is shown beside what is official.

    `path` is the place of the organisation on the day; `may` are the actions that the person may do on it.
    """

    organisation: Organisation
    path: str | None
    year: int
    as_of: date
    pending: bool
    may: frozenset[str]
    choices: list[tuple[str, str]]
    #: The places at and below which the person sees dashboards.
    tops: tuple[str, ...]
    #: The code of the indicator that a part is about; empty for none.
    indicator: str = ""

    @property
    def knows_hands(self) -> bool:
        """Whether the person may see who is responsible and who helps."""
        return self.may.issuperset(HANDS)

    @property
    def scope(self) -> OrganisationQuerySet:
        """The organisation and all below it in the tree of the day."""
        return scope_at(self.organisation, self.path, self.as_of)

    @property
    def key(self) -> tuple[object, ...]:
        """What decides what is shown: all that it follows from, and nothing that differs for nothing."""
        told = tuple(sorted(self.may))
        return self.organisation.pk, self.path, self.year, self.as_of, self.pending, told, self.tops, self.indicator

    @property
    def address(self) -> str:
        """The query that leads to the same again: ``organisation=T01&year=2026&as_of=2026-10-31``."""
        return self.address_of(self.organisation.code)

    def address_of(self, code: str) -> str:
        """The same of another organisation."""
        asked = {"organisation": code, "year": self.year, "as_of": self.as_of.isoformat()}
        official = {} if self.pending or PENDING not in self.may else {"figures": OFFICIAL}
        return urlencode(asked | official)


def asked_in(request: HttpRequest, action: str = "dashboard.view") -> Asked:
    """What the address asks for, each with a default; 404 for an organisation that the person does not see.

    The queries of `scope_of`; one more where the organisation stood elsewhere on the day.
    """
    form = DashboardForm(request.GET)
    year, code, as_of = form.asked()
    also = (PENDING, *HANDS, *PARTS)
    scope = scope_of(user_of(request), action, code, *also)
    may = frozenset(it for it in also if scope.may(it))
    pending = PENDING in may and not form.official_only
    tops = tuple(scope.paths[action])
    return Asked(
        scope.organisation, scope.place_on(as_of), year, as_of, pending, may, scope.choices, tops, form.indicator_asked
    )
