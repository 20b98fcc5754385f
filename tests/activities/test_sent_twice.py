"""The form of a new activity is sent twice, or by two workers at once: it records one activity."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from apps.activities.models import Activity
from apps.audit.models import Entry

SignIn = Callable[[str], Client]
NEW = "/activities/new/"


def opened(browser: Client) -> dict[str, Any]:
    """What is sent from a page that was opened once."""
    once = browser.get(NEW).context["form"]["once"].value()
    filled = {"type": "party_lecture", "date": "2012-06-01", "topic": "柑橘管护技术党课", "hosts": ["V01"]}
    return {**filled, "once": str(once)}


def test_the_second_sending_leads_to_what_the_first_recorded(signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    sent = opened(browser)
    first, second = browser.post(NEW, sent), browser.post(NEW, sent)
    number = Activity.objects.get().number
    assert first["Location"] == second["Location"] == f"/activities/{number}/?saved"
    assert Entry.objects.filter(action="activity.recorded").count() == 1
    another = {**sent, "once": "", "topic": "另一次", "confirmed": "1"}
    assert browser.post(NEW, another).status_code == 302
    assert Activity.objects.count() == 2


def test_save_and_record_another_says_the_number_both_times(signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    sent = {**opened(browser), "another": "1"}
    pages = [browser.post(NEW, sent, follow=True) for _time in range(2)]
    assert [page.context["saved"] for page in pages] == [Activity.objects.get().number] * 2
    assert browser.get(f"{NEW}?saved=%3Cb%3E").context["saved"] == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_record_one(signed_in: SignIn) -> None:
    browsers = [signed_in("secretary01"), signed_in("secretary01")]
    sent, barrier, led = opened(browsers[0]), Barrier(2), []

    def send(browser: Client) -> None:
        barrier.wait()
        led.append(browser.post(NEW, sent)["Location"])
        connection.close()

    threads = [Thread(target=send, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Activity.objects.count() == 1
    assert len(set(led)) == 1
    assert len(led) == 2
