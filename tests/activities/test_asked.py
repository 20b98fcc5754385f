"""What only some types of activities ask for: carrier, where it was taken to, households; and what it adds up to."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from apps.activities.models import Activity
from apps.activities.rules import Facts, broken_rules
from apps.activities.sums import sums_of
from apps.activities.types import ASKED_OF, ActivityType
from tests.factories.activities import activity
from tests.factories.township import Township

SignIn = Callable[[str], Client]
DAY = date(2012, 3, 20)
VALUES: dict[str, Any] = {"carrier": "board", "taken_to": "school", "households": 0}
SENT = {"date": "2012-03-20", "topic": "政策宣传", "hosts": ["V01"]}


@pytest.mark.parametrize("name", ASKED_OF)
def test_a_type_that_does_not_ask_for_it_has_it_blank(name: str) -> None:
    refused = {
        type_
        for type_ in ActivityType
        if [*broken_rules(Facts(DAY, None, None, None, type=type_, **{name: VALUES[name]}), DAY)]
    }
    assert refused == set(ActivityType) - set(ASKED_OF[name])
    assert not [*broken_rules(Facts(DAY, None, None, None, type=ActivityType.OTHER, **{name: None}), DAY)]


@pytest.mark.django_db
def test_the_form_says_beside_the_field_what_does_not_belong_there(township: Township, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    said = {**SENT, "type": "training", "carrier": "board", "households": "3"}
    assert secretary.post("/activities/new/", said).context["form"].errors.keys() == {"carrier", "households"}
    assert secretary.post("/activities/new/", {**said, "type": "visit", "carrier": ""}).status_code == 302
    it = Activity.objects.get()
    assert (it.households, it.carrier) == (3, "")
    assert "走访服务户数" in secretary.get(f"/activities/{it.number}/").content.decode()


@pytest.mark.django_db
def test_a_list_says_what_it_comes_to_and_blank_is_not_nought(township: Township, signed_in: SignIn) -> None:
    activity(township["V01"], type=ActivityType.VISIT, present=4, households=12)
    activity(township["V01"], township["V02"], type=ActivityType.VISIT, households=0)
    activity(township["V02"], type=ActivityType.PUBLICITY, carrier="slogans", taken_to="village")
    activity(township["V02"], type=ActivityType.PUBLICITY, carrier="slogans", present=30)
    visits, publicity = (sums_of(Activity.objects.filter(type=it)) for it in ("visit", "publicity"))
    assert (visits.number, visits.present, visits.hours, visits.households) == (2, 4, None, 12)
    assert publicity.households is None
    assert [(it.value, it.number) for it in (*publicity.carriers, *publicity.places)] == [
        ("slogans", 2),
        ("village", 1),
    ]
    page = signed_in("staff").get("/activities/?type=publicity").content.decode()
    assert "?type=publicity&amp;carrier=slogans" in page
    found = signed_in("staff").get("/activities/?type=publicity&taken_to=village").context["page"]
    assert [it.taken_to for it in found] == ["village"]
