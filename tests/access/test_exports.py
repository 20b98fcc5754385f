"""What is taken along: every export says in the audit log how much it was, and by which filters."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.core.calendar import today
from apps.organisations.kinds import Role
from tests.access.world import World
from tests.factories.browser import enter_as

pytestmark = pytest.mark.django_db

EXPORTS = [
    (Role.STAFF, "/organisations/", {"q": "V01", "kind": "branch"}),
    (Role.STAFF, "/associations/", {"q": "A01"}),
    (Role.STAFF, "/activities/", {"q": "会", "since": "2012-01-01"}),
    (Role.STAFF, "/filings/", {"q": "V01", "year": "2012", "state": "draft"}),
    (Role.STAFF, "/plans/", {"year": "2012"}),
    (Role.STAFF, "/gradings/classes/", {"year": "2012", "q": "V01"}),
    (Role.STAFF, "/warnings/", {"severity": "yellow", "q": "V01"}),
    (Role.STAFF, "/reports/", {"year": "2012"}),
    (Role.STAFF, "/accounts/", {"role": "secretary"}),
    (Role.AUDITOR, "/audit/", {"actor": "staff", "since": "2012-01-01"}),
    (Role.STAFF, "/exchange/organisations/export/", {"organisation": "T01"}),
    (Role.STAFF, "/exchange/classes/export/", {"year": "2012"}),
]


@pytest.mark.parametrize(("role", "address", "filters"), EXPORTS, ids=[address for _role, address, _ in EXPORTS])
def test_an_export_is_on_record_with_its_rows_and_filters(
    the_world: World, role: Role, address: str, filters: dict[str, str]
) -> None:
    browser = enter_as(Client(), the_world.people[role])
    meaningless = {"page": "3", "unknown": "x", "topic": ""}
    answer = browser.get(address, {**filters, **meaningless, "export": "xlsx"})
    assert re.search("''[一-龥]+ 20[0-9-]*.xlsx$", unquote(answer["Content-Disposition"]))
    entry = Entry.objects.filter(action="workbook.exported").latest("pk")
    assert {name: str(value) for name, value in entry.after["filters"].items()} == filters
    assert entry.after["rows"] >= 0
    assert entry.actor == the_world.people[role]


def test_personal_data_that_is_taken_in_clear_says_so_too(the_world: World) -> None:
    browser = enter_as(Client(), the_world.people[Role.STAFF])
    b"".join(browser.get("/accounts/", {"role": "secretary", "export": "xlsx"}))
    entry = Entry.objects.get(action="personal_data.exported")
    assert entry.after["filters"] == {"role": "secretary"}


def test_a_bad_filter_hides_no_good_one_beside_it(the_world: World) -> None:
    browser = enter_as(Client(), the_world.people[Role.STAFF])
    browser.get("/activities/", {"q": "评议", "since": "gestern", "export": "xlsx"})
    assert Entry.objects.get(action="workbook.exported").after["filters"] == {"q": "评议"}


def test_what_is_no_year_is_no_filter(the_world: World) -> None:
    browser = enter_as(Client(), the_world.people[Role.STAFF])
    answer = browser.get("/plans/", {"year": "9" * 500, "export": "xlsx"})
    assert unquote(answer["Content-Disposition"]) == f"attachment; filename*=utf-8''目标 {today()}.xlsx"
    assert "filters" not in Entry.objects.get(action="workbook.exported").after


def test_nobody_fills_the_log_with_a_filter(the_world: World) -> None:
    browser = enter_as(Client(), the_world.people[Role.STAFF])
    browser.get("/organisations/", {"q": "x" * 5000, "export": "xlsx"})
    assert len(Entry.objects.get(action="workbook.exported").after["filters"]["q"]) == 200
