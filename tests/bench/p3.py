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
ENTER, HAND_IN = "/bench/enter/", "/bench/hand-in/"


def measures() -> Iterator[Measure]:
    """Leaves the database as it was."""
    with override_settings(ROOT_URLCONF="tests.bench.urls"), transaction.atomic():
        yield from _measured()
        transaction.set_rollback(True)


def _measured() -> Iterator[Measure]:
    cast = township()
    browser = Browser(cast.people["secretary01"])
    filing = _opened(_plan(cast["T01"]), cast["V01"])
    figures = {f"n{line}": "7" for line in filing.lines.values_list("pk", flat=True)}
    floor_filing, floor_figures = _floor_given(filing)

    def ours() -> None:
        _enter(browser, filing, figures)
        _submit(browser, filing)

    def submit() -> None:
        _submit(browser, filing)

    def floor_enter() -> None:
        browser.post(ENTER, floor_figures)

    def floor() -> None:
        floor_enter()
        browser.post(HAND_IN, floor_filing)

    whole, least = interleaved([rolled_back(ours), rolled_back(floor)], runs=RUNS)
    what = f"enter {LINES} figures and submit the month, two requests, against two that write the same rows, CPU s"
    yield Measure("P3", what, whole, least, whole / least, "≤ 3 × floor", whole / least <= 3)
    _enter(browser, filing, figures)
    last, least = interleaved([rolled_back(submit), rolled_back(floor_enter)], runs=RUNS)
    what = f"submit a month of {LINES} lines that were saved as a draft, against a view that inserts them, CPU s"
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


def _enter(browser: Browser, filing: Filing, figures: dict[str, str]) -> None:
    browser.post(_address(filing), {**figures, "version": "1", "page": "p3", "go": "check"})


def _submit(browser: Browser, filing: Filing) -> None:
    receipt = browser.post(f"{_address(filing)}check/", {"version": "2"})
    if not receipt.endswith("/receipt/"):
        raise RuntimeError(f"The month was not submitted: {receipt}")


def _address(filing: Filing) -> str:
    return f"/filings/{filing.organisation.code}/{filing.year}/{filing.month}/"


def _floor_given(filing: Filing) -> tuple[dict[str, str], dict[str, str]]:
    """What the floors are posted: a month of another year without lines, so that nothing stands in their way."""
    other = Filing.objects.create(
        plan=filing.plan, organisation=filing.organisation, year=MONTH.year - 1, month=MONTH.month, due_on=filing.due_on
    )
    indicators = list(filing.lines.values_list("indicator", flat=True))
    given = json.dumps({"filing": other.pk, "indicators": indicators})
    return {"filing": str(other.pk)}, {**{f"n{it}": "7" for it in indicators}, "given": given}
