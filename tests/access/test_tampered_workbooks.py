"""Workbooks that name what is the neighbour's: refused at the cell, and nothing of it changes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from apps.activities.models import Activity
from apps.exchange.models import Upload
from apps.exchange.registers import REGISTERS
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.registers.registry import REGISTERS as DECLARED
from tests.access.belongings import belongings
from tests.access.tampering import ON, Side, sides
from tests.access.world import World
from tests.factories.browser import enter_as, walker
from tests.factories.township import organisation
from tests.registers.examples import BETWEEN, OF_ASSOCIATIONS, OF_LEAGUE, row_of
from tests.workbooks.books import table

pytestmark = pytest.mark.django_db

Cells = dict[str, Any]


def an_activity(side: Side) -> Cells:
    number = Activity.objects.get(hosts__code=side.village).number
    meeting = {"日期": "2012-12-01", "类型": "支部党员大会", "主题": "改"}
    return {"编号": number, "主办组织编码": side.village, **meeting}


def a_record(register: str, side: Side) -> Cells:
    if register == "checklists":
        return {"组织编码": side.village, "清单": "五好", "日期": "2012-12-01", "项目": "党员队伍好", "结果": "否"}
    if register == "own-checklists":
        named = {"名称": "自设", "清单编码": "own", "适用对象": "村", "起始日期": "2012-12-01"}
        return {"组织编码": side.village, **named}
    own = {"organisation": side.association} if register in OF_ASSOCIATIONS else {}
    own |= {"organisation": a_league_branch(side)} if register in OF_LEAGUE else {}
    return row_of(DECLARED[register], side.village, **own)


def a_league_branch(side: Side) -> str:
    """One beside the village of that side."""
    code = f"L{side.village[1:]}"
    if not Organisation.objects.filter(code=code).exists():
        committee = Organisation.objects.get(code=side.committee)
        organisation(code, committee, kind=Kind.LEAGUE_BRANCH, sector="")
    return code


ROWS: list[tuple[str, Callable[[Side], Cells]]] = [
    ("organisations", lambda side: {"编码": side.village, "名称": "改", "类型": "党支部"}),
    ("organisations", lambda side: {"编码": "N01", "名称": "新", "类型": "党支部", "上级编码": side.committee}),
    (
        "organisations",
        lambda side: {"编码": "V01", "名称": "甲", "类型": "党支部", "上级编码": side.association},
    ),
    ("leading", lambda side: {"党组织编码": side.village, "群团编码": side.spare, "起始日期": ON}),
    ("leading", lambda side: {"党组织编码": "V01", "群团编码": side.spare, "起始日期": ON}),
    ("classes", lambda side: {"年度": 2012, "组织编码": side.village, "年初等次": "一般", "年末等次": "先进"}),
    ("targets", lambda side: {"年度": 2012, "组织编码": side.village, "指标编码": "F-FLOW", "目标值": 7}),
    ("activities", an_activity),
    ("activities", lambda side: {**an_activity(side), "编号": None, "日期": "2012-12-03"}),
    ("filings", lambda side: {"年度": 2012, "月份": 12, "组织编码": side.village, "指标编码": "F-FLOW", "数值": 7}),
    ("accounts", lambda side: {"用户名": side.person, "姓名": "改", "角色": "填报员", "组织编码": side.village}),
    ("accounts", lambda side: {"用户名": "zhang", "姓名": "张三", "角色": "填报员", "组织编码": side.village}),
    (
        "advice",
        lambda side: {"群团编码": side.association, "党组织编码": side.village, "建议": "甲", "建议日期": "2012-12-01"},
    ),
    ("recommendations", partial(a_record, "recommendations")),
    *((name, partial(a_record, name)) for name in DECLARED if name not in BETWEEN),
]
#: Who imports it where the township office may not.
IMPORTERS = {"advice": Role.SECRETARY}


def taken_in(the_world: World, register: str, cells: Cells) -> tuple[Upload, bool]:
    """Upload and confirm a workbook with one row; what became of it, and whether the neighbour's stayed as it was."""
    client = enter_as(walker(), the_world.people[IMPORTERS.get(register, Role.STAFF)])
    before = belongings()
    file = SimpleUploadedFile("a.xlsx", table(list(cells), list(cells.values())).getvalue())
    address = client.post(f"/exchange/{register}/import/", {"file": file})["Location"]
    assert client.post(address).status_code == 302
    return Upload.objects.get(pk=address.rstrip("/").rpartition("/")[2]), belongings() == before


@pytest.mark.parametrize(("register", "row"), ROWS)
def test_a_workbook_takes_in_what_is_ones_own_and_refuses_the_neighbours(
    the_world: World, nothing_kept_of_pages: None, register: str, row: Callable[[Side], Cells]
) -> None:
    mine, theirs = sides(the_world)
    for side, taken in ((theirs, False), (mine, True)):
        with transaction.atomic():
            upload, untouched = taken_in(the_world, register, row(side))
            outcome = upload.outcome
            transaction.set_rollback(True)
        assert untouched
        assert (upload.imported_at is not None, outcome["error_count"] == 0) == (taken, taken), outcome
        assert (outcome["created"] + outcome["updated"] > 0) == taken


@pytest.mark.parametrize("place", ["theirs", "T01", "V02"])
def test_the_workbook_of_a_month_takes_in_nothing_but_its_own(
    the_world: World, nothing_kept_of_pages: None, place: str
) -> None:
    """Sent to the page of one's own month; what belongs elsewhere is refused, and the row beside it with it."""
    mine, theirs = sides(the_world)
    cells = dict(next(row for register, row in ROWS if register == "filings")(mine))
    other = {**cells, "组织编码": theirs.village if place == "theirs" else place}
    for rows, taken in (([cells], True), ([cells, other], False), ([other], False)):
        with transaction.atomic():
            client, before = enter_as(walker(), the_world.people[Role.SECRETARY]), belongings()
            content = table(list(cells), *(list(row.values()) for row in rows)).getvalue()
            file = {"file": SimpleUploadedFile("a.xlsx", content)}
            client.post(the_world.home("/exchange/filings/{code}/2012/12/", Role.SECRETARY), file)
            upload = Upload.objects.latest("uploaded_at")
            client.post(f"/exchange/uploads/{upload.pk}/")
            upload.refresh_from_db()
            figures = set(mine.filing.lines.values_list("numerator", flat=True))
            untouched = belongings() == before
            transaction.set_rollback(True)
        assert (upload.imported_at is not None, 700 in figures, untouched) == (taken, taken, True), rows


def test_every_register_is_tried() -> None:
    assert {register for register, _row in ROWS} == REGISTERS.keys()
