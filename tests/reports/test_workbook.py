import json
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from openpyxl import load_workbook

from apps.reports.sheets import sheets_of
from apps.reports.snapshot import canonical, digest, take
from apps.reports.workbook import FIRST_ROW, write_workbook
from tests.factories.township import Township, organisation
from tests.reports.facts import LAST_DAY, YEAR, graded, many


def written(taken: dict[str, Any]) -> bytes:
    file = BytesIO()
    write_workbook(taken, file)
    return file.getvalue()


def opened(taken: dict[str, Any]) -> Any:
    """To be looked at: the same snapshot is written and opened once."""
    return _opened(canonical(taken))


@cache
def _opened(snapshot: bytes) -> Any:
    return load_workbook(BytesIO(written(json.loads(snapshot))))


def rows_of(book: Any, sheet: str) -> list[list[Any]]:
    """The rows below the headings."""
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=FIRST_ROW)]


def test_the_same_snapshot_gives_the_same_bytes_at_any_time(taken: dict[str, Any]) -> None:
    with time_machine.travel(datetime(2013, 1, 1)):  # noqa: DTZ001 - any moment will do
        first = written(taken)
    with time_machine.travel(datetime(2026, 6, 30, 13)):  # noqa: DTZ001
        assert written(deepcopy(taken)) == first


def test_nothing_in_the_file_names_the_moment_of_its_making(taken: dict[str, Any]) -> None:
    with ZipFile(BytesIO(written(taken))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(taken).properties
    assert (properties.created, properties.modified) == (datetime(2012, 12, 31), datetime(2012, 12, 31))  # noqa: DTZ001
    assert properties.creator == "中共清溪镇委员会"


def test_the_sheets_stand_in_their_order_and_the_index_leads_to_each(taken: dict[str, Any]) -> None:
    book = opened(taken)
    assert book.sheetnames == [
        "封面",
        "目录",
        "数据来源",
        "表A 党组织和党员",
        "表B 分类定级汇总",
        "三项比率",
        "争创升级名单",
        "升级名单",
        "转化名单",
        "退出名单",
        "表C 后进整顿台账",
        "表G 目标任务完成情况",
        "表D 发展党员",
        "表E 两新组织",
        "表F 活动阵地",
        "活动开展情况",
        "组织设置",
        "等次一览",
    ]
    links = [cell.hyperlink.location for cell in book["目录"]["B"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[2:]]


def test_every_sheet_prints_on_a4_landscape_one_page_wide(taken: dict[str, Any]) -> None:
    for sheet in opened(taken):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_tables_repeat_their_headings_keep_them_in_sight_and_number_their_pages(taken: dict[str, Any]) -> None:
    for sheet in opened(taken).worksheets[1:]:
        assert sheet.print_title_rows == "$3:$4"
        assert sheet.freeze_panes.endswith("5")
        assert "&P" in sheet.oddFooter.center.text
        assert sheet["A1"].value
        assert any(merged.coord.startswith("A1:") for merged in sheet.merged_cells.ranges)
        assert sheet["A3"].border.top.style == "thin"


def test_table_b_has_the_columns_of_the_district_in_two_rows_of_headings(taken: dict[str, Any]) -> None:
    first, second = opened(taken)["表B 分类定级汇总"].iter_rows(min_row=3, max_row=4, values_only=True)
    assert [str(cell).replace("　", "") for cell in first if cell] == [
        *("类别", "总数", "参加定级", "年初", "升级", "转化", "年末", "降级", "未定级")
    ]
    assert [cell for cell in second if cell] == [
        *("先进", "一般", "后进", "基数", "升级数", "升级率", "基数", "转化数", "转化率", "先进", "一般", "后进")
    ]


def test_figures_are_numbers_and_percentages_are_cut_to_one_decimal(township: Township) -> None:
    for number in range(11):
        branch = organisation(f"G{number:02}", township["T01"])
        graded(branch, "general", "advanced" if number < 3 else "general")
    book = opened(take(township["T01"], year=YEAR, as_of=LAST_DAY))
    total = rows_of(book, "表B 分类定级汇总")[0]
    # V01 … V03-2 take part in grading and have no class; 3 of 11 are 27.27… %.
    assert total == ["合计", 16, 11, 0, 11, 0, 11, 3, 27.2, 0, 0, "不适用", 3, 8, 0, 0, 5]
    assert book["表B 分类定级汇总"].cell(FIRST_ROW, 9).number_format == '0.0"%"'
    assert rows_of(book, "三项比率")[1][:8] == ["升级率", "一般", 11, 3, 27.2, 30, "未达标", 1]


def test_dates_are_dates_and_every_name_has_its_code(taken: dict[str, Any]) -> None:
    book = opened(taken)
    assert rows_of(book, "退出名单")[0] == [
        *(1, "V02", "组织V02", "村", "一般", "并入", datetime(2012, 8, 1), "组织V01", "清委〔2012〕31号")  # noqa: DTZ001
    ]
    assert rows_of(book, "升级名单")[0][1:5] == ["已升级", "V01", "组织V01", "村"]
    assert rows_of(book, "转化名单")[0][1:4] == ["已转化", "V03-1", "组织V03-1"]
    assert rows_of(book, "争创升级名单")[0][1:] == [
        *("未升级", "V03", "组织V03", "村", "先进", "无", None, None, "年末等次尚未核准")
    ]
    classes = {row[1]: row for row in rows_of(book, "等次一览") if row[1]}
    assert classes["V01"][5:] == [
        *("一般", "无", "先进", "无", None, datetime(2012, 12, 20), "清委〔2012〕58号", None)  # noqa: DTZ001
    ]
    assert [classes[code][12] for code in ("V02", "V03", "V03-1", "V03-2")] == [
        "年度内退出",
        "年末等次待核准",
        None,
        None,
    ]


def test_organisations_are_counted_by_kind_and_field(taken: dict[str, Any]) -> None:
    rows = {row[0]: row[1:] for row in rows_of(opened(taken), "组织设置") if row[1] is not None}
    # V02 is closed.  合计, 小计, 党委, 党总支, 党支部, 联合党支部, 党小组, 小计, …
    assert rows["合计"][:8] == [5, 5, 1, 1, 3, 0, 0, 0]
    assert rows["村"][:8] == [4, 4, 0, 1, 3, 0, 0, 0]
    assert rows["未注明领域"][:3] == [1, 1, 1]


def test_an_empty_list_says_so(township: Township) -> None:
    book = opened(take(township["T01"], year=YEAR, as_of=LAST_DAY))
    assert rows_of(book, "升级名单")[0][0] == "年初无一般党组织"
    assert rows_of(book, "退出名单")[0][0] == "本年度无参加定级后撤销、并入的党组织"


def test_there_is_a_native_chart_of_the_rates_against_their_targets(taken: dict[str, Any]) -> None:
    (chart,) = opened(taken)["三项比率"]._charts
    sources = [series.val.numRef.f for series in chart.series]
    assert sources == ["'三项比率'!$E$5:$E$7", "'三项比率'!$F$5:$F$7"]


def test_text_that_looks_like_a_formula_stays_text_and_control_characters_go(township: Township) -> None:
    organisation("X01", township["T01"], name="=1+1\x07\ufffe党支部", closed=date(2013, 5, 1), closing="dissolved")
    book = opened(take(township["T01"], year=YEAR, as_of=LAST_DAY))
    row = next(row for row in book["等次一览"].iter_rows(min_row=FIRST_ROW) if row[1].value == "X01")
    assert (row[2].value, row[2].data_type) == ("=1+1党支部", "s")


def test_the_cover_names_the_committee_the_day_and_the_checksum(taken: dict[str, Any]) -> None:
    texts = [str(cell) for row in opened(taken)["封面"].iter_rows(values_only=True) for cell in row if cell]
    assert texts[:2] == ["中共清溪镇委员会", "关于2012年度党建工作情况的报告"]
    assert "2012年12月31日" in texts
    checksum = digest(taken)
    assert checksum[:4] + " " + checksum[4:8] in texts[-1]


def test_a_section_that_is_younger_than_the_snapshot_has_no_sheet(taken: dict[str, Any]) -> None:
    every = [sheet.name for sheet in sheets_of(taken)]
    del taken["sections"]["exits"]
    assert [sheet.name for sheet in sheets_of(taken)] == [name for name in every if name != "退出名单"]
    assert "退出名单" in every


def test_long_lists_tell_that_the_work_goes_on(township: Township, monkeypatch: pytest.MonkeyPatch) -> None:
    many(township, 25)
    taken = take(township["T01"], year=YEAR, as_of=LAST_DAY)
    monkeypatch.setattr("apps.reports.workbook.ROWS_PER_BEAT", 10)
    beats: list[tuple[int, int]] = []
    write_workbook(taken, BytesIO(), beat=lambda done, sheets: beats.append((done, sheets)))
    sheets = len(sheets_of(taken))
    assert beats[-1] == (sheets, sheets)
    assert beats.count((sheets - 1, sheets)) >= 2
    assert beats == sorted(beats)
