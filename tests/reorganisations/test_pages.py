"""Staff merge, split and dissolve after reading what it means; nobody else does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from apps.matters.models import Matter
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_update
from tests.factories.township import Township, person
from tests.reorganisations.cast import DAY, matter, merged, split

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ADDRESS = "/organisations/V02/reorganise/"
ASKED = {"way": "merge", "heir": "V01", "on": "2012-06-15", "approval_number": "〔2012〕41号", "reason": "区划调整"}


@pytest.fixture
def staff(signed_in: SignIn) -> Client:
    return signed_in("staff")


def seen_on(client: Client, address: str = ADDRESS, **asked: Any) -> tuple[Any, dict[str, Any]]:
    """The preview, and what its form sends back."""
    opened = client.get(address).context["form"]
    fields = {**{name: opened[name].value() or "" for name in ("version", "shown")}, **ASKED, **asked}
    answer: Any = client.post(address, {**fields, "step": "check"})
    assert answer.status_code == 200
    if "preview" in answer.context:
        fields["seen"] = answer.context["preview"].outcome.seal
    return answer, fields


def wrong(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


def test_two_villages_are_merged_after_the_preview_was_read(township: Township, staff: Client) -> None:
    matter(township["V02"])
    answer, fields = seen_on(staff)
    page = answer.content.decode()
    assert "硬化村道" in page
    assert Organisation.objects.get(code="V02").closed is None
    assert staff.post(ADDRESS, {**fields, "step": "back"}).context["form"]["heir"].value() == "V01"
    assert staff.post(ADDRESS, {**fields, "step": "confirm"})["Location"] == "/organisations/V02/"
    assert Organisation.objects.get(code="V02").merged_into == township["V01"]
    assert Matter.objects.get().organisation == township["V01"]


def test_what_has_changed_since_is_shown_once_more_and_nothing_is_done(township: Township, staff: Client) -> None:
    _answer, fields = seen_on(staff)
    matter(township["V02"], "后来的事")
    again = staff.post(ADDRESS, {**fields, "step": "confirm"})
    assert again.context["form"].changed
    assert "后来的事" in again.content.decode()
    assert Organisation.objects.get(code="V02").closed is None


def test_whoever_splits_chooses_who_gets_what(township: Township, staff: Client) -> None:
    mine, theirs = matter(township["V02"], "甲"), matter(township["V02"], "乙")
    asked = {"way": "split", "heir": "", "code_1": "V09", "name_1": "新村党支部"}
    answer, fields = seen_on(staff, **asked)
    assert f'name="to-matters-{theirs.pk}"' in answer.content.decode()
    chosen = {f"to-matters-{theirs.pk}": "V09", f"to-matters-{mine.pk}": ""}
    assert staff.post(ADDRESS, {**fields, **chosen, "step": "confirm"}).context["form"].changed
    _answer, fields = seen_on(staff, **asked, **chosen)
    assert staff.post(ADDRESS, {**fields, "step": "confirm"}).status_code == 302
    assert dict(Matter.objects.values_list("title", "organisation__code")) == {"甲": "V02", "乙": "V09"}


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"way": ""}, "way"),
        ({"on": ""}, "on"),
        ({"on": "2010-01-01"}, "on"),
        ({"heir": ""}, "heir"),
        ({"heir": "V02"}, "heir"),
        ({"heir": "V77"}, "heir"),
        ({"approval_number": ""}, "approval_number"),
        ({"reason": ""}, "reason"),
        ({"way": "split"}, "code_1"),
        ({"way": "split", "code_1": "V09"}, "name_1"),
        ({"way": "split", "code_1": "V01", "name_1": "重"}, "code_1"),
        ({"way": "split", "code_1": "V09", "name_1": "新", "code_2": "V10"}, "name_2"),
    ],
)
def test_what_is_not_whole_is_said_beside_its_field(
    township: Township, staff: Client, fields: dict[str, str], at: str
) -> None:
    organisation_update(organisation=township["V02"], opened=date(2011, 1, 1), by=None)
    answer, _sent = seen_on(staff, **fields)
    assert at in wrong(answer)
    assert not Organisation.objects.filter(code__in=("V09", "V10")).exists()


def test_nothing_goes_out_of_the_area_of_whoever_does_it(township: Township, signed_in: SignIn) -> None:
    township.people["staff03"] = person("staff03", Role.STAFF, township["V03"])
    client, own = signed_in("staff03"), "/organisations/V03/reorganise/"
    assert wrong(seen_on(client, own)[0]) == {"heir"}
    assert wrong(seen_on(client, own, way="dissolve", heir="")[0]) == {"heir"}
    assert wrong(seen_on(client, own, way="split", heir="", code_1="V09", name_1="新")[0]) == {"code_1"}


def test_the_page_tells_what_became_of_it(township: Township, staff: Client) -> None:
    organisation_update(organisation=township["V01"], name="新名村党支部", by=None)
    split(township["V01"], "V09", on=date(2012, 5, 1))
    merged(township["V02"], township["V01"])
    told = [(it.day, it.other.code if it.other else "") for it in staff.get("/organisations/V01/").context["events"]]
    assert told[1:] == [(DAY, "V02"), (date(2012, 5, 1), "V09"), (None, "")]
    page = staff.get("/organisations/V02/").content.decode()
    assert "清委发〔2012〕41号" in page
    assert "组织V01" in staff.get("/organisations/V01/").content.decode()
