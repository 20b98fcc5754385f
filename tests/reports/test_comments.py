"""What owners say about indicators that are not reached: who may, where it stands, and who is silent."""

import re
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
import time_machine

from apps.accounts.models import User
from apps.plans.models import Indicator, Plan, Programme, Target
from apps.portal.waiting import Waiting
from apps.reports.comments import is_named, named_by
from apps.reports.models import IndicatorComment, YearEndReport
from apps.reports.open_points import open_points_of
from apps.reports.snapshot import take
from apps.reports.told import figures_in
from apps.reports.word.document import write_document
from apps.reports.workbook import write_workbook
from tests.factories.browser import filled_in
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR
from tests.reports.test_pages import SignedIn

LIST = f"/reports/comments/{YEAR}/"
WHY = "一个支部年末等次尚未核准，已请示上级。"


@pytest.fixture
def behind(graded_township: Township) -> Indicator:
    """An indicator of which nothing is reached: the secretary of V01 is responsible for it."""
    top, owner = graded_township["T01"], graded_township.people["secretary01"]
    owner.name = "一村书记·李卫国"
    owner.save()
    plan = Plan.objects.create(organisation=top, year=YEAR, title="意见")
    programme = Programme.objects.create(plan=plan, name="组织优化工程")
    words: dict[str, Any] = {"nature": "cohort", "source": "measure", "unit": "%", "due": LAST_DAY}
    made: Indicator = Indicator.objects.create(
        programme=programme,
        code="OPT-02",
        name="争创升级率",
        kind="rate",
        mechanism="M064",
        comparator=">=",
        applies_to=["party_organisation"],
        **words,
    )
    Target.objects.create(indicator=made, organisation=top, value=2000, responsible="支部书记李卫国")
    return made


def address_of(indicator: Indicator) -> str:
    return f"/reports/comments/of/{indicator.pk}/"


def test_the_owner_and_staff_say_why_and_nobody_else(behind: Indicator, signed_in: SignedIn) -> None:
    assert "争创升级率" in signed_in("secretary01").get(LIST).content.decode()
    assert signed_in("secretary02").get(LIST).context["committees"] == []
    assert signed_in("secretary02").post(address_of(behind), {"text": WHY}).status_code == 403
    page = signed_in("staff").get(address_of(behind)).context["form"]
    assert signed_in("secretary01").post(address_of(behind), {"text": WHY}).status_code == 302
    second = signed_in("staff").post(address_of(behind), filled_in(page) | {"text": "另有原因"})
    assert second.context["form"].stale is not None
    assert IndicatorComment.objects.get().text == WHY


def test_whoever_makes_a_report_below_writes_nothing_into_the_plan_above(
    behind: Indicator, graded_township: Township, signed_in: SignedIn
) -> None:
    graded_township.people["staff"].roles.update(organisation=graded_township["V01"])
    assert signed_in("staff").get(LIST).context["committees"] == []
    assert signed_in("staff").post(address_of(behind), {"text": WHY}).status_code == 404


def test_a_person_is_named_by_their_whole_name_alone() -> None:
    said = [
        is_named(User(name=name), "组织委员何敏")
        for name in ("何敏", "党委·何敏", "敏", "何", "何敏华", "组织委员", "")
    ]
    assert said == [True, True, False, False, False, False, False]


def test_nobody_is_taken_for_whoever_has_a_longer_name() -> None:
    responsible = "组织委员何敏华、支部书记李卫国（兼）"
    assert [is_named(User(name=it), responsible) for it in ("何敏", "何敏华", "李卫国")] == [False, True, True]


def test_it_stands_among_the_problems_in_both_files(
    behind: Indicator, graded_township: Township, signed_in: SignedIn
) -> None:
    signed_in("secretary01").post(address_of(behind), {"text": WHY})
    taken = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    book, document = BytesIO(), BytesIO()
    write_workbook(taken, book)
    write_document(taken, document)
    row = [cell.value for cell in openpyxl.load_workbook(book, read_only=True)["未达进度指标说明"][5]]
    assert row[:5] == [1, "争创升级率", "滞后序时", "支部书记李卫国", WHY]
    texts = [it.text for it in docx.Document(document).paragraphs]
    problems = texts[texts.index("六、存在的主要问题") : texts.index("七、下步工作打算")]
    assert f"争创升级率（责任人：支部书记李卫国）：{WHY}" in problems


def test_a_figure_in_a_comment_is_the_one_of_the_report_whatever_changes_later(
    behind: Indicator, graded_township: Township, signed_in: SignedIn
) -> None:
    owner = signed_in("secretary01")
    page = owner.get(address_of(behind))
    assert "【OPT-02】" in page.content.decode()
    refused = owner.post(address_of(behind), filled_in(page.context["form"]) | {"text": "只完成【OPT-2】"})
    assert (refused.status_code, "OPT-2" in refused.context["form"].errors["text"][0]) == (422, True)
    assert owner.post(address_of(behind), {"text": "只完成【OPT-02】，已请示"}).status_code == 302
    taken = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    assert taken["sections"]["comments"]["indicators"][0][-1] == "只完成【OPT-02】，已请示"
    book, document = BytesIO(), BytesIO()
    write_workbook(taken, book)
    write_document(taken, document)
    row = [cell.value for cell in openpyxl.load_workbook(book, read_only=True)["未达进度指标说明"][5]]
    assert row[4] == f"只完成{figures_in(taken['sections'])['OPT-02']}，已请示"
    assert any(it.text.endswith(str(row[4])) for it in docx.Document(document).paragraphs)


def test_an_owner_is_told_at_home_in_the_last_month_until_something_is_said(
    behind: Indicator, graded_township: Township, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    """Nobody else's home page works out a figure for it."""

    def told(username: str, day: str, queries: int = 12) -> list[tuple[int, str]]:
        with time_machine.travel(f"{day} 09:00+08:00"):
            browser = signed_in(username)
            with django_assert_max_num_queries(queries):
                work = browser.get("/").context["home"].work
        return [(it.number, it.address) for it in work if isinstance(it, Waiting) and it.code == "comments"]

    december, january, owner = f"{YEAR}-12-12", f"{YEAR + 1}-01-08", "secretary01"
    assert told(owner, f"{YEAR}-11-30") == []
    assert told(owner, december, 24) == [(1, LIST)]
    assert [told(it, december) for it in ("secretary02", "staff", "clerk01", "admin")] == [[], [], [], []]
    assert told(owner, january, 24) == [(1, LIST)]
    assert told(owner, f"{YEAR + 1}-04-01") == []
    Target.objects.update(value=0)
    assert told(owner, january, 24) == []
    Target.objects.update(value=2000)
    IndicatorComment.objects.create(indicator=behind, text=WHY, written_by=graded_township.people["staff"])
    assert told(owner, january) == []


def test_the_database_knows_a_name_as_the_page_does() -> None:
    said = [
        "组织委员何敏",
        "何敏华",
        "何敏、李卫国（兼）",
        "李卫国(何敏)",
        "李卫国（何敏、王五）；赵六",
        "何敏 ",
        "老何敏（代）、x",
    ]
    for name in ("党委·何敏", "李卫国", "王五", "赵六", "何敏华", "敏", ""):
        person = User(name=name)
        assert [bool(re.search(named_by(person), it)) for it in said] == [is_named(person, it) for it in said]


def test_who_is_silent_is_named_before_the_report_is_frozen_and_signed(
    behind: Indicator, graded_township: Township, signed_in: SignedIn
) -> None:
    staff = signed_in("staff")
    asked = filled_in(staff.get("/reports/new/").context["form"]) | {"year": str(YEAR), "as_of": LAST_DAY.isoformat()}
    refused = staff.post("/reports/new/", asked)
    assert "争创升级率（支部书记李卫国）" in refused.context["form"].errors["uncommented"][0]
    assert staff.post("/reports/new/", asked | {"uncommented": "on"}).status_code == 302
    report = YearEndReport.objects.get()
    report.snapshot = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    assert open_points_of(report)["without_comment"] == 1
