"""Too many wrong passwords: locked out by account and address together."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.utils import timezone

from apps.accounts.services import account_create, lockout_release
from apps.audit.models import Entry
from tests.accounts.people import PASSWORD, answer, is_in, sign_in, wang

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


def test_a_password_typed_as_the_user_name_is_not_written_down() -> None:
    wang()
    answer("Geheim-2026", "wrong")
    assert Entry.objects.get(action="account.sign_in_failed").target == ""
    answer("wang", "wrong")
    assert Entry.objects.filter(action="account.sign_in_failed", target="wang").count() == 1
    assert not AccessAttempt.objects.filter(post_data__icontains="wrong").exists()
