"""Closed months for the tests: October 2012 of V01, approved as the township does it."""

from datetime import date
from typing import Any

from apps.activities.types import ActivityType
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.organisations.models import Organisation
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import OCTOBER, approved, opened, plan_of, submitted

#: A day of the closed month, and one of a month that is open.
CLOSED_DAY, OPEN_DAY = date(2012, 10, 9), date(2012, 11, 2)
SERVICE: dict[str, Any] = {"type": ActivityType.VOLUNTEER_SERVICE, "topic": "清洁村道", "hours": 200}


def close(township: Township, code: str = "V01", month: Month = OCTOBER) -> Filing:
    """Let the village file the month and staff approve it."""
    organisation: Organisation = township[code]
    plan = Plan.objects.filter(organisation=township["T01"]).first() or plan_of(township["T01"])
    filing = submitted(opened(plan, organisation, month), township.people[f"secretary{code[1:3]}"])
    (done,) = approved([filing], township.people["staff"])
    found: Filing = Filing.objects.with_path().select_related("organisation").get(pk=done.pk)
    return found
