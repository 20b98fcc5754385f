"""Many accounts tried from one address: slowed down, and their owners learn of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.accounts.services import account_create
from apps.accounts.spraying import FORGIVEN
from apps.audit.models import Entry
from tests.accounts.people import PASSWORD, answer, is_in, sign_in, wang

pytestmark = pytest.mark.django_db
HERE, THERE = "10.0.0.1", "10.0.0.2"


def spray(accounts: int, address: str = HERE) -> Any:
    """One wrong password for each of so many accounts; the answer to the last."""
    said = None
    for number in range(accounts):
        said = answer(f"village{number}", "wrong", address)
    return said


def test_an_ordinary_morning_of_mistyped_passwords_makes_nobody_wait() -> None:
    wang()
    spray(FORGIVEN)
    assert is_in(sign_in())


def test_whoever_gets_in_after_a_slip_does_not_count() -> None:
    wang()
    for number in range(FORGIVEN + 5):
        account_create(username=f"village{number}", name="村", password=PASSWORD, by=None)
        answer(f"village{number}", "wrong")
        answer(f"village{number}", PASSWORD)
    assert is_in(sign_in())


def test_beyond_that_the_right_password_waits_too_and_the_page_says_for_how_long() -> None:
    wang()
    spray(FORGIVEN + 1)
    refused = answer("wang", PASSWORD)
    assert refused.status_code == 429
    assert refused.context["wait_seconds"] in (1, 2)
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        assert is_in(sign_in())


def test_every_further_account_doubles_the_wait() -> None:
    waits = []
    now = timezone.now()
    for number in range(FORGIVEN + 4):
        with time_machine.travel(now, tick=False):
            answer(f"village{number}", "wrong")
            waits.append((answer("next", "wrong").context or {}).get("wait_seconds", 0) if number >= FORGIVEN else 0)
        now += timedelta(seconds=waits[-1] + 1)
    assert waits[FORGIVEN:] == [2, 4, 8, 16]


def test_other_addresses_and_browsers_that_are_known_for_the_account_do_not_wait() -> None:
    wang()
    known = sign_in()
    known.post("/accounts/logout/")
    spray(FORGIVEN + 5)
    assert is_in(sign_in(address=THERE))
    known.post("/accounts/login/", {"username": "wang", "password": PASSWORD}, REMOTE_ADDR=HERE)
    assert is_in(known)
    known.post("/accounts/logout/")
    other = known.post("/accounts/login/", {"username": "village99", "password": "wrong"}, REMOTE_ADDR=HERE)
    assert other.status_code == 429


def test_a_made_up_cookie_makes_no_browser_known() -> None:
    wang()
    spray(FORGIVEN + 5)
    browser = Client(REMOTE_ADDR=HERE)
    browser.cookies["known"] = "WzFd:1u:made-up"
    browser.post("/accounts/login/", {"username": "wang", "password": PASSWORD})
    assert not is_in(browser)


def test_the_slowing_down_is_noted_for_the_auditor_with_the_address() -> None:
    spray(FORGIVEN + 1)
    noted = Entry.objects.filter(action="account.spraying_slowed")
    assert [entry.address for entry in noted] == [HERE]


def test_the_owner_learns_at_the_next_sign_in_what_others_tried() -> None:
    wang()
    sign_in()
    answer("wang", "wrong", THERE)
    answer("wang", "wrong", THERE)
    assert "2" in told(sign_in())
    assert told(sign_in()) == ""


def test_nobody_is_warned_of_their_own_slip() -> None:
    wang()
    sign_in()
    answer("wang", "wrong", HERE)
    assert told(sign_in()) == ""


def told(browser: Client) -> str:
    """What the page after the sign-in says."""
    page = browser.get("/accounts/me/")
    return " ".join(str(message) for message in page.context["messages"])
