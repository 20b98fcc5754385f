"""The register of activities in and out of Excel."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.services import activity_withdraw
from apps.activities.types import ActivityType
from apps.activities.workbook import TYPES, ActivitiesRegister
from apps.audit.models import Entry
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.workbooks.columns import NameColumn
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.activities import activity
from tests.factories.township import Township, afresh

REGISTER = ActivitiesRegister()
HEADINGS = [column.heading for column in REGISTER.columns if not isinstance(column, NameColumn)]


def row(**cells: Any) -> list[Any]:
    filled = {"日期": "2012-06-01", "类型": "党课", "主办组织编码": "V01", "主题": "柑橘管护技术"} | cells
    return [filled.get(heading) for heading in HEADINGS]


def taken(rows: list[list[Any]], by: User | None = None, headings: list[str] | None = None, **kwargs: Any) -> Outcome:
    """What becomes of a workbook with these rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for cells in [headings or HEADINGS, *rows]:
        sheet.append(cells)
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return import_workbook(register=REGISTER, file=file, by=by, **kwargs)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    assert (outcome.errors, outcome.questions, outcome.closed) == ((), (), ())
    return outcome.created, outcome.updated, outcome.unchanged


def cells(outcome: Outcome) -> list[str]:
    return [error.cell for error in outcome.errors]


def exported(paths: list[str], year: int | None = None) -> BytesIO:
    file = BytesIO()
    write_workbook(file, REGISTER.sheet, REGISTER.columns, REGISTER.rows(paths, year))
    file.seek(0)
    return file


def paths_of(user: User) -> list[str]:
    return user_paths(user, "activity.view")


def test_the_columns_are_those_of_the_contract() -> None:
    contract = ["编号", "日期", "类型", "主办组织编码", "主题", "应到", "实到", "时长", "专项"]
    assert [*contract, "载体", "进入场所", "走访服务户数"] == HEADINGS
    assert [it.heading for it in REGISTER.columns if it.required] == ["日期", "类型", "主办组织编码", "主题"]
    assert [it.heading for it in REGISTER.columns if it.is_key] == ["编号"]
    assert set(TYPES.values()) == set(ActivityType.values)


def test_the_words_for_types_are_those_of_the_interface() -> None:
    with translation.override("zh-hans"):
        assert {word: str(ActivityType(value).label) for word, value in TYPES.items()} == {word: word for word in TYPES}


def test_a_new_row_gets_its_number_hosts_and_audit_entry(township: Township) -> None:
    by = township.people["staff"]
    rows = [
        row(主办组织编码="V01、V02", 应到=40, 实到=30, 时长=1.25, 专项="党员冬训"),
        row(日期=date(2013, 1, 2), 类型="联席会议"),
        row(日期="2012年6月2日", 主办组织编码="V01，V01; V03-1"),
    ]
    assert counts(taken(rows, by)) == (3, 0, 0)
    first, other_year, second = Activity.objects.order_by("pk")
    assert [first.number, other_year.number, second.number] == ["2012-00001", "2013-00001", "2012-00002"]
    assert (first.due, first.present, first.hours, first.campaign) == (40, 30, 125, "党员冬训")
    assert {host.code for host in first.hosts.all()} == {"V01", "V02"}
    assert {host.code for host in second.hosts.all()} == {"V01", "V03-1"}
    assert (first.recorded_by, first.recorded_at.year >= 2024) == (by, True)
    entry = Entry.objects.get(action="activity.recorded", target="2012-00001")
    assert (entry.actor, entry.after["hosts"], entry.after["hours"]) == (by, ["V01", "V02"], 125)


def test_rows_without_a_number_are_new_where_nothing_looks_like_them(township: Township) -> None:
    assert counts(taken([row(), row(日期="2012-06-02"), row(类型="培训"), row(主办组织编码="V02")])) == (4, 0, 0)
    assert Activity.objects.count() == 4


def test_an_export_imports_again_without_a_change(township: Township) -> None:
    activity(township["V01"], township["V02"], due=40, present=30, hours=105, campaign="冬训", topic="=1+1")
    activity(township["V03"])
    gone = activity(township["V01"], topic="撤回")
    activity_withdraw(activity=gone, version=1, reason="错", by=None)
    staff = township.people["staff"]
    outcome = import_workbook(register=REGISTER, file=exported(paths_of(staff)), by=staff)
    assert counts(outcome) == (0, 0, 2)
    assert not Entry.objects.filter(action="activity.updated").exists()


def test_a_secretary_exports_the_own_activities_and_brings_a_joint_one_back_unchanged(township: Township) -> None:
    activity(township["V01"], township["V02"])
    activity(township["V02"], topic="邻村")
    secretary = township.people["secretary01"]
    rows = list(REGISTER.rows(paths_of(secretary), None))
    assert [values[3] for values in rows] == ["V01、V02"]
    outcome = import_workbook(register=REGISTER, file=exported(paths_of(secretary)), by=secretary)
    assert counts(outcome) == (0, 0, 1)


def test_an_export_may_be_of_one_year(township: Township) -> None:
    activity(township["V01"], date=date(2011, 12, 31))
    activity(township["V01"], date=date(2012, 1, 1))
    paths = paths_of(township.people["staff"])
    assert [values[0] for values in REGISTER.rows(paths, 2012)] == ["2012-00001"]
    assert REGISTER.yearly


def test_a_row_with_a_number_changes_the_activity(township: Township) -> None:
    it = activity(township["V01"], due=40, present=30, hours=100, campaign="冬训", remark="留着")
    by = township.people["staff"]
    changed = row(编号=it.number, 主题="民主评议", 主办组织编码="V02", 应到=41)
    assert counts(taken([changed], by)) == (0, 1, 0)
    it.refresh_from_db()
    assert (it.topic, it.due, it.present, it.hours, it.campaign) == ("民主评议", 41, None, None, "")
    assert (it.remark, it.version, it.changed_by, it.recorded_by) == ("留着", 2, by, None)
    assert [host.code for host in it.hosts.all()] == ["V02"]
    entry = Entry.objects.get(action="activity.updated")
    assert entry.before["hosts"] == ["V01"]
    assert entry.after["hosts"] == ["V02"]


def test_a_column_that_is_not_there_leaves_its_field_alone(township: Township) -> None:
    it = activity(township["V01"], due=40, hours=100)
    headings = ["编号", "日期", "类型", "主办组织编码", "主题"]
    cells_ = [it.number, it.date, "支部党员大会", "V01", "民主评议"]
    assert counts(taken([cells_], headings=headings)) == (0, 1, 0)
    it.refresh_from_db()
    assert (it.due, it.hours) == (40, 100)


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"编号": "2012-09999"}, "A2"),
        ({"编号": "x"}, "A2"),
        ({"日期": None}, "B2"),
        ({"日期": "2012-02-30"}, "B2"),
        ({"日期": "2999-01-01"}, "B2"),
        ({"日期": "1212-01-01"}, "B2"),
        ({"类型": "聚餐"}, "C2"),
        ({"主办组织编码": "V77"}, "D2"),
        ({"主办组织编码": "V01、V77"}, "D2"),
        ({"主办组织编码": "、"}, "D2"),
        ({"主办组织编码": None}, "D2"),
        ({"主题": None}, "E2"),
        ({"主题": "长" * 201}, "E2"),
        ({"应到": 2.5}, "F2"),
        ({"应到": 35, "实到": 38}, "G2"),
        ({"实到": -1}, "G2"),
        ({"时长": 1.333}, "H2"),
        ({"时长": 241}, "H2"),
        ({"专项": "长" * 81}, "I2"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell_and_nothing_is_written(
    township: Township, changes: dict[str, Any], cell: str
) -> None:
    outcome = taken([row(**changes), row(主题="好的")])
    assert cells(outcome) == [cell]
    assert not Activity.objects.exists()


def test_all_errors_of_the_file_come_at_once(township: Township) -> None:
    outcome = taken([row(日期="昨天", 应到=1, 实到=2), row(), row(类型=None, 主办组织编码="V77", 时长="半天")])
    assert cells(outcome) == ["B2", "G2", "C4", "D4", "H4"]


def test_the_same_number_twice_is_an_error_at_the_second(township: Township) -> None:
    number = activity(township["V01"]).number
    assert cells(taken([row(编号=number), row(编号=number)])) == ["A3"]


def test_a_host_must_have_existed_on_the_day(township: Township) -> None:
    Organisation.objects.filter(code="V01").update(opened=date(2012, 6, 2))
    assert cells(taken([row(), row(日期="2012-06-02")])) == ["D2"]


def test_a_secretary_imports_for_the_own_village_and_learns_nothing_of_others(township: Township) -> None:
    secretary = township.people["secretary01"]
    neighbours, joint = activity(township["V02"]), activity(township["V01"], township["V02"])
    rows = [
        row(),
        row(主办组织编码="V02"),
        row(编号=neighbours.number),
        row(编号=joint.number, 主办组织编码="V01"),
        row(编号="2012-09999"),
    ]
    outcome = taken(rows, secretary)
    assert cells(outcome) == ["D3", "A4", "A5", "A6"]
    assert outcome.errors[1].message == outcome.errors[3].message
    assert Activity.objects.count() == 2


def test_a_withdrawn_activity_is_not_changed(township: Township) -> None:
    it = activity(township["V01"])
    activity_withdraw(activity=it, version=1, reason="错", by=None)
    assert cells(taken([row(编号=it.number)])) == ["A2"]
    same = row(编号=it.number, 日期=it.date, 类型="支部党员大会", 主题=it.topic)
    assert counts(taken([same])) == (0, 0, 1)


def test_a_change_that_somebody_made_in_the_meantime_is_not_overwritten(township: Township) -> None:
    it = activity(township["V01"])

    class Slow(ActivitiesRegister):
        def write(self, changes: Any, by: User | None) -> None:
            Activity.objects.filter(pk=it.pk).update(version=2, topic="别人改的")
            super().write(changes, by)

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(row(编号=it.number))
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    outcome = import_workbook(register=Slow(), file=file, by=None)
    assert [(error.cell, bool(error.message)) for error in outcome.errors] == [("", True)]


def test_a_check_says_what_would_happen_and_writes_nothing(township: Township) -> None:
    it = activity(township["V01"])
    assert counts(taken([row(), row(编号=it.number, 日期="2012-06-02")], check_only=True)) == (1, 1, 0)
    it.refresh_from_db()
    assert (Activity.objects.count(), it.topic) == (1, "民主评议党员")


def test_an_import_costs_the_same_queries_for_2_and_for_50_rows(
    township: Township, django_assert_max_num_queries: Any
) -> None:
    known = [activity(township["V01"]).number for _at in range(50)]
    costs: list[int] = []
    for size in (1, 25):
        rows = [
            row(编号=number, 主题=f"改{size}", 主办组织编码="V02", 日期=date(2011, len(costs) + 1, at + 1))
            for at, number in enumerate(known[:size])
        ]
        new = [row(日期=date(2012, len(costs) + 1, at + 1)) for at in range(size)]
        with django_assert_max_num_queries(40) as counted:
            outcome = taken(rows + new, afresh(township.people["staff"]))
        assert counts(outcome) == (size, size, 0)
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_other_hosts_alone_are_a_change(township: Township) -> None:
    it = activity(township["V01"])
    same = {"编号": it.number, "日期": it.date, "类型": "支部党员大会", "主题": it.topic}
    assert counts(taken([row(**same)])) == (0, 0, 1)
    assert counts(taken([row(**same, 主办组织编码="V02、V01")])) == (0, 1, 0)
    assert {host.code for host in it.hosts.all()} == {"V01", "V02"}


def test_what_the_type_does_not_ask_for_is_told_at_its_cell(township: Township) -> None:
    rows = [row(类型="培训", 载体="板报", 走访服务户数=0), row(类型="宣传", 载体="广播", 进入场所="学校")]
    assert cells(taken(rows)) == ["J2", "L2"]
    assert counts(taken(rows[1:])) == (1, 0, 0)
    it = Activity.objects.get()
    assert (it.carrier, it.taken_to, it.households) == ("broadcast", "school", None)
