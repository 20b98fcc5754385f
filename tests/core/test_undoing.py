"""What is done by mistake is undone from the message that tells of it; registers: `test_every_register.py`."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.activities.models import Activity
from apps.audit.models import Entry
from apps.closing.models import ClosedMonth
from apps.notices.models import Receipt
from apps.notices.services import notice_send
from apps.warnings.models import EarlyWarning
from tests.factories.activities import activity
from tests.factories.browser import enter_as, undo_on
from tests.factories.township import Township

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(township: Township) -> Activity:
    return activity(township["V01"])


def withdrawn(browser: Client, held: Activity) -> Any:
    sent = {"version": held.version, "reason": "误点"}
    return browser.post(f"/activities/{held.number}/withdraw/", sent, follow=True)


def test_a_withdrawn_activity_counts_again_for_who_may_record_it(township: Township, held: Activity) -> None:
    browser = enter_as(Client(), township.people["secretary01"])
    undo, seen = undo_on(withdrawn(browser, held))
    assert enter_as(Client(), township.people["secretary02"]).post(undo, seen).status_code == 404
    browser.post(undo, {})
    assert not Activity.objects.counted().exists()
    browser.post(undo, seen)
    assert Activity.objects.counted().get().withdrawn_reason == ""
    assert Entry.objects.latest("pk").action == "activity.restored"


def test_in_a_closed_month_nothing_is_undone_by_the_way(township: Township, held: Activity) -> None:
    browser = enter_as(Client(), township.people["staff"])
    undo, seen = undo_on(withdrawn(browser, held))
    closed = {"filer": township["V01"], "organisation": township["V01"]}
    ClosedMonth.objects.create(**closed, year=held.date.year, month=held.date.month)
    browser.post(undo, seen)
    assert not Activity.objects.counted().exists()
    Activity.objects.update(withdrawn_at=None)
    again = Activity.objects.get()
    told = browser.post(
        f"/activities/{again.number}/withdraw/", {"version": again.version, "reason": "误录"}, follow=True
    )
    assert Activity.objects.get().withdrawn_reason == "误录"
    assert 'class="undo"' not in told.content.decode()


def test_a_warning_is_unconfirmed_and_stands_again_while_its_cause_lasts(township: Township) -> None:
    made = {
        "rule": "not_held",
        "facts": {"since": "2012-03-20"},
        "run": "0" * 32,
        "severity": "red",
        "raised_on": date(2012, 7, 2),
    }
    warning = EarlyWarning.objects.create(organisation=township["V01"], **made)
    browser, address = enter_as(Client(), township.people["staff"]), f"/warnings/{warning.pk}/"
    undo, seen = undo_on(browser.post(f"{address}confirm/", follow=True))
    browser.post(undo, seen)
    assert EarlyWarning.objects.get().confirmed_by is None
    undo, seen = undo_on(browser.post(f"{address}lift/", {"reason": "误点"}, follow=True))
    browser.post(undo, seen)
    assert EarlyWarning.objects.get().is_open
    undo, seen = undo_on(browser.post(f"{address}lift/", {"reason": "误点"}, follow=True))
    EarlyWarning.objects.filter(pk=warning.pk).update(gone_on=date(2012, 7, 3), version=int(seen["version"]))
    browser.post(undo, seen)
    assert not EarlyWarning.objects.get().is_open


def test_a_tick_is_taken_back_until_it_is_answered(township: Township) -> None:
    sent: dict[str, Any] = {"title": "报送名单", "text": "请报送", "needs_answer": True}
    with time_machine.travel("2012-11-02 09:00+08:00"):
        notice = notice_send(sender=township["T01"], to=[township["V01"]], by=township.people["staff"], **sent)
        browser = enter_as(Client(), township.people["clerk01"])
        undo, seen = undo_on(browser.post(f"/notices/{notice.pk}/receive/", follow=True))
        browser.post(undo, seen)
        assert Receipt.objects.get().received_at is None
        browser.post(f"/notices/{notice.pk}/answer/", {"answer": "已报"})
        browser.post(undo, seen)
        assert Receipt.objects.get().received_at is not None
