"""What people type reaches the portal without what nobody sees, whichever form or list it goes through."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.activities.models import Activity
from apps.organisations.models import Organisation
from tests.factories.activities import activity
from tests.factories.township import Township, organisation

SignIn = Callable[[str], Client]
NEW = {"code": "V09", "name": "新村党支部", "kind": "branch", "parent": "T01"}
HELD = {"type": "training", "date": "2012-03-20", "hosts": "V01", "topic": "培训"}


def test_a_form_stores_what_people_see(township: Township, signed_in: SignIn) -> None:
    signed_in("staff").post(
        "/organisations/new/", NEW | {"code": "\u202dＶ０９\u202c", "name": "\ufeff⽯桥\x00村\u3164 "}
    )
    assert Organisation.objects.get(code="V09").name == "石桥村"


@pytest.mark.parametrize("blank", ["\u3164", "\u200d", "\u2003", "\x00", "\u2800"])
def test_a_name_with_nothing_visible_is_blank(township: Township, signed_in: SignIn, blank: str) -> None:
    page = signed_in("staff").post("/organisations/new/", NEW | {"name": blank})
    assert "name" in page.context["form"].errors


def test_a_line_break_counts_once_and_is_stored_as_one_sign(township: Township, signed_in: SignIn) -> None:
    remark = "\r\n".join("一" * 1000)  # 1,999 signs of at most 2,000
    signed_in("secretary01").post("/activities/new/", HELD | {"remark": remark})
    assert Activity.objects.get().remark == remark.replace("\r\n", "\n")


@pytest.mark.parametrize("hours", ["24，4", "12,5", "1_0", "1e1", "+5"])
def test_an_unclear_number_is_refused_beside_its_field_and_kept(
    township: Township, signed_in: SignIn, hours: str
) -> None:
    page = signed_in("secretary01").post("/activities/new/", HELD | {"hours": hours, "due": hours})
    assert {"hours", "due"} <= set(page.context["form"].errors)
    assert f'value="{hours}"' in page.content.decode()
    assert not Activity.objects.exists()


def test_a_number_with_separators_is_read(township: Township, signed_in: SignIn) -> None:
    signed_in("secretary01").post("/activities/new/", HELD | {"hours": "１．５", "due": "1，234", "present": "1,200"})
    made = Activity.objects.get()
    assert (made.hours, made.due, made.present) == (150, 1234, 1200)


@pytest.mark.parametrize("q", ["⽯桥", "石桥", "Ａ区", "A区", "a区", "Ｖ０８", "v08", "\u200e石桥\u3000"])
def test_a_search_finds_what_looks_the_same(township: Township, signed_in: SignIn, q: str) -> None:
    organisation("V08", township["T01"], name="⽯桥村Ａ区党支部")
    for address in ("/organisations/", "/gradings/classes/"):
        page = signed_in("staff").get(address, {"q": q}).content.decode()
        assert "V08" in page, address
        assert "组织V01" not in page


def test_a_search_for_nothing_visible_is_none(township: Township, signed_in: SignIn) -> None:
    assert "组织V01" in signed_in("staff").get("/organisations/", {"q": "\u200b\x00"}).content.decode()


def test_activities_are_found_by_topic_and_campaign_in_every_width(township: Township, signed_in: SignIn) -> None:
    activity(township["V01"], topic="第３期⼊党培训", campaign="Ｘ行动")
    staff = signed_in("staff")
    for asked in ({"q": "第3期入党"}, {"q": "第３期"}, {"campaign": "x行动"}):
        assert "第３期" in staff.get("/activities/", asked).content.decode(), asked
    assert "第３期" not in staff.get("/activities/", {"q": "第4期"}).content.decode()


def test_codes_of_an_address_may_be_full_width(township: Township, signed_in: SignIn) -> None:
    answer = signed_in("staff").get("/api/v1/rates/", {"organisation": "Ｔ０１\u200b", "year": "２０１２"})
    assert answer.json()["organisation"] == "T01"
    assert signed_in("staff").get("/api/v1/rates/", {"organisation": "T01", "year": "2_012"}).status_code == 400


def test_a_password_is_left_as_it_is(township: Township) -> None:
    user = township.people["staff"]
    user.set_password(" 长\u3000密码⽀12345 ")
    user.save()
    client = Client()
    client.post("/accounts/login/", {"username": "ｓｔａｆｆ", "password": " 长\u3000密码⽀12345 "})
    assert client.session.get("_auth_user_id") == str(user.pk)
