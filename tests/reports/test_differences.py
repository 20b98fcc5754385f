"""What two reports say otherwise; drawn from their snapshots alone."""

from copy import deepcopy
from typing import Any

from apps.reports.differences import differences
from apps.reports.snapshot import take
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR


def place_of(section: dict[str, Any], code: str) -> int:
    return next(at for at, row in enumerate(section["members"]) if row[0] == code)


def test_equal_reports_differ_in_nothing(taken: dict[str, Any]) -> None:
    assert differences(taken, deepcopy(taken)) == []


def test_a_cell_that_changed_is_told_with_table_row_column_and_both_values(taken: dict[str, Any]) -> None:
    later = deepcopy(taken)
    classes = later["sections"]["classes"]
    classes["members"][place_of(classes, "V01")][6] = "general"
    later["sections"]["table_b"]["total"]["end_advanced"] = 0
    assert [tuple(it) for it in differences(taken, later)] == [
        ("表B 分类定级汇总", "合计", "年末·先进", "1", "0"),
        ("等次一览", "V01　组织V01", "年末·等次", "先进", "一般"),
    ]


def test_a_row_that_came_or_went_is_told_as_a_whole_and_moves_no_other(taken: dict[str, Any]) -> None:
    later = deepcopy(taken)
    classes = later["sections"]["classes"]
    gone = classes["members"].pop(place_of(classes, "V01"))
    (told,) = differences(taken, later)
    assert (told.table, told.row, told.column, told.now) == ("等次一览", "V01　组织V01", "（整行）", "（无）")
    assert "年末·等次：先进" in told.was
    (back,) = differences(later, taken)
    assert (back.was, back.now) == (told.now, told.was)
    assert gone[0] == "V01"


def test_an_organisation_that_has_another_name_is_the_same_row(taken: dict[str, Any]) -> None:
    later = deepcopy(taken)
    classes = later["sections"]["classes"]
    classes["members"][place_of(classes, "V01")][1] = "改名的村"
    assert [tuple(it)[1:] for it in differences(taken, later)] == [
        ("V01　改名的村", "党组织名称", "组织V01", "改名的村")
    ]


def test_equal_rows_are_told_apart_by_their_place(taken: dict[str, Any]) -> None:
    later = deepcopy(taken)
    one = ["V01", "组织V01", "", "班子不团结", "", "", "", "", None, "", None, "", None, "in_hand", False]
    taken["sections"]["table_c"]["lines"] = [one, one]
    later["sections"]["table_c"]["lines"] = [one, [*one[:5], "周正华", *one[6:]]]
    assert [it[1:] for it in differences(taken, later)] == [("组织V01", "联系领导", "（无）", "周正华")]


def test_what_people_wrote_is_compared_too_and_a_section_that_one_lacks_is_not(taken: dict[str, Any]) -> None:
    later = deepcopy(taken)
    del later["sections"]["table_b"]
    later["sections"]["texts"]["problems"] = "会议记录不完整。"
    assert [tuple(it) for it in differences(taken, later)] == [
        ("报告正文", "存在的主要问题", "文字", "（无）", "会议记录不完整。")
    ]


def test_an_entry_of_a_register_is_found_again_by_its_key(graded_township: Township) -> None:
    register = {
        "name": "matters",
        "sheet": "事项",
        "hundredths": [],
        "known_by": [0],
        "headings": ["组织", "事项", "责任人"],
    }
    taken = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    before, after = deepcopy(taken), deepcopy(taken)
    rows = [["V01", "组织V01", "修桥", "李"], ["V01", "组织V01", "修路", "王"]]
    before["sections"]["registers"]["registers"] = [{**register, "rows": rows}]
    after["sections"]["registers"]["registers"] = [{**register, "rows": [rows[1], [*rows[0][:3], "赵"]]}]
    assert [tuple(it) for it in differences(before, after)] == [
        ("事项台账", "V01　组织V01　修桥", "责任人", "李", "赵")
    ]
