from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.activities.models import Activity, Host
from apps.activities.types import ActivityType
from apps.honours.models import Honour
from apps.honours.types import HonourType
from apps.organisations.models import Organisation
from apps.progress.selectors import progress_of
from apps.reports.layout import Head
from apps.reports.scope import ReportScope
from apps.reports.sections import activities, indicators
from tests.factories.demonstration import demonstration
from tests.factories.township import Township

HEAD = Head("清溪镇党委", 2012, date(2012, 12, 31), "0" * 64)


def hold(township: Township, number: str, type_: ActivityType, day: date, *hosts: str, **details: object) -> None:
    activity = Activity.objects.create(number=number, date=day, type=type_, topic=number, **details)
    Host.objects.bulk_create(Host(activity=activity, organisation=township[code]) for code in hosts)


def test_a_joint_activity_counts_for_each_host_and_once_in_the_total(township: Township) -> None:
    hold(township, "2012-1", ActivityType.JOINT_MEETING, date(2012, 3, 1), "V01", "V02")
    hold(township, "2012-2", ActivityType.PARTY_LECTURE, date(2012, 4, 1), "V01")
    data = activities.collect(ReportScope(township["T01"], 2012, date(2012, 12, 31)))
    assert data["total"] == {"joint_meeting": 1, "party_lecture": 1}
    assert [(code, by_type) for code, _name, by_type in data["hosts"]] == [
        ("V01", {"joint_meeting": 1, "party_lecture": 1}),
        ("V02", {"joint_meeting": 1}),
    ]
    rows = activities.tables(HEAD, data)[0].rows
    assert [row[3] for row in rows] == [2, 2, 1]


def test_only_what_was_held_in_the_year_and_still_counts_is_reported(township: Township) -> None:
    hold(township, "2011-1", ActivityType.VISIT, date(2011, 12, 31), "V01")
    hold(township, "2012-1", ActivityType.VISIT, date(2012, 7, 1), "V01")
    hold(township, "2012-2", ActivityType.VISIT, date(2012, 6, 1), "V01", withdrawn_at=timezone.now())
    data = activities.collect(ReportScope(township["T01"], 2012, date(2012, 6, 30)))
    assert (data["hosts"], data["total"]) == ([], {})


@pytest.mark.django_db
def test_the_table_of_indicators_shows_what_progress_says_and_leaves_blank_what_is_unknown() -> None:
    demonstration(year=2012, as_of=date(2012, 12, 31))
    Honour.objects.filter(type=HonourType.STAR_OF_MONTH).delete()
    township = Organisation.objects.get(code="T01")
    day = date(2012, 12, 31)
    standings = progress_of(township, 2012, day)
    table = indicators.tables(HEAD, indicators.collect(ReportScope(township, 2012, day)))[0]
    assert len(table.rows) == len(standings) == 35
    by_code = {it.indicator.code: row for it, row in zip(standings, table.rows, strict=True)}
    assert by_code["OPT-04"][6:11] == ("不低于", 95, 5, 6, Decimal("83.3"))
    assert by_code["PIO-06"][8:12] == (None, None, None, "暂无数据")
    income = next(it for it in standings if it.indicator.code == "FIL-01").figure.numerator
    assert income is not None
    assert by_code["FIL-01"][8] == Decimal(income) / 100
