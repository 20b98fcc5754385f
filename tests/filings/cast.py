"""A small plan of T01 and the filings of its months, for the tests of filings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.months import Month
from apps.filings.services import LineEntry, as_seen, filing_save_draft, filing_submit, filings_approve, months_open
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan, Programme

OCTOBER = Month(2012, 10)
SEPTEMBER = Month(2012, 9)

_DEFAULTS: dict[str, Any] = {
    "kind": "count",
    "nature": "flow",
    "source": "filed",
    "comparator": ">=",
    "unit": "个",
    "applies_to": ["village"],
}

_INDICATORS: dict[str, dict[str, Any]] = {
    "F-FLOW": {"name": "村集体经济收入", "kind": "amount", "unit": "万元"},
    "F-STOCK": {"name": "义务宣传员", "nature": "stock", "unit": "人"},
    "F-RATE": {"name": "活动经费拨付率", "kind": "rate", "unit": "%", "numerator": "已拨付", "denominator": "应拨付"},
    "F-ASSOC": {"name": "受益户次", "unit": "户次", "applies_to": ["association"]},
    "M-ONE": {"name": "示范村", "source": "measure", "mechanism": "M096"},
}


def plan_of(committee: Organisation, year: int = 2012) -> Plan:
    """A plan with two counts, an amount and a rate that villages file, one that associations file, one measured."""
    plan = Plan.objects.create(organisation=committee, year=year, title=f"{year}年意见")
    programme = Programme.objects.create(plan=plan, name="其他监测指标")
    for position, (code, details) in enumerate(_INDICATORS.items()):
        given = _DEFAULTS | {"due": date(year, 12, 31)} | details
        Indicator.objects.create(programme=programme, code=code, position=position, **given)
    return plan


def opened(plan: Plan, organisation: Organisation, month: Month = OCTOBER) -> Filing:
    """The filing of the month, opened as beat does."""
    months_open(plan=plan, months=[month])
    return Filing.objects.get(organisation=organisation, year=month.year, month=month.month)


def line(filing: Filing, code: str) -> FilingLine:
    found: FilingLine = filing.lines.get(indicator__code=code)
    return found


def save(filing: Filing, by: User, page: str = "", **figures: Any) -> Filing:
    """Save a draft with `F_FLOW=1200`, `F_RATE=(300, 400)`, `F_STOCK=None`; a missing code is left alone."""
    entries = {}
    for name, value in figures.items():
        numerator, denominator = value if isinstance(value, tuple) else (value, None)
        it = line(filing, name.replace("_", "-"))
        entries[it.pk] = LineEntry(numerator, denominator, it.note)
    return filing_save_draft(seen=as_seen(filing), entries=entries, by=by, page=page)


def filled(filing: Filing, by: User, **figures: Any) -> Filing:
    """A draft in which everything is entered."""
    everything: dict[str, Any] = {"F_FLOW": 1200, "F_STOCK": 800, "F_RATE": (300, 400)}
    return save(filing, by, **(everything | figures))


def submitted(filing: Filing, by: User, **figures: Any) -> Filing:
    filing = filled(filing, by, **figures)
    return filing_submit(seen=as_seen(filing), by=by)


def approved(filings: Iterable[Filing], by: User) -> list[Filing]:
    return filings_approve(seen=[as_seen(filing) for filing in filings], by=by)


def last_step(filing: Filing) -> FilingStep:
    return FilingStep.objects.filter(filing=filing).latest("at", "id")
