"""P3: enter the 30 figures of a month and submit it: the form, then the check page."""

import json
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.test import override_settings

from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan, Programme
from tests.bench.browser import Browser
from tests.bench.measure import Measure, interleaved, rolled_back
from tests.factories.township import township

LINES = 30
MONTH = Month(2012, 10)
RUNS = 15
FLOOR = "/bench/hand-in/"


def measures() -> Iterator[Measure]:
    """Leaves the database as it was."""
    with override_settings(ROOT_URLCONF="tests.bench.urls"), transaction.atomic():
        yield from _measured()
        transaction.set_rollback(True)


def _measured() -> Iterator[Measure]:
    cast = township()
    browser = Browser(cast.people["secretary01"])
    filing = _opened(_plan(cast["T01"]), cast["V01"])
    other = _floor_given(filing)

    def ours() -> None:
        _enter(browser, filing)
        _submit(browser, filing)

    def submit() -> None:
        _submit(browser, filing)

    def floor() -> None:
        browser.post(FLOOR, other)

    whole, least = interleaved([rolled_back(ours), rolled_back(floor)], runs=RUNS)
    what = f"enter {LINES} figures and submit the month, two requests, against one that inserts the rows, CPU s"
    yield Measure("P3", what, whole, least, whole / least, "≤ 3 × floor", whole / least <= 3)
    _enter(browser, filing)
    last, least = interleaved([rolled_back(submit), rolled_back(floor)], runs=RUNS)
    what = "the second of them alone: check and submit what was saved as a draft, CPU s"
    yield Measure("P3", what, last, least, last / least, "≤ 3 × floor", last / least <= 3)


def _plan(committee: Organisation) -> Plan:
    plan = Plan.objects.create(organisation=committee, year=MONTH.year, title="2012年意见")
    programme = Programme.objects.create(plan=plan, name="其他监测指标")
    common = {"kind": "count", "nature": "flow", "source": "filed", "applies_to": ["village"], "unit": "个"}
    Indicator.objects.bulk_create(
        Indicator(
            programme=programme,
            code=f"F-{number:02}",
            name=f"指标{number}",
            position=number,
            due=date(MONTH.year, 12, 31),
            **common,
        )
        for number in range(LINES)
    )
    return plan


def _opened(plan: Plan, village: Organisation) -> Filing:
    months_open(plan=plan, months=[MONTH])
    return Filing.objects.get(organisation=village, month=MONTH.month)


def _enter(browser: Browser, filing: Filing) -> None:
    figures = {f"n{line}": "7" for line in filing.lines.values_list("pk", flat=True)}
    browser.post(_address(filing), {**figures, "version": "1", "page": "p3", "go": "check"})


def _submit(browser: Browser, filing: Filing) -> None:
    receipt = browser.post(f"{_address(filing)}check/", {"version": "2"})
    if not receipt.endswith("/receipt/"):
        raise RuntimeError(f"The month was not submitted: {receipt}")


def _address(filing: Filing) -> str:
    return f"/filings/{filing.organisation.code}/{filing.year}/{filing.month}/"


def _floor_given(filing: Filing) -> dict[str, str]:
    """What the floor is posted: the figures, and the month before, so that nothing stands in its way."""
    indicators = list(filing.lines.values_list("indicator", flat=True))
    row = {
        "plan_id": filing.plan_id,
        "organisation_id": filing.organisation_id,
        "year": MONTH.year,
        "month": MONTH.previous.month,
        "state": "submitted",
        "due_on": filing.due_on.isoformat(),
        "first_submitted_on": filing.due_on.isoformat(),
    }
    figures = {f"n{indicator}": "7" for indicator in indicators}
    return {**figures, "given": json.dumps({"filing": row, "indicators": indicators})}
