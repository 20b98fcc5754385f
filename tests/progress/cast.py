"""The plan of the 2012 opinion over the small cast, and facts for it."""

import csv
from datetime import date
from pathlib import Path

from django.conf import settings

from apps.activities.models import Activity, Host
from apps.activities.types import ActivityType
from apps.filings.models import Filing, FilingLine
from apps.filings.states import FilingState
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan
from apps.plans.services import plan_load_csv
from apps.progress.figures import Standing
from apps.progress.selectors import progress_of
from tests.factories.township import Township

YEAR = 2012
END = date(2012, 12, 31)


def rows() -> list[dict[str, str]]:
    with Path(settings.BASE_DIR / "apps/plans/opinion_2012.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plan_of(township: Township, year: int = YEAR) -> Plan:
    return plan_load_csv(organisation=township["T01"], year=year, rows=rows(), by=None)


def indicator(code: str, year: int = YEAR) -> Indicator:
    found: Indicator = Indicator.objects.get(code=code, programme__plan__year=year)
    return found


def held(type_: ActivityType, on: date, *hosts: Organisation, hours: int | None = None) -> Activity:
    number = f"{on.year}-{Activity.objects.count():05}"
    activity: Activity = Activity.objects.create(number=number, date=on, type=type_, topic=f"活动{number}", hours=hours)
    Host.objects.bulk_create(Host(activity=activity, organisation=host) for host in hosts)
    return activity


def graded(organisation: Organisation, start: str, end: str = "", **details: object) -> Grading:
    if end:
        details = {"confirmed_on": END} | details
    made: Grading = Grading.objects.create(
        organisation=organisation, year=YEAR, start_class=start, start_confirmed=True, end_class=end, **details
    )
    return made


def filed(
    organisation: Organisation,
    month: int,
    code: str,
    numerator: int | None,
    denominator: int | None = None,
    state: FilingState = FilingState.APPROVED,
) -> None:
    """A line in the organisation's filing of the month, in hundredths."""
    its = indicator(code)
    filing, _made = Filing.objects.update_or_create(
        organisation=organisation,
        year=YEAR,
        month=month,
        defaults={
            "plan": its.programme.plan,
            "state": state,
            "due_on": date(YEAR + month // 12, month % 12 + 1, 5),
            "first_submitted_on": None if state == FilingState.DRAFT else END,
        },
    )
    FilingLine.objects.create(filing=filing, indicator=its, numerator=numerator, denominator=denominator)


def standing(organisation: Organisation, code: str, as_of: date = END) -> Standing:
    return next(it for it in progress_of(organisation, YEAR, as_of) if it.indicator.code == code)


def pair(organisation: Organisation, code: str, as_of: date = END) -> tuple[int | None, int | None]:
    figure = standing(organisation, code, as_of).figure
    return figure.numerator, figure.denominator
