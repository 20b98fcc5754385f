"""The page "Due and not yet held"."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from apps.activities.types import ActivityType
from tests.factories.activities import activity
from tests.factories.township import Township

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


def test_the_link_to_it_says_how_many_lines_it_has_where_they_are_quickly_counted(
    township: Township, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity(township["V01"], type=ActivityType.PARTY_LECTURE)
    lines = signed_in("staff").get("/activities/due/").context["page"].paginator.count
    assert f">{lines}<" in signed_in("staff").get("/activities/due/number/").content.decode()
    monkeypatch.setattr("apps.frequencies.views.MAX_CHOICES", 2)
    assert signed_in("staff").get("/activities/due/number/").content == b""


@pytest.mark.parametrize("asked", ["year=x&month=13", "year=0", "type=nonsense&only=nonsense", "page=x"])
def test_nonsense_gives_way_to_what_is_usual(signed_in: SignIn, asked: str) -> None:
    assert signed_in("staff").get(f"/activities/due/?{asked}").status_code == 200
