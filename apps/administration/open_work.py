"""The open work of posts: what passes on with them, as far as whoever looks may see it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.filings.states import EDITABLE, FilingState
from apps.gradings.models import Grading
from apps.organisations import policy
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.querysets import OrganisationQuerySet, user_paths
from apps.organisations.recorded import RecordQuerySet
from apps.registers.register import NOTHING
from apps.registers.registry import REGISTERS
from apps.registers.selectors import counts_of
from apps.reports.models import ReportState, YearEndReport


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Something that waits for whoever holds the posts: how many of it, and where it is done."""

    label: Promise | str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: waits for those who may do `action`; rows that fulfil `waits`."""

    label: Promise
    action: str
    waits: Q
    page: str


_WAITING = Q(state=FilingState.SUBMITTED)

FILINGS = (
    Kind(_("Months to file"), "filing.own", Q(state__in=EDITABLE), "filings:list"),
    Kind(_("Of these returned for correction"), "filing.own", Q(state=FilingState.RETURNED), "filings:list"),
    Kind(
        _("Figures entered on behalf, to be confirmed"),
        "filing.confirm",
        _WAITING & Q(entered_on_behalf=True, confirmed_by__isnull=True),
        "filings:list",
    ),
    Kind(_("Months not yet filed in the area"), "filing.oversee", Q(state__in=EDITABLE), "filings:list"),
    Kind(_("Months to review"), "filing.review", _WAITING, "filings:review"),
    Kind(_("Months that somebody asks to reopen"), "filing.review", ~Q(reopening_asked=""), "filings:review"),
)
_DRAFT = Q(start_confirmed=False) | (Q(confirmed_on__isnull=True) & ~Q(end_class=""))
CLASSES = (
    Kind(_("Draft classes to complete"), "class.edit", _DRAFT, "gradings:classes"),
    Kind(_("Draft classes to confirm"), "class.confirm", _DRAFT, "gradings:classes"),
)
REPORTS = (
    Kind(_("Reports being produced"), "report.create", Q(state=ReportState.REQUESTED), "reports:list"),
    Kind(_("Reports to sign"), "report.sign", Q(state=ReportState.FROZEN, internal=False), "reports:list"),
)


class _Scope:
    """Where the holders of `posts` may do what, as far as `viewer` may see the things themselves.  One query."""

    def __init__(self, posts: Collection[RoleAssignment], viewer: User) -> None:
        rows = RoleAssignment.objects.filter(
            pk__in=[post.pk for post in posts], organisation__placements__end__isnull=True
        )
        self.places = list(rows.values_list("role", "organisation__placements__path"))
        self.viewer = viewer

    def organisations(self, action: str) -> OrganisationQuerySet:
        allowed = policy.roles_that_may(action)
        return Organisation.objects.below_paths({path for role, path in self.places if role in allowed})

    def of(self, action: str) -> Q:
        return Q(organisation__in=self.organisations(action).values("pk"))

    def holds(self, action: str) -> bool:
        return any(role in policy.roles_that_may(action) for role, _path in self.places)

    def seen(self, action: str) -> Q:
        return Q(organisation__in=Organisation.objects.below_paths(user_paths(self.viewer, action)).values("pk"))


def open_work_of(posts: Collection[RoleAssignment], viewer: User) -> list[OpenWork]:
    """What is open in these posts, the kinds of which there is nothing left out.  Six queries at most."""
    scope = _Scope(posts, viewer)
    found = [
        *_counted(FILINGS, Filing.objects.all(), scope, "filing.view"),
        *_counted(CLASSES, Grading.objects.all(), scope, "class.view"),
        *_counted(REPORTS, YearEndReport.objects.all(), scope, "report.view"),
        *_in_registers(scope),
        *_held_this_month(scope),
    ]
    return [work for work in found if work.count]


def _counted(kinds: Iterable[Kind], rows: QuerySet[Filing], scope: _Scope, view: str) -> list[OpenWork]:
    asked = [kind for kind in kinds if scope.holds(kind.action)]
    if not asked or not user_paths(scope.viewer, view):
        return []
    counts = {f"n{at}": Count("pk", filter=kind.waits & scope.of(kind.action)) for at, kind in enumerate(asked)}
    numbers = rows.filter(scope.seen(view)).aggregate(**counts)
    return [OpenWork(kind.label, numbers[f"n{at}"], reverse(kind.page)) for at, kind in enumerate(asked)]


def _in_registers(scope: _Scope) -> list[OpenWork]:
    """What waits in the registers for the holders, where something can, and the viewer may look.  One query."""
    rows = {}
    for name, register in REGISTERS.items():
        if register.waiting() == NOTHING:
            continue
        awaited = {what: action for what in register.awaited if scope.holds(action := register.may(what))}
        if awaited and user_paths(scope.viewer, register.may("view")):
            where = {what: scope.organisations(action) for what, action in awaited.items()}
            rows[name] = register.visible_to(scope.viewer).filter(register.in_hands_of(where))
    return _waiting(rows)


def _waiting(rows: Mapping[str, RecordQuerySet]) -> list[OpenWork]:
    """Of these records by register how many wait.  One query."""
    found = ((REGISTERS[name], waiting) for name, (_of_year, waiting) in counts_of(rows).items())
    return [OpenWork(register.title, waiting, f"{register.address}?waiting=yes") for register, waiting in found]


def _held_this_month(scope: _Scope) -> list[OpenWork]:
    if not scope.holds("activity.record") or not user_paths(scope.viewer, "activity.view"):
        return []
    day, recorded = today(), policy.roles_that_may("activity.record")
    within = Organisation.objects.below_paths({path for role, path in scope.places if role in recorded})
    held = Activity.objects.held(day.replace(day=1), day).visible_to(scope.viewer, "activity.view").hosted_by(within)
    return [OpenWork(_("Activities recorded this month"), held.count(), reverse("activities:list"))]
