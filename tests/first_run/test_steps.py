"""What is missing until a township files: read from what there is, for whoever sets it up."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.filings.services import filings_open_due
from apps.first_run.services import Administrator, portal_begin, setup_code_make
from apps.first_run.steps import Shown
from apps.organisations.kinds import Kind
from apps.organisations.services import roles_confirm, waiting_roles
from apps.plans.models import Indicator, Plan, Target
from tests.factories.browser import enter_as
from tests.factories.township import Township, afresh, organisation

pytestmark = pytest.mark.django_db
NOW = "2026-11-16 09:00+08:00"
PLAN = "/first-run/plan/"
ADMINISTRATOR: Administrator = {"username": "admin1", "name": "李静", "password": "Qing-Xi-2026!"}
ORGANISATIONS = [("V01", "红石村党支部"), ("V02", "清水村党支部")]


@pytest.fixture(autouse=True)
def _in_november() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def administrator() -> Client:
    """Of a township that was set up a moment ago."""
    user = portal_begin(
        code=setup_code_make(), township={"code": "T01", "name": "清溪镇党委"}, administrator=ADMINISTRATOR
    )
    return enter_as(Client(), user)


def state(client: Client) -> str:
    """The steps as a line of marks."""
    shown: list[Shown] = client.get("/first-run/steps/").context["steps"]
    return "".join("x" if it.step.is_done else "-" for it in shown)


def at_home(client: Client) -> list[Shown]:
    missing: list[Shown] = client.get("/").context["home"].missing
    return missing


def upload(client: Client, register: str, headings: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Send a workbook by the page that imports it, and confirm."""
    answer = client.post(f"/exchange/{register}/import/", {"file": book(headings, rows)})
    answer = client.post(answer.headers["Location"], follow=True)
    assert answer.templates[0].name == "exchange/done.html"


def book(headings: list[str], rows: list[tuple[Any, ...]]) -> SimpleUploadedFile:
    workbook = openpyxl.Workbook()
    page: Any = workbook.active
    for row in (headings, *rows):
        page.append(list(row))
    content = BytesIO()
    workbook.save(content)
    return SimpleUploadedFile("book.xlsx", content.getvalue())


def staff_of(administrator: Client) -> Client:
    """Somebody in the office who was given an account, took it over, and was confirmed on the server."""
    fields = {"username": "staff1", "name": "陈晓燕", "role": "staff", "organisation": "T01", "start": "2026-11-16"}
    assert administrator.post("/accounts/new/", {**fields, "once": str(uuid4())}).status_code == 200
    user = User.objects.get(username="staff1")
    user.must_change_password = False
    user.save()
    call_command("confirm_roles", "staff1", verbosity=0)
    return enter_as(Client(), afresh(user))


def plan(**other: Any) -> dict[str, Any]:
    usual = {
        "once": str(uuid4()), "source": "catalogue", "organisation": "T01", "year": "2026", "first_month": "11",
        "filing_opens_day": "1", "filing_due_day": "8",
    }  # fmt: skip
    return {**usual, **other}


def test_from_an_empty_portal_to_the_first_month_by_the_pages_alone(administrator: Client) -> None:
    assert state(administrator) == "x------"
    staff = staff_of(administrator)
    assert state(staff) == "xx-----"
    rows = [(code, name, "党支部", "村", "T01") for code, name in ORGANISATIONS]
    upload(staff, "organisations", ["编码", "名称", "类型", "领域", "上级编码"], rows)
    assert state(staff) == "xxx----"
    people = [(f"shuji{code}", name, "书记", code) for code, name in ORGANISATIONS]
    upload(staff, "accounts", ["用户名", "姓名", "角色", "组织编码"], people)
    assert state(staff) == "xxx----"
    assert "/accounts/first-passwords/" in staff.get("/first-run/steps/").content.decode()
    answer = staff.post("/accounts/first-passwords/", {"accounts": ["shujiV01", "shujiV02"]})
    assert answer.status_code == 200
    assert state(staff) == "xxxx---"
    assert staff.post(PLAN, plan()).headers["Location"] == "/first-run/steps/"
    assert state(staff) == "xxxxxx-"
    assert "2026-12-08" in staff.get("/first-run/steps/").content.decode()
    with time_machine.travel("2026-12-01 09:00+08:00", tick=False):
        filings_open_due(on=today())
        assert {(it.month, it.due_on.isoformat()) for it in Filing.objects.all()} == {(11, "2026-12-08")}
        secretary = enter_as(Client(), User.objects.get(username="shujiV01"))
        User.objects.filter(username="shujiV01").update(must_change_password=False)
        assert "2026-12-08" in secretary.get("/").content.decode()
        staff = enter_as(Client(), User.objects.get(username="staff1"))
        assert state(staff) == "xxxxxxx"
        assert at_home(staff) == []


def test_whoever_comes_back_finds_what_others_did_meanwhile(administrator: Client) -> None:
    staff = staff_of(administrator)
    assert len(at_home(staff)) == len(at_home(administrator)) == 5
    staff.post(PLAN, plan())
    assert len(at_home(administrator)) == 3


def test_staff_wait_for_a_second_person_and_the_page_says_how(administrator: Client) -> None:
    fields = {"username": "staff1", "name": "陈晓燕", "role": "staff", "organisation": "T01", "start": "2026-11-16"}
    administrator.post("/accounts/new/", {**fields, "once": str(uuid4())})
    assert state(administrator) == "x------"
    assert "manage.py confirm_roles staff1" in administrator.get("/").content.decode()
    user = User.objects.get(username="staff1")
    assert waiting_roles(user).exists()
    user.must_change_password = False
    user.save()
    roles_confirm(user=user, seen={it.pk for it in waiting_roles(user)}, by=None)
    assert state(administrator) == "xx-----"


def test_a_step_is_offered_to_those_alone_who_may_take_it(administrator: Client) -> None:
    def offered(client: Client) -> set[str]:
        return {it.step.address for it in at_home(client) if it.is_mine}

    staff = staff_of(administrator)
    assert PLAN in offered(staff)
    assert PLAN not in offered(administrator)
    assert "/exchange/accounts/import/" in offered(administrator)
    assert administrator.get(PLAN).status_code == 403
    assert administrator.post(PLAN, plan()).status_code == 403


def test_nobody_else_is_told_what_is_missing(township: Township, signed_in: Callable[[str], Client]) -> None:
    for username in ("secretary01", "leader", "viewer", "auditor", "contact"):
        assert at_home(signed_in(username)) == []
        assert signed_in(username).get("/first-run/steps/").status_code == 403


def test_a_plan_is_made_once_however_often_its_form_is_sent(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    sent = plan()
    for _time in range(2):
        assert signed_in("staff").post(PLAN, sent).status_code == 302
    assert Plan.objects.count() == 1
    assert Indicator.objects.count() == 35
    again = signed_in("staff").post(PLAN, plan())
    assert again.status_code == 200
    assert again.context["form"].errors
    assert Indicator.objects.count() == 35


def test_the_catalogue_brings_its_targets_and_the_deadlines_that_were_typed(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    signed_in("staff").post(PLAN, plan())
    made = Plan.objects.get()
    assert (made.filing_opens_day, made.filing_due_day) == (1, 8)
    assert set(Indicator.objects.values_list("first_month", flat=True)) == {11}
    assert Target.objects.get(indicator__code="OPT-04", organisation__code="T01").value == 9500


def test_the_year_before_is_taken_over_with_its_targets_or_without(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    staff = signed_in("staff")
    refused = staff.post(PLAN, plan(source="earlier", with_targets="on"))
    assert refused.context["form"].errors
    assert not Plan.objects.exists()
    staff.post(PLAN, plan(year="2025", first_month="1"))
    before = Target.objects.count()
    staff.post(PLAN, plan(source="earlier", with_targets="on", first_month="2"))
    assert Target.objects.filter(indicator__programme__plan__year=2026).count() == before
    assert set(Indicator.objects.filter(programme__plan__year=2026).values_list("first_month", flat=True)) == {2}
    staff.post(PLAN, plan(source="earlier", year="2027"))
    assert not Target.objects.filter(indicator__programme__plan__year=2027).exists()


def downloaded(client: Client) -> openpyxl.Workbook:
    answer: Any = client.get("/first-run/plan/workbook/")
    return openpyxl.load_workbook(BytesIO(answer.getvalue()))


def sent_back(workbook: openpyxl.Workbook) -> SimpleUploadedFile:
    content = BytesIO()
    workbook.save(content)
    return SimpleUploadedFile("计划.xlsx", content.getvalue())


def test_the_workbook_of_the_catalogue_sent_back_makes_the_same_plan(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    staff = signed_in("staff")
    assert staff.post(PLAN, plan(source="workbook", file=sent_back(downloaded(staff)))).status_code == 302
    staff.post(PLAN, plan(year="2027"))

    def told(year: int) -> list[Any]:
        names = ("code", "name", "mechanism", "kind", "nature", "source", "comparator", "unit", "applies_to",
                 "numerator", "denominator", "weight", "position")  # fmt: skip
        rows = Indicator.objects.filter(programme__plan__year=year).order_by("position")
        return list(rows.values_list(*names))

    assert told(2026) == told(2027)
    of = Target.objects.order_by("indicator__position", "organisation__code")
    values = [
        list(of.filter(indicator__programme__plan__year=it).values_list("value", flat=True)) for it in (2026, 2027)
    ]
    assert values[0] == values[1]


def test_a_bad_cell_is_named_and_nothing_is_made(township: Township, signed_in: Callable[[str], Client]) -> None:
    workbook = downloaded(signed_in("staff"))
    page: Any = workbook.active
    page["E2"], page["I3"], page["K4"], page["A6"] = "随便", "很多", "村、月球", page["A5"].value
    answer = signed_in("staff").post(PLAN, plan(source="workbook", file=sent_back(workbook)))
    said = " ".join(answer.context["form"].errors["file"])
    assert all(cell in said for cell in ("E2 类型", "I3 目标值", "K4 适用范围", "A6 指标编码"))
    assert not Plan.objects.exists()
    assert not Entry.objects.filter(action="plan.loaded").exists()


@pytest.mark.parametrize(
    "other",
    [
        {"source": ""},
        {"source": "workbook"},
        {"source": "workbook", "file": SimpleUploadedFile("a.xlsx", b"no workbook")},
        {"year": "0"},
        {"year": "9" * 30},
        {"filing_due_day": "31"},
        {"first_month": "13"},
        {"organisation": "V01"},
        {"organisation": "\x00"},
    ],
    ids=str,
)
def test_what_makes_no_plan_is_said_at_its_field(
    township: Township, signed_in: Callable[[str], Client], other: dict[str, Any]
) -> None:
    answer = signed_in("staff").post(PLAN, plan(**other))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Plan.objects.exists()


def test_the_neighbours_township_gets_no_plan_from_here(township: Township, signed_in: Callable[[str], Client]) -> None:
    organisation("X01", kind=Kind.COMMITTEE, sector="")
    away = signed_in("staff").post(PLAN, plan(organisation="X01"))
    assert "organisation" in away.context["form"].errors
    assert not Plan.objects.exists()
