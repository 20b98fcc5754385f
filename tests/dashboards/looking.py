"""How tests look at the leaders' page and its parts."""

import json
from datetime import date
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.dashboards.parts.registry import PARTS
from apps.filings.models import Filing
from apps.gradings.models import Grading
from apps.organisations.kinds import Kind, Sector
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_create
from apps.plans.models import Plan

ASKED = "as_of=2026-11-23&year=2026"
#: The parts of a township's own page.
NAMES = [name for name in PARTS if name not in ("townships", "township", "reports")]


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def part(browser: Client, name: str, asked: str = ASKED) -> Any:
    """What a part was made of; it has not been looked at before."""
    return browser.get(f"/dashboard/{name}/?{asked}").context["it"]


def printed(command: str, organisation: str = "T01", year: int = 2026, as_of: str = "2026-11-23") -> dict[str, Any]:
    out = StringIO()
    options = {"organisation": organisation, "year": year, "as_of": as_of}
    call_command(
        command, *(f"--{name.replace('_', '-')}={value}" for name, value in options.items()), "--json", stdout=out
    )
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def with_more_villages(prefix: str, number: int) -> None:
    """Villages with a class and a filing of the year that nobody has handed in, as the others have them."""
    committee = Organisation.objects.get(code="T01")
    plan = Plan.objects.get(organisation=committee, year=2026)
    for at in range(number):
        village = organisation_create(
            code=f"{prefix}{at:02}",
            name=f"第{at}村",
            kind=Kind.BRANCH,
            sector=Sector.VILLAGE,
            parent=committee,
            by=None,
        )
        Grading.objects.create(organisation=village, year=2026, start_class="general", start_confirmed=True)
        Filing.objects.create(plan=plan, organisation=village, year=2026, month=5, due_on=date(2026, 6, 5))
