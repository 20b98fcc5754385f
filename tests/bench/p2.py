"""P2: every list and detail page costs the same number of queries for 2 and for 50 rows, and at most 12.

A list of 5,000 honours besides costs what its first page costs, and so does a roll of 10,000 members, a search in it
and their statistics.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.activities.models import Activity, Host
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.gradings.models import Grading
from apps.jobs.models import Job
from apps.organisations.kinds import Kind, Role, Sector
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_create, role_grant
from apps.plans.models import Plan
from apps.plans.opinion import opinion_rows
from apps.plans.services import plan_load_csv
from apps.registers.registry import REGISTERS
from apps.reports.models import ReportState, YearEndReport
from tests.bench import honours, members
from tests.bench.browser import Browser
from tests.bench.measure import Measure, queries_of, times_floor
from tests.bench.p1 import themes
from tests.registers.examples import example, member_of
from tests.registers.records import EXAMPLES

YEAR = 2012
MAX_VALUE = 12
FEW, MANY = 2, 50
#: The rows of a long list, and of one that its first page holds.
LONG, PAGE = 5000, 50
ROLL = 10_000
OF_ROLL = (
    "/registers/members/",
    "/registers/members/?q=王4",
    "/members/statistics/",
    "/members/statistics/?by=age",
)

#: The lists and details of the portal, by who opens them.
PAGES = {
    "staff": (
        "/",
        "/organisations/",
        "/organisations/tree/",
        "/organisations/P2/",
        f"/plans/{YEAR}/",
        f"/plans/{YEAR}/indicators/FIL-01/",
        f"/plans/{YEAR}/targets/",
        "/plans/",
        "/activities/",
        "/activities/P2-1/",
        f"/filings/?year={YEAR}",
        "/filings/review/",
        f"/filings/P2-V1/{YEAR}/1/record/",
        f"/gradings/?year={YEAR}",
        f"/gradings/classes/?year={YEAR}",
        f"/gradings/classes/{YEAR}/P2-V1/",
        "/reports/",
        "/exchange/",
        "/accounts/",
        "/accounts/people/p2-secretary1/",
        "/accounts/people/p2-secretary1/roles/",
        "/accounts/me/",
        "/associations/",
        "/registers/",
        *(f"/registers/{name}/" for name in EXAMPLES),
        *(f"/registers/{name}/FIRST/" for name in EXAMPLES),
    ),
    "admin": ("/jobs/",),
    "auditor": ("/audit/",),
}


#: As on the leaders' page, each theme of measures may cost a query more.
OF_MEASURES = f"/plans/{YEAR}/"


def measures() -> Iterator[Measure]:
    """Everything that is written for it is rolled back."""
    for measured in (_measured, _long_list, _long_roll):
        with transaction.atomic():
            yield from measured()
            transaction.set_rollback(True)


def _measured() -> Iterator[Measure]:
    township = organisation_create(code="P2", name="清溪镇党委", kind=Kind.COMMITTEE, sector="", parent=None, by=None)
    people = {name: _person(f"p2-{name}", Role(_ROLES[name]), township) for name in PAGES}
    plan = plan_load_csv(organisation=township, year=YEAR, rows=opinion_rows(), by=None)
    numbers = count(1)
    _grow(township, plan, people["staff"], [next(numbers) for _ in range(FEW)])
    few = _counted(people)
    _grow(township, plan, people["staff"], [next(numbers) for _ in range(MANY - FEW)])
    for address, many in _counted(people).items():
        most = MAX_VALUE + (themes() if address == OF_MEASURES else 0)
        holds = many == few[address] and many <= most
        what = f"{address}, queries for {MANY} rows, for {FEW} as the floor"
        yield Measure("P2", what, many, few[address], many / few[address], f"the same, ≤ {most}", holds)


_ROLES = {"staff": "staff", "admin": "administrator", "auditor": "auditor"}


def _person(username: str, role: Role, over: Organisation) -> User:
    user = account_create(username=username, name=username, password="not signed in with", by=None)
    role_grant(user=user, role=role, organisation=over, start=date(2000, 1, 1), by=None)
    return user


def _counted(people: dict[str, User]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, addresses in PAGES.items():
        browser = Browser(people[name])
        for address in addresses:
            opened = partial(browser.get, _with_first(address))
            opened()
            found[address] = queries_of(opened)
    return found


def _with_first(address: str) -> str:
    """The address with the id of the register's first record in the place of the word."""
    if not address.endswith("FIRST/"):
        return address
    records = REGISTERS[address.split("/")[2]].records()
    return address.replace("FIRST", str(records.earliest("pk").pk))


def _long_list() -> Iterator[Measure]:
    """In one township there are as many honours as a page shows, in another a hundred times as many."""
    address, browsers = honours.register().address, []
    for code, rows in (("P2A", LONG), ("P2B", PAGE)):
        top, *villages = honours.township(code)
        honours.fill(villages, rows)
        browsers.append(Browser(_person(f"{code.lower()}-staff", Role.STAFF, top)))
    long, short = (partial(browser.get, address) for browser in browsers)
    many, few = queries_of(long), queries_of(short)
    what = f"{address}, queries for {LONG:,} rows, for {PAGE} as the floor"
    yield Measure("P2", what, many, few, many / few, f"the same, ≤ {MAX_VALUE}", many == few <= MAX_VALUE)
    yield times_floor("P2", f"{address} of {LONG:,} rows, against that of {PAGE}", long, short, 1.5)


def _long_roll() -> Iterator[Measure]:
    """In one township there are ten thousand members, in another as many as a page shows."""
    browsers = []
    for code, rows in (("P2C", ROLL), ("P2D", PAGE)):
        top, *villages = honours.township(code)
        members.fill(code, villages, rows)
        browsers.append(Browser(_person(f"{code.lower()}-staff", Role.STAFF, top)))
    for address in OF_ROLL:
        long, short = (partial(browser.get, address) for browser in browsers)
        many, few = queries_of(long), queries_of(short)
        what = f"{address}, queries for {ROLL:,} members, for {PAGE} as the floor"
        yield Measure("P2", what, many, few, many / few, f"the same, ≤ {MAX_VALUE}", many == few <= MAX_VALUE)


def _grow(township: Organisation, plan: Plan, by: User, numbers: list[int]) -> None:
    """One village more for each number, with a class, an activity, a filing, an account, a job and a report."""
    for number in numbers:
        village = organisation_create(
            code=f"P2-V{number}",
            name=f"清溪镇第{number}村党支部",
            kind=Kind.BRANCH,
            sector=Sector.VILLAGE,
            graded=True,
            parent=township,
            by=None,
        )
        Grading.objects.create(organisation=village, year=YEAR, start_class="general", start_confirmed=True)
        activity = Activity.objects.create(number=f"P2-{number}", date=date(YEAR, 3, 1), type="visit", topic="走访")
        Host.objects.create(activity=activity, organisation=village)
        _person(f"p2-secretary{number}", Role.SECRETARY, village)
        member_of(village.code, belongs=True)
        for name in EXAMPLES:
            example(name, village)
        job = Job.objects.create(task="none", title=f"{number}", state="succeeded", requested_by=by)
        YearEndReport.objects.create(
            organisation=township,
            year=YEAR,
            as_of=date(YEAR, 12, 31),
            number=number,
            state=ReportState.SIGNED,
            snapshot={},
            job=job,
            requested_by=by,
            signed_by=by,
            signed_at=timezone.now(),
        )
    months_open(plan=plan, months=[Month(YEAR, 1)])
