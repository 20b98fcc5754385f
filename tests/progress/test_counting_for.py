"""Before an activity is saved its form says what it will count for."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from apps.activities.types import ActivityType
from apps.plans.models import Indicator
from tests.factories.activities import activity
from tests.factories.township import Township
from tests.registers.examples import example

pytestmark = pytest.mark.usefixtures("plan")


SignIn = Callable[[str], Client]


def said(client: Client, **asked: object) -> str:
    address = "/plans/counts/?" + urlencode({"date": "2012-03-20", **asked}, doseq=True)
    return client.get(address).content.decode()


def test_it_names_frequency_indicator_and_campaign(township: Township, signed_in: SignIn) -> None:
    example("campaigns", township["T01"])
    activity(township["V01"], type=ActivityType.PARTY_LECTURE, date=date(2012, 1, 5))
    secretary = signed_in("secretary01")
    page = said(secretary, type="party_lecture", hosts=["V01"], campaign="基层组织建设年")
    assert "组织V01，第1季度：应开1次，已登记1次" in page
    assert "“三会一课”落实率" in page
    assert "专项活动：基层组织建设年" in page


def test_what_nothing_asks_for_says_so_and_runs_no_campaign(township: Township, signed_in: SignIn) -> None:
    example("campaigns", township["T01"])
    secretary = signed_in("secretary01")
    page = said(secretary, type="other", hosts=["V01"], date="2012-12-01", campaign="基层组织建设年")
    assert "当天没有开展中的同名专项" in page
    assert "没有频次规则、指标或专项" in page


def test_one_of_a_carrier_counts_for_the_indicator_of_this_carrier_alone(township: Township, signed_in: SignIn) -> None:
    boards = {"mechanism": "activities:carrier:board", "source": "measure", "name": "板报期数"}
    Indicator.objects.filter(code="FIL-01").update(**boards)
    asked = {"type": "publicity", "hosts": ["V01"]}
    assert "板报期数" in said(signed_in("secretary01"), carrier="board", **asked)
    assert "板报期数" not in said(signed_in("secretary01"), carrier="slogans", **asked)


def test_nothing_is_said_of_organisations_of_others(township: Township, signed_in: SignIn) -> None:
    assert "组织V02" not in said(signed_in("secretary01"), type="party_lecture", hosts=["V02"])
