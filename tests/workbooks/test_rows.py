"""Rows that another program sends: values as the portal keeps them, or words as people write them."""

from typing import Any

import pytest

from apps.workbooks.columns import YES_NO, IntegerColumn, WordColumn
from apps.workbooks.rows import field_of, table_of

COLUMNS = [
    WordColumn("层级", "level", words={"国家级": 5, "镇级": 1}),
    WordColumn("纳入定级", "graded", words=YES_NO),
    IntegerColumn("年度", "year", least=1949, most=2999),
]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"level": 1}, {"level": 1}),
        ({"level": "镇级"}, {"level": 1}),
        ({"graded": True}, {"graded": True}),
        ({"graded": "否"}, {"graded": False}),
        ({"level": None, "year": 2012}, {"level": None, "year": 2012}),
    ],
)
def test_a_value_or_its_word_is_read_and_what_is_not_sent_is_not_there(sent: Any, read: Any) -> None:
    table = table_of([sent], COLUMNS, "行")
    assert ([row.values for row in table.rows], table.errors) == ([read], [])


@pytest.mark.parametrize(
    "sent",
    [
        {"level": True},
        {"graded": 1},
        {"graded": 0},
        {"level": 2},
        {"level": 1.0},
        {"graded": float("nan")},
        {"level": [1]},
        {"graded": {}},
        {"year": True},
    ],
)
def test_what_only_looks_equal_is_no_value(sent: Any) -> None:
    (error,) = table_of([sent], COLUMNS, "行").errors
    assert field_of(error, COLUMNS) == (0, *sent)
