"""One password on many accounts from one address: slower and slower, and the owners learn of it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.accounts.services import account_create
from apps.accounts.spraying import FREE, LONGEST_WAIT
from apps.audit.models import Entry
from tests.accounts.people import PASSWORD, answer, is_in, sign_in, wang

pytestmark = pytest.mark.django_db
HERE, THERE = "10.0.0.1", "10.0.0.2"


def spray(accounts: int, address: str = HERE, first: int = 0) -> None:
    for number in range(first, first + accounts):
        answer(f"secretary{number:02}", "Tongbu-2026", address)


def test_the_address_waits_longer_with_every_account_more() -> None:
    now = timezone.now()
    waits = []
    for number in range(FREE + 12):
        with time_machine.travel(now, tick=False):
            assert answer(f"secretary{number:02}", "wrong").status_code == 200
            refused = answer("another", "wrong")
        wait = int(refused.headers.get("Retry-After", 0))
        assert refused.status_code == (429 if wait else 200) or number < FREE
        waits.append(wait)
        now += timedelta(seconds=wait + 1)
    assert waits[: FREE - 1] == [0] * (FREE - 1)
    grown = waits[FREE:]
    assert grown == sorted(grown)
    assert grown[0] <= 5
    assert max(grown) == pytest.approx(LONGEST_WAIT, abs=1)


def test_whoever_waits_is_told_for_how_long_and_the_right_password_does_not_help() -> None:
    wang()
    spray(FREE + 5)
    refused = answer("wang", PASSWORD)
    assert refused.status_code == 429
    seconds = refused.context["wait_seconds"]
    assert f"{seconds} 秒" in refused.content.decode()
    assert not is_in(sign_in())
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds + 1)):
        assert is_in(sign_in())


def test_other_addresses_do_not_wait() -> None:
    wang()
    spray(FREE + 5)
    assert is_in(sign_in(address=THERE))


def test_a_browser_in_which_somebody_was_before_does_not_wait_for_their_account() -> None:
    wang()
    account_create(username="li", name="李明", password=PASSWORD, by=None)
    browser = sign_in()
    browser.post("/accounts/logout/")
    spray(FREE + 5)
    browser.post("/accounts/login/", {"username": "li", "password": PASSWORD})
    assert not is_in(browser)
    browser.post("/accounts/login/", {"username": "wang", "password": PASSWORD})
    assert is_in(browser)


def test_a_made_up_cookie_does_not_help() -> None:
    wang()
    spray(FREE + 5)
    browser = Client(REMOTE_ADDR=HERE)
    browser.cookies["known"] = "WyJ3YW5nIl0:x:y"
    browser.post("/accounts/login/", {"username": "wang", "password": PASSWORD})
    assert not is_in(browser)


def test_a_morning_on_which_a_township_mistypes_hits_nobody() -> None:
    """Twice as many people at one address as may fail there, each wrong once and right then."""
    for number in range(2 * FREE):
        account_create(username=f"secretary{number:02}", name="书记", password=PASSWORD, by=None)
    for number in range(2 * FREE):
        answer(f"secretary{number:02}", "wrong")
        assert is_in(sign_in(f"secretary{number:02}"))


def test_attempts_during_the_wait_do_not_make_it_longer() -> None:
    with time_machine.travel(timezone.now(), tick=False):
        spray(FREE + 5)
        first = answer("a", "wrong").headers["Retry-After"]
        spray(8, first=50)
        assert answer("b", "wrong").headers["Retry-After"] == first


def test_the_auditor_sees_it_once() -> None:
    now = timezone.now()
    for number in range(FREE + 4):
        with time_machine.travel(now + timedelta(seconds=number * 40), tick=False):
            answer(f"secretary{number:02}", "wrong")
    entry = Entry.objects.get(action="account.many_tried")
    assert entry.address == HERE


# --- The owner learns of it -------------------------------------------------------------------------------


def said_to(browser: Client) -> list[str]:
    return [str(message) for message in browser.get("/accounts/me/").context["messages"]]


def test_the_owner_is_told_at_the_next_sign_in_and_once() -> None:
    wang()
    assert said_to(sign_in()) == []
    answer("wang", "wrong", THERE)
    answer("wang", "worse", THERE)
    browser = sign_in()
    (sentence,) = said_to(browser)
    assert "2 次" in sentence
    assert THERE in sentence
    assert said_to(browser) == []
    assert said_to(sign_in()) == []


def test_nobody_else_is_told() -> None:
    wang()
    account_create(username="li", name="李明", password=PASSWORD, by=None)
    answer("wang", "wrong", THERE)
    assert said_to(sign_in("li")) == []
