"""Too many wrong passwords: locked out by account and address together."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from apps.accounts.services import account_create, lockout_release
from apps.accounts.tasks import forget_expired
from apps.audit.models import Entry
from tests.accounts.people import NEW_PASSWORD, PASSWORD, answer, is_in, sign_in, wang

pytestmark = pytest.mark.django_db
HERE, THERE = "10.0.0.1", "10.0.0.2"


def fail(times: int, username: str = "wang", address: str = HERE) -> None:
    for _time in range(times):
        answer(username, "wrong", address)


def test_four_wrong_passwords_are_forgiven_and_the_fifth_locks() -> None:
    wang()
    fail(4)
    assert is_in(sign_in())
    fail(5)
    assert not is_in(sign_in())
    assert answer("wang", PASSWORD).status_code == 429


def test_a_colleague_behind_the_same_address_and_the_same_person_elsewhere_are_not_locked() -> None:
    wang()
    account_create(username="li", name="李明", password=PASSWORD, by=None)
    fail(5)
    assert is_in(sign_in("li", address=HERE))
    assert is_in(sign_in("wang", address=THERE))


def test_after_half_an_hour_one_may_try_again() -> None:
    wang()
    fail(5)
    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        assert not is_in(sign_in())
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert is_in(sign_in())


def test_the_office_lets_somebody_in_at_once() -> None:
    user = wang()
    fail(5)
    assert lockout_release(user=user, by=None)
    assert is_in(sign_in())
    assert Entry.objects.filter(action="account.lockout_released", target="wang").count() == 1
    assert not lockout_release(user=user, by=None)


def test_nobody_learns_whether_an_account_exists() -> None:
    wang()
    known, unknown = answer("wang", "wrong"), answer("zhang", "wrong")
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    fail(5, "wang", THERE)
    fail(5, "zhang", THERE)
    assert answer("wang", PASSWORD, THERE).status_code == answer("zhang", PASSWORD, THERE).status_code == 429


def test_nothing_that_was_typed_is_kept() -> None:
    """Neither the password, nor the user name: many a one types the password there."""
    wang()
    fail(5, "Geheim-2026")
    fail(1, "wang")
    kept = [*AccessAttempt.objects.values(), *Entry.objects.values()]
    assert AccessAttempt.objects.count() == 2
    assert [row for row in kept if "Geheim-2026" in str(row) or "wrong" in str(row.values())] == []


def test_failures_and_the_one_lock_out_are_noted_and_nobody_is_accused_of_them() -> None:
    wang()
    fail(9)
    entries = Entry.objects.filter(target="wang", action__contains="_").order_by("pk")
    assert [entry.action for entry in entries] == ["account.sign_in_failed"] * 5 + ["account.locked_out"]
    assert {(entry.actor, entry.address) for entry in entries} == {(None, HERE)}
    fail(5, "zhang")
    assert Entry.objects.filter(action="account.locked_out", target="").count() == 1


def test_another_browser_at_the_same_address_does_not_help() -> None:
    wang()
    for agent in "abcde":
        sign_in(password="wrong", address=HERE, user_agent=agent)
    assert not is_in(sign_in(address=HERE))


# --- Passwords that are asked for again, of whoever is signed in ------------------------------------------


def change(browser: Client, present: str) -> HttpResponse:
    new = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    answer: HttpResponse = browser.post("/accounts/password/", {"old_password": present, **new})  # type: ignore[assignment]
    return answer


def test_a_stolen_session_does_not_guess_the_password_for_ever() -> None:
    wang()
    browser = sign_in()
    for _time in range(5):
        change(browser, "wrong")
    refused = change(browser, PASSWORD)
    assert refused.status_code == 200
    assert "30" in refused.context["form"].errors["old_password"][0]  # type: ignore[attr-defined]
    assert not is_in(sign_in(password=NEW_PASSWORD, address=THERE))
    entries = Entry.objects.filter(action="account.present_password_failed")
    assert [str(entry.actor) for entry in entries] == ["王芳"] * 5
    assert is_in(browser), "whoever is signed in goes on"


def test_the_right_password_forgets_the_wrong_ones_before_it() -> None:
    wang()
    browser = sign_in()
    for _time in range(4):
        change(browser, "wrong")
    assert change(browser, PASSWORD).status_code == 302
    for _time in range(4):
        change(browser, "wrong")
    assert is_in(sign_in(password=NEW_PASSWORD))


def test_failures_that_no_longer_count_are_let_go() -> None:
    wang()
    fail(2)
    forget_expired()
    assert AccessAttempt.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        forget_expired()
    assert not AccessAttempt.objects.exists()
