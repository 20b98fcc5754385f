"""The page "Due and not yet held"."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from apps.activities.types import ActivityType
from apps.core.pages import ROWS_PER_PAGE
from tests.factories.activities import activity
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
DUE = "/activities/due/?year=2012&type=party_lecture"


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    with time_machine.travel("2012-06-20 09:00+08:00", tick=False):
        yield


def test_it_says_what_is_below_the_usual_frequency_and_what_is_still_to_be_held(
    township: Township, signed_in: SignIn
) -> None:
    activity(township["V01"], type=ActivityType.PARTY_LECTURE)
    page = signed_in("staff").get(DUE)
    rows = {row.organisation.code: row for row in page.context["page"]}
    assert page.context["total"] == (1, 4)
    assert (rows["V01"].line.gaps, rows["V01"].line.open_until) == ([], date(2012, 6, 30))
    assert [gap.name for gap in rows["V02"].line.gaps] == ["第1季度"]
    assert "低于一般频次" in page.content.decode()
    assert "hosts=V02&amp;date=2012-03-31" in page.content.decode()


def test_a_secretary_sees_the_own_branch_alone_and_takes_it_along(township: Township, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    assert {row.organisation.code for row in secretary.get(DUE).context["page"]} == {"V01"}
    assert secretary.get(DUE + "&organisation=V02").status_code == 404
    assert secretary.get(DUE + "&export=xlsx").status_code == 200


def test_the_link_to_it_says_how_many_lines_it_has(township: Township, signed_in: SignIn) -> None:
    activity(township["V01"], type=ActivityType.PARTY_LECTURE)
    staff = signed_in("staff")
    for asked in ("", "?year=2012&month=2"):
        lines = staff.get(f"/activities/due/{asked}").context["page"].paginator.count
        assert f">{lines}<" in staff.get(f"/activities/due/number/{asked}").content.decode()
    assert staff.get("/activities/due/number/?type=theme_day").content == b""


def test_a_later_page_goes_on_where_the_one_before_it_ended(township: Township, signed_in: SignIn) -> None:
    for number in range(22):
        organisation(f"X{number:02}", township["T01"])
    staff, asked = signed_in("staff"), "/activities/due/?only=all&year=2012"
    shown = [row for page in (1, 2) for row in staff.get(f"{asked}&page={page}").context["page"]]
    codes = [row.organisation.code for row in shown]
    assert len(shown) == staff.get(asked).context["page"].paginator.count > ROWS_PER_PAGE
    assert len({(row.organisation.code, row.line.type) for row in shown}) == len(shown)
    assert [code for code in codes if code.startswith("X")] == sorted(code for code in codes if code.startswith("X"))
    assert staff.get(asked).context["total"].due == sum(row.line.held.due for row in shown)


@pytest.mark.parametrize("asked", ["year=x&month=13", "year=0", "type=nonsense&only=nonsense", "page=x"])
def test_nonsense_gives_way_to_what_is_usual(signed_in: SignIn, asked: str) -> None:
    assert signed_in("staff").get(f"/activities/due/?{asked}").status_code == 200
