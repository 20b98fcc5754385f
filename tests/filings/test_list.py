"""The list of filings: searched, filtered, paged and taken along as a workbook that can be imported again."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from apps.core.templatetags.tongbu import narrowed
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.workbook import FilingsRegister
from apps.organisations.models import Organisation
from apps.plans.models import Plan
from apps.workbooks.importing import import_workbook
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, opened, plan_of, submitted

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(plan_of_t01: Plan, township: Township) -> Plan:
    plan = plan_of_t01
    Organisation.objects.filter(code="V02").update(name="石桥村党支部")
    for village, secretary in (("V01", "secretary01"), ("V02", "secretary02")):
        submitted(opened(plan, township[village], SEPTEMBER), township.people[secretary])
    opened(plan, township["V01"])
    return plan


def exported(client: Client, query: str) -> tuple[bytes, set[tuple[str, int]]]:
    """The workbook, and the organisations and months in it."""
    content = b"".join(client.get(f"/filings/?export=xlsx&{query}"))
    headings, *rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    names = [str(it).rstrip("*") for it in headings]
    code, month = names.index("组织编码"), names.index("月份")
    return content, {(str(row[code]), int(str(row[month]))) for row in rows}


FOUND = {
    "": {("V01", 9), ("V01", 10), ("V02", 9), ("V02", 10), ("V03", 9), ("V03", 10)},
    "q=V02": {("V02", 9), ("V02", 10)},
    "q=石桥": {("V02", 9), ("V02", 10)},
    "q=石桥&month=9": {("V02", 9)},
    "q=nobody": set(),
    "state=submitted": {("V01", 9), ("V02", 9)},
    "state=overdue": {("V03", 9)},
    "state=nonsense&group=nobody&month=99&year=x": {
        ("V01", 9),
        ("V01", 10),
        ("V02", 9),
        ("V02", 10),
        ("V03", 9),
        ("V03", 10),
    },
    "year=2012&month=10&group=village&q=V0": {("V01", 10), ("V02", 10), ("V03", 10)},
}


def test_page_and_workbook_hold_what_the_filters_leave(plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    assert {query: exported(staff, query)[1] for query in FOUND} == FOUND
    named = {(code, month) for code in ("V01", "V02", "V03") for month in (9, 10)}
    pages = {query: staff.get(f"/filings/?{query}").content.decode() for query in FOUND}
    assert {
        query: {it for it in named if f"/filings/{it[0]}/2012/{it[1]}/record/" in page} for query, page in pages.items()
    } == FOUND


def test_on_a_phone_the_button_says_how_many_of_the_folded_filters_are_set(plan: Plan, signed_in: SignIn) -> None:
    counts = {"": 0, "q=V0": 0, "year=2012": 0, "year=2012&month=10&group=village&q=V0": 2}
    shown = {query: signed_in("staff").get(f"/filings/?{query}").context["asked"].form for query in counts}
    assert {query: narrowed(form) for query, form in shown.items()} == counts


def test_a_village_exports_its_own_and_nothing_else(plan: Plan, signed_in: SignIn) -> None:
    assert exported(signed_in("secretary01"), "")[1] == {("V01", 9), ("V01", 10)}
    assert exported(signed_in("clerk01"), "q=V01&month=9")[1] == {("V01", 9)}
    assert exported(signed_in("secretary01"), "q=V02")[1] == set()
    assert "/filings/V01/" not in signed_in("secretary01").get("/filings/?q=V02").content.decode()


def test_what_was_exported_imports_again_unchanged(plan: Plan, township: Township, signed_in: SignIn) -> None:
    content, _rows = exported(signed_in("staff"), "q=V01")
    outcome = import_workbook(register=FilingsRegister(), file=BytesIO(content), by=township.people["staff"])
    assert (outcome.errors, outcome.created, outcome.updated) == ((), 0, 0)
    assert outcome.unchanged == Filing.objects.filter(organisation=township["V01"]).count() * 3


def test_the_pages_of_what_was_handed_in_follow_each_other(plan: Plan, township: Township, signed_in: SignIn) -> None:
    year_before = plan_of(township["T01"], 2011)
    for number in range(1, 13):
        submitted(opened(year_before, township["V01"], Month(2011, number)), township.people["secretary01"])
    first, second = (signed_in("secretary01").get(f"/filings/?page={page}").content.decode() for page in (1, 2))
    assert ("/2012/9/record/" in first, "/2012/9/record/" in second) == (True, False)
    assert ("/2011/1/record/" in first, "/2011/1/record/" in second) == (False, True)
