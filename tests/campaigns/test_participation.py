"""Who took part in a campaign, of those whom it concerns, and with what."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from apps.activities.services import activity_withdraw
from apps.campaigns.figures import Participation, participation_of
from tests.factories.activities import activity
from tests.factories.township import Township
from tests.registers.examples import example

pytestmark = pytest.mark.django_db
NAME = "基层组织建设年"


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        yield


def participation(township: Township, whom: str = "village", seen: str = "T01") -> Participation:
    path = township[seen].placements.get(end=None).path
    return participation_of(example("campaigns", township["T01"], whom=whom), path)  # type: ignore[arg-type]


def test_a_village_took_part_where_one_of_its_branches_did(township: Township) -> None:
    held = activity(township["V01"], township["V03-1"], date=date(2012, 3, 1), campaign=NAME)
    activity(township["V02"], date=date(2012, 2, 29), campaign=NAME)
    activity(township["V02"], date=date(2012, 12, 1), campaign=NAME)
    activity(township["V02"], date=date(2012, 6, 1), campaign="另一专项")
    its = participation(township)
    assert (len(its.took_part), len(its.meant), list(its.activities)) == (2, 3, [held])
    assert [it.code for it in its.lacking] == ["V02"]


def test_what_is_withdrawn_is_no_part_in_it(township: Township) -> None:
    held = activity(township["V01"], campaign=NAME)
    activity_withdraw(activity=held, version=None, reason="重复", by=None)
    its = participation(township, "")
    assert (len(its.took_part), len(its.meant), its.activities.count()) == (0, 4, 0)


def test_a_village_sees_the_campaign_of_the_township_and_its_own_part(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    activity(township["V02"], campaign=NAME)
    campaign = example("campaigns", township["T01"], whom="village")
    secretary = signed_in("secretary01")
    assert secretary.get(f"/registers/campaigns/{campaign.pk}/").status_code == 200
    page = secretary.get(f"/registers/campaigns/{campaign.pk}/figures/").content.decode()
    assert "0 / 1" in page
    assert "组织V02" not in page
    assert secretary.get(f"/registers/campaigns/{campaign.pk}/change/").status_code in (403, 404)
