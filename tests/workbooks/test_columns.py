from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.workbooks.columns import (
    YES_NO,
    BadValue,
    CodeColumn,
    Column,
    DateColumn,
    ErrorCell,
    IntegerColumn,
    Percent,
    WordColumn,
)
from tests.workbooks.books import moment

CODE = CodeColumn("编码", "code", longest=10)
TEXT = Column("名称", "name", longest=16)
DAY = DateColumn("日期", "day")
WHOLE = IntegerColumn("年度", "year", least=1949, most=2999)
WORD = WordColumn("层级", "level", words={"国家级": 5, "全国": 5, "镇级": 1})


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (CODE, "V01", "V01"),
        (CODE, "　Ｖ０１－１ ", "V01-1"),
        (CODE, 101, "101"),
        (CODE, 101.0, "101"),
        (CODE, "007", "007"),
        (TEXT, "　清溪镇\u200b\u00a0", "清溪镇"),
        (TEXT, "ＡＢ１", "ＡＢ１"),
        (TEXT, 12.5, "12.5"),
        (TEXT, True, "TRUE"),
        (TEXT, Percent(0.07), "7"),
        (TEXT, moment(2012, 3, 20, 0, 0), "2012-03-20"),
        (TEXT, moment(2012, 3, 20, 15, 30), "2012-03-20 15:30"),
        (DAY, moment(2012, 3, 20, 15, 30), date(2012, 3, 20)),
        (DAY, date(2012, 3, 20), date(2012, 3, 20)),
        (DAY, "2012-03-20", date(2012, 3, 20)),
        (DAY, "2012-3-20", date(2012, 3, 20)),
        (DAY, "2012.3.20", date(2012, 3, 20)),
        (DAY, "2012/3/20", date(2012, 3, 20)),
        (DAY, "2012年3月20日", date(2012, 3, 20)),
        (DAY, "２０１２年０３月２０日　", date(2012, 3, 20)),
        (DAY, "2012-2-29", date(2012, 2, 29)),
        (WHOLE, 2012, 2012),
        (WHOLE, 2012.0, 2012),
        (WHOLE, "２０１２", 2012),
        (IntegerColumn("率", "rate"), Percent(0.8), 80),
        (TEXT, "柑橘专业\n合作社", "柑橘专业合作社"),
        (TEXT, "Tongbu \n Portal", "Tongbu Portal"),
        (Column("说明", "note", longest=200), "一、甲\n二、乙", "一、甲\n二、乙"),
        (WORD, "国家\n级", 5),
        (WORD, "全国", 5),
        (WORD, " 国家级", 5),
        (WordColumn("否", "no", words=YES_NO), "否", False),
    ],
)
def test_a_cell_is_read_as_the_person_means_it(column: Column, cell: Any, value: Any) -> None:
    read = column.read(cell)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        (CODE, "V0123456789", "At most 10 characters"),
        (CODE, 1.5, "fraction"),
        (CODE, 12345678901234567, "15 digits"),
        (CODE, moment(2012, 3, 1), "made a date"),
        (CODE, time(3, 1), "made a date"),
        (TEXT, "一二三四五六七八九十一二三四五六七", "At most 16 characters"),
        (TEXT, ErrorCell("#N/A"), "no value"),
        (CODE, ErrorCell("#REF!"), "no value"),
        (DAY, ErrorCell("=A1"), "no value"),
        (WHOLE, ErrorCell("#DIV/0!"), "no value"),
        (WORD, ErrorCell("#NAME?"), "no value"),
        (DAY, "2012-02-30", "Not a date"),
        (DAY, "2011-2-29", "Not a date"),
        (DAY, "2012-3.20", "Not a date"),
        (DAY, "2012年3月", "Not a date"),
        (DAY, "0000-01-01", "Not a date"),
        (DAY, 40988, "Not a date"),
        (DAY, True, "Not a date"),
        (DAY, time(3, 1), "Not a date"),
        (WHOLE, "二〇一二", "A whole number, please"),
        (WHOLE, 2012.5, "A whole number, please"),
        (WHOLE, "2_012", "A whole number, please"),
        (WHOLE, "9" * 5000, "A whole number, please"),
        (WHOLE, 1948, "from 1949 to 2999"),
        (WHOLE, True, "A whole number, please"),
        (WORD, "省级", "国家级、镇级"),
        (WORD, 5, "国家级、镇级"),
    ],
)
def test_a_cell_that_does_not_fit_says_why(column: Column, cell: Any, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        column.read(cell)


def test_of_several_words_for_one_value_the_first_is_written_and_offered() -> None:
    assert WORD.written == {5: "国家级", 1: "镇级"}
    assert WORD.choices == ("国家级", "镇级")


@given(st.dates(), st.sampled_from(["{0}-{1}-{2}", "{0}.{1}.{2}", "{0}/{1}/{2}", "{0}年{1}月{2}日"]), st.booleans())
def test_every_day_is_read_from_every_form(day: date, form: str, padded: bool) -> None:
    numbers = [f"{day.month:02}", f"{day.day:02}"] if padded else [str(day.month), str(day.day)]
    text = form.format(f"{day.year:04}", *numbers)
    assert DAY.read(text) == DAY.read(_full_width(text)) == day


@given(st.text("0123456789ABCXYZabcxyz.-_", min_size=1, max_size=10), st.sampled_from(["", " ", "　", "\t"]))
def test_a_code_is_the_same_in_full_and_half_width(code: str, blank: str) -> None:
    assert CODE.read(blank + code + blank) == CODE.read(_full_width(code) + blank) == code


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.datetimes(), st.times()))
def test_whatever_stands_in_a_cell_is_read_or_refused(cell: Any) -> None:
    for column in (CODE, TEXT, DAY, WHOLE, WORD):
        with suppress(BadValue):
            column.read(cell)


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
