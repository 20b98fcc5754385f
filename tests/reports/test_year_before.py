"""This year beside the year before: rates and the indicators that both plans have; a blank is not a nought."""

from datetime import date
from decimal import Decimal

import pytest

from apps.gradings.models import Grading
from apps.reports.scope import ReportScope
from apps.reports.sections import year_before
from apps.reports.sections.base import Unit
from apps.reports.sheets import head_of
from apps.reports.snapshot import take
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR

pytestmark = pytest.mark.django_db


def test_the_day_is_the_same_a_year_earlier() -> None:
    days = [(2012, date(2012, 10, 31)), (2012, LAST_DAY), (2012, date(2013, 1, 20)), (2012, date(2012, 2, 29))]
    found = [year_before.day_before(*it) for it in days]
    assert found == [date(2011, 10, 31), date(2011, 12, 31), date(2011, 12, 31), date(2011, 2, 28)]


def test_without_a_year_before_there_is_no_table(graded_township: Township) -> None:
    taken = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    assert year_before.tables(head_of(taken, ""), taken["sections"]["year_before"]) == []


def test_the_rates_of_both_years_stand_beside_each_other(graded_township: Township) -> None:
    for code, end in (("V01", "advanced"), ("V02", "general"), ("V03-1", "general")):
        Grading.objects.create(
            organisation=graded_township[code],
            year=YEAR - 1,
            start_class="general",
            start_confirmed=True,
            end_class=end,
            confirmed_on=date(YEAR - 1, 12, 20),
        )
    taken = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    table = year_before.tables(head_of(taken, ""), taken["sections"]["year_before"])[0]
    by_name = {row[1]: row for row in table.rows}
    numerators, percent, before, change = (3, 4), 5, 6, 9
    row = by_name["升级率"]
    assert [row[at] for at in numerators] == [1, 1]
    told = [row[at] for at in (percent, before, before + 1, before + 2, change)]
    assert told == [100, 1, 3, Decimal("33.3"), Decimal("66.7")]
    assert list(by_name["转化率"][before:]) == [None, None, None, None]


def test_it_reads_the_scope_that_it_is_given(graded_township: Township) -> None:
    data = year_before.collect(ReportScope(graded_township["V03"], YEAR, LAST_DAY))
    assert [line[4:6] for line in data["lines"]][:1] == [[0, 1]]


def test_a_township_without_a_year_before_is_named_and_nothing_is_compared(graded_township: Township) -> None:
    data = {"day_before": "2011-12-31", "fields": year_before.FIELDS}
    old = {**data, "lines": [["升级率", "%", True, False, 3, 4, 1, 2]]}
    new = {**data, "lines": [["升级率", "%", True, False, 5, 5, None, None]]}
    both = year_before.add(None, Unit("S0001", "甲镇"), {"year_before": old})
    both = year_before.add(both, Unit("S0002", "乙镇"), {"year_before": new})
    taken = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    table = year_before.tables(head_of(taken, ""), both)[0]
    (row,) = table.rows
    assert list(row[3:]) == [8, 9, Decimal("88.8"), 1, 2, 50, None]
    assert "乙镇" in table.notes[-1]
    assert "甲镇" not in table.notes[-1]
