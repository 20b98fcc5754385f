"""Who is late: one line for each village in the text for the chat, whom to ring up, and more time for many."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.filings.services import filings_open_due
from tests.factories.township import Township
from tests.filings.cast import approved, plan_of, submitted

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _months(township: Township) -> None:
    """August and September are late, October is open."""
    plan = plan_of(township["T01"])
    filings_open_due(on=date(2012, 11, 3))
    Filing.objects.filter(plan=plan, month__lt=8).delete()


def page(client: Client) -> str:
    return client.get("/filings/?year=2012").content.decode()


def test_the_text_has_one_line_for_each_village_with_its_months_its_day_and_the_link(signed_in: SignIn) -> None:
    lines = page(signed_in("staff")).split('id="reminder" ')[1].split("</textarea>")[0].split("\n")
    assert lines[1] == "组织V01：2012年8月、2012年9月（截止10月5日）"
    assert [line.partition("：")[0] for line in lines[1:-1]] == ["组织V01", "组织V02", "组织V03"]
    assert lines[-1] == "填报入口：http://testserver/filings/"


def test_each_village_has_a_text_of_its_own(signed_in: SignIn, township: Township) -> None:
    text = page(signed_in("staff")).split(f'id="reminder-{township["V02"].pk}"')[1].split("</textarea>")[0]
    assert "组织V02：2012年8月、2012年9月" in text
    assert "组织V01" not in text


def test_whom_to_ring_up_is_given_out_on_request_and_noted(signed_in: SignIn, township: Township) -> None:
    User.objects.filter(username="secretary01").update(phone="13900001234")
    client = signed_in("staff")
    assert "13900001234" not in page(client)
    assert "tel:13900001234" in client.get("/filings/V01/telephone/").content.decode()
    assert "暂无联系电话" in client.get("/filings/V02/telephone/").content.decode()
    read = Entry.objects.filter(action="filing.telephone_read")
    assert list(read.values_list("target", "actor__username")) == [("V01", "staff")]
    assert signed_in("secretary01").get("/filings/V01/telephone/").status_code == 403


def extend(client: Client, filings: list[Filing], until: str = "2012-10-31") -> str:
    chosen = [f"{it.pk}:{it.version}" for it in filings]
    return client.post(
        "/filings/extend/", {"filing": chosen, "until": until, "reason": "洪灾"}, follow=True
    ).content.decode()


def test_many_months_get_more_time_at_once(signed_in: SignIn) -> None:
    september = list(Filing.objects.filter(month=9))
    extend(signed_in("staff"), september)
    assert set(Filing.objects.filter(month=9).values_list("extended_to", flat=True)) == {date(2012, 10, 31)}


def test_all_of_them_or_none(signed_in: SignIn) -> None:
    """October's end is too late for August."""
    said = extend(signed_in("staff"), list(Filing.objects.filter(month__in=(8, 9))))
    assert "2012-08" in said
    assert not Filing.objects.filter(extended_to__isnull=False).exists()


def test_what_changed_meanwhile_or_is_no_longer_open_is_not_extended(signed_in: SignIn, township: Township) -> None:
    first, *others = Filing.objects.filter(month=9)
    approved([submitted(first, township.people["secretary01"])], township.people["staff"])
    extend(signed_in("staff"), [first, *others])
    assert not Filing.objects.filter(extended_to__isnull=False).exists()


def test_without_a_choice_a_day_or_a_reason_the_page_says_so(signed_in: SignIn) -> None:
    said = signed_in("staff").post("/filings/extend/", {}).content.decode()
    assert "请至少选择一份月报" in said
    assert not Filing.objects.filter(extended_to__isnull=False).exists()
