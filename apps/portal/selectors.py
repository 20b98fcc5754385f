"""What the home pages show."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.backups.folder import is_old, last_backup
from apps.core.calendar import ReportingYear, today
from apps.filings.models import Filing
from apps.filings.selectors.todo import Todo, todo_in
from apps.first_run.steps import Shown, missing_for
from apps.gradings.models import Grading
from apps.gradings.rates import Rate
from apps.gradings.selectors import rates_of
from apps.jobs.models import Job
from apps.organisations import policy
from apps.organisations.access import may
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation, RoleAssignment
from apps.portal.waiting import Waiting, in_order, waits_for
from apps.registers.selectors import RegisterCard, work_for
from apps.reports.models import YearEndReport


@dataclass(slots=True)
class Home:
    """What a person came for; a part that their roles do not allow stays empty."""

    year: int
    roles: list[RoleAssignment]
    #: One's own that wait for a second person.
    unconfirmed: list[RoleAssignment] = field(default_factory=list)
    #: Own months (`Todo`), what else waits (`Waiting`) and registers (`RegisterCard`), the oldest first.
    work: list[Todo | Waiting | RegisterCard] = field(default_factory=list)
    township: Organisation | None = None
    rates: list[Rate] = field(default_factory=list)
    #: What is missing until the township files, for whoever sets it up.
    missing: list[Shown] = field(default_factory=list)
    own_classes: list[Grading] = field(default_factory=list)
    filed: bool = False
    reports: list[YearEndReport] = field(default_factory=list)
    jobs: dict[str, int] = field(default_factory=dict)
    #: Of when the last good back-up is, and whether that is too long ago, or never.
    backup_at: datetime | None = None
    backup_lacks: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def as_of(self) -> date:
        """The day of which the rates are."""
        return ReportingYear(self.year).last_day


def home_of(user: User) -> Home:
    """At most twelve queries for one role, whatever the role."""
    day = today()
    held = roles_held(user, day)
    home = Home(
        year=day.year,
        roles=[role for role in held if not role.waiting],
        unconfirmed=[role for role in held if role.waiting],
    )
    _add_work(home, user, day)
    if may(user, "portal.set_up"):
        home.missing = missing_for(user)
    if may(user, "rate.view"):
        _add_rates(home, user)
    if may(user, "report.view_signed"):
        visible = YearEndReport.objects.visible_to(user).select_related("organisation")
        home.reports = list(visible.order_by("-created_at")[:5])
    if may(user, "job.view"):
        home.jobs = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by("state"))
        home.backup_at = last_backup()
        home.backup_lacks = is_old(home.backup_at)
    if may(user, "audit.view"):
        home.entries = list(Entry.objects.select_related("actor")[:10])
    return home


def _add_work(home: Home, user: User, day: date) -> None:
    """What waits for the person: own months, decisions, warnings, and what is open in the registers."""
    todo = _months(home, user, day) if may(user, "filing.own") else []
    months = [(it.filing.deadline, it) for it in todo]
    waits = [(it.since, it) for it in waits_for(user, day)]
    home.work = in_order([*months, *waits, *((None, it) for it in work_for(user))])


def _months(home: Home, user: User, day: date) -> list[Todo]:
    """The months to file."""
    own = Filing.objects.filter(organisation__in=Organisation.objects.visible_to(user, "filing.own"))
    todo = todo_in(own, day)[:6]
    home.filed = not todo and own.handed_in().exists()
    return todo


def _add_rates(home: Home, user: User) -> None:
    """The township's three rates for those who look after one, else the classes of the person's own organisations."""
    reading = policy.roles_that_may("rate.view")
    tops = [held.organisation for held in home.roles if held.role in reading]
    home.township = next((top for top in tops if top.kind == Kind.COMMITTEE), None)
    if home.township is not None:
        home.rates = list(rates_of(home.township, home.year, home.as_of).values())
    elif may(user, "class.view"):
        own = Grading.objects.visible_to(user, "class.view").filter(year=home.year)
        home.own_classes = list(own.select_related("organisation").order_by("organisation__code")[:20])


def roles_held(user: User, on: date) -> list[RoleAssignment]:
    """The roles of `user` on a day with their organisations.  One query."""
    return list(user.roles.on(on).select_related("organisation").order_by("organisation__code", "role"))
