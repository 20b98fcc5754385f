"""Tables A, E and F against hand-made cases: columns as the district asks for them, totals first, blanks blank."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from apps.organisations.kinds import Sector
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from apps.reports.layout import Head, Table
from apps.reports.scope import ReportScope
from apps.reports.sections import table_a, table_e, table_f
from tests.factories.township import Township, organisation
from tests.registers.examples import example
from tests.registers.records import Hundredths

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)
HEAD = Head("清溪镇党委", 2012, DAY, "0" * 64)


def headings(table: Table) -> list[str]:
    return [column.heading.replace("　", "").replace(" ", "") for column in table.columns]


def test_table_e_tells_each_unit_in_operation_with_the_organisation_that_reaches_it(township: Township) -> None:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        example("posts", township["V01"])
        example("two-new-units", township["V01"], head="周明", staff=40, members=5, has_union=True)
        example("two-new-units", township["V02"], title="春苗协会", type="social", coverage="work", instructor="李群")
        example("two-new-units", township["V02"], title="未到", coverage="alone", covered_on=date(2013, 1, 5), staff=8)
        example("two-new-units", township["V02"], title="无", coverage="none", why_none="党员不足三名", members=0)
        example("two-new-units", township["V02"], title="停业", end=date(2012, 12, 31))
    data = table_e.collect(ReportScope(township["T01"], 2012, DAY))
    (table,) = table_e.tables(HEAD, data)
    first = ["序号", "名称", "类型", "负责人", "从业人数", "党员数", "组建方式"]
    assert headings(table) == [*first, "党组织", "书记", "党建指导员", "工会", "团", "妇", "未建原因"]
    none = ("", "", "")
    assert list(table.rows) == [
        (None, "合计", "4个", "", 48, 5, "已建1个", "", "", "", 1, 0, 0, ""),
        (
            1,
            "青禾果业有限公司",
            "非公有制经济组织",
            "周明",
            40,
            5,
            "联合组建",
            "组织V01",
            "王建国",
            "",
            "有",
            "",
            "",
            "",
        ),
        (2, "无", "非公有制经济组织", "", None, 0, "未建", *none, *none, "党员不足三名"),
        (3, "春苗协会", "社会组织", "", None, None, "工作覆盖", "", "", "李群", *none, ""),
        (4, "未到", "非公有制经济组织", "", 8, None, "未建", *none, *none, ""),
    ]
    assert table.totals == 1
    assert "覆盖率25.0%" in table.notes[1]
    assert table.notes[2].startswith("有3个未填")


def test_table_f_judges_a_village_by_its_largest_venue_and_a_community_by_more(township: Township) -> None:
    organisation("V43", township["T01"], sector=Sector.COMMUNITY)
    organisation("V44", township["T01"], sector=Sector.COMMUNITY)
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        example("venues", township["V01"], area=Hundredths(10000), ownership="own", shared_with="团支部")
        example("venues", township["V01"], title="旧活动室", area=Hundredths(9999), ownership="rented")
        example("venues", township["V02"], area=Hundredths(9999))
        example("venues", township["V02"], title="便民服务站", type="service", area=Hundredths(30000))
        example("venues", organisation("V45", township["T01"], sector=Sector.COMMUNITY), area=Hundredths(12050))
        example("venues", township["V03-1"], area=Hundredths(20000))
    (table,) = table_f.tables(HEAD, table_f.collect(ReportScope(township["T01"], 2012, DAY)))
    assert headings(table) == ["村（社区）", "面积（平方米）", "达标", "产权", "共用"]
    assert list(table.rows) == [
        ("合计（6个）", Decimal("320.49"), "1个", "", ""),
        ("组织V01", 100, "是", "自有", "团支部"),
        ("组织V02", Decimal("99.99"), "否", "", ""),
        ("组织V03", None, "无", "", ""),
        ("组织V43", None, "无", "", ""),
        ("组织V44", None, "无", "", ""),
        ("组织V45", Decimal("120.5"), "否", "", ""),
    ]
    assert table.notes[2:] == [
        "村活动阵地达标1个，应达标3个，达标率33.3%。",
        "社区活动阵地达标0个，应达标3个，达标率0.0%。",
    ]


def test_table_a_counts_organisations_and_members_by_unit_and_tells_no_few_in_hardship(township: Township) -> None:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        branch = organisation("V01-1", township["V01"], kind="branch", sector=Sector.VILLAGE)
        for number, place in enumerate((township["V01"], branch, branch, township["V02"])):
            facts: dict[str, Any] = {
                "code": f"D{number}",
                "name": "李秀英",
                "joined_on": date(2000, 7, 1),
                "sex": "female",
            }
            one = record_create(register=REGISTERS["members"], by=None, organisation=place, **facts)
            if number == 1:
                need: dict[str, Any] = {"category": "hardship", "start": date(2011, 1, 1), "member": one}
                record_create(register=REGISTERS["member-categories"], by=None, organisation=place, **need)
    (table,) = table_a.tables(HEAD, table_a.collect(ReportScope(township["T01"], 2012, DAY)))
    rows: Any = table.rows
    total, *units = rows
    village = {row[1]: row for row in units}["组织V01"]
    assert (total[5], total[7], total[13]) == (4, 4, 1)
    assert (village[5], village[7], village[13]) == (3, 3, None)
    assert (
        sum(row[4] for row in units)
        == total[4]
        == 1 + len([it for it in township.organisations.values() if it.kind == "branch"])
    )
    assert headings(table)[2:6] == ["党委", "总支", "支部", "党员总数"]
