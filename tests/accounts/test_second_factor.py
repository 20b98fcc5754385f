"""The second factor: setting it up, signing in with it, and losing the telephone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken

from apps.accounts.models import User
from apps.accounts.services import (
    device_of,
    second_factor_begin,
    second_factor_reset,
    second_factor_set_up,
    second_factor_switch_off,
)
from apps.audit.models import Entry
from apps.organisations.kinds import Kind, Role
from apps.organisations.services import role_grant
from tests.accounts.people import PASSWORD, is_in, sign_in, wang
from tests.factories.township import organisation

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/"
SET_UP = "/accounts/second-factor/"


@pytest.fixture(autouse=True)
def _clock() -> object:
    """Codes change every half minute: let time stand still in between."""
    with time_machine.travel("2026-11-26 09:00+08:00", tick=False) as clock:
        yield clock


def code_of(user: User) -> str:
    device = device_of(user) or second_factor_begin(user=user)
    return f"{totp(device.bin_key):06}"


def later(**time: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


@pytest.fixture
def person() -> User:
    return wang()


@pytest.fixture
def recovery(person: User) -> list[str]:
    """Ten recovery codes of somebody whose telephone is set up; a minute later its codes can be used again."""
    with later(minutes=-1):
        return second_factor_set_up(user=person, code=code_of(person), by=person)


def test_setting_up_takes_a_right_code_and_shows_ten_recovery_codes_once(person: User) -> None:
    browser = sign_in()
    page = browser.get(SET_UP).content.decode()
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    assert "code" in browser.post(SET_UP, {"code": "000000"}).context["form"].errors
    codes = browser.post(SET_UP, {"code": code_of(person)}).context["codes"]
    assert len(set(codes)) == 10
    assert codes[0] not in browser.get(SET_UP).content.decode()
    assert [entry.action for entry in Entry.objects.filter(action__startswith="account.second_factor")] == [
        "account.second_factor_set_up"
    ]


def test_the_password_alone_opens_nothing(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    assert browser.get("/")["Location"].startswith("/accounts/login/")
    assert not is_in(browser)
    browser.post(CODE, {"code": code_of(person)})
    assert is_in(browser)


def test_the_way_leads_on_to_the_page_that_was_asked_for_and_nowhere_else(person: User, recovery: list[str]) -> None:
    for asked, reached in (("/organisations/", "/organisations/"), ("https://evil.example/", "/")):
        browser = Client()
        browser.post("/accounts/login/", {"username": "wang", "password": PASSWORD, "next": asked})
        with later(minutes=1 if reached == "/" else 0):
            assert browser.post(CODE, {"code": code_of(person)})["Location"] == reached


def test_a_code_counts_once_even_in_another_browser(person: User, recovery: list[str]) -> None:
    first, second = sign_in(), sign_in()
    code = code_of(person)
    first.post(CODE, {"code": code})
    second.post(CODE, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_recovery_code_counts_once_and_is_noted(person: User, recovery: list[str]) -> None:
    first, second = sign_in(), sign_in()
    first.post(CODE, {"code": f" {recovery[0].upper()} "})
    second.post(CODE, {"code": recovery[0]})
    assert (is_in(first), is_in(second)) == (True, False)
    assert Entry.objects.filter(action="account.recovery_code_used", target="wang").count() == 1
    assert StaticToken.objects.count() == 9


def test_wrong_codes_must_wait(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    for _time in range(4):
        browser.post(CODE, {"code": "000000"})
    browser.post(CODE, {"code": code_of(person)})
    assert not is_in(browser)
    with later(minutes=2):
        browser.post(CODE, {"code": code_of(person)})
        assert is_in(browser)


def test_the_password_is_remembered_for_five_minutes_only(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    with later(minutes=6):
        assert browser.post(CODE, {"code": code_of(person)})["Location"] == "/accounts/login/"
        assert not is_in(browser)


def test_the_page_for_the_code_is_closed_to_whoever_gave_no_password() -> None:
    assert Client().get(CODE)["Location"] == "/accounts/login/"


def test_lost_telephone_the_office_takes_the_factor_away_and_ends_the_sessions(
    person: User, recovery: list[str]
) -> None:
    browser = sign_in()
    browser.post(CODE, {"code": code_of(person)})
    second_factor_reset(user=person, by=None)
    assert not is_in(browser)
    assert is_in(sign_in())
    assert not StaticToken.objects.exists()


def test_switching_off_and_new_codes_take_the_password(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    browser.post(CODE, {"code": code_of(person)})
    assert browser.post(f"{SET_UP}off/", {"password": "wrong"}).context["form"].errors
    assert browser.post(f"{SET_UP}codes/", {"password": "wrong"}).context["form"].errors
    new = browser.post(f"{SET_UP}codes/", {"password": PASSWORD}).context["codes"]
    assert not set(new) & set(recovery)
    browser.post(f"{SET_UP}off/", {"password": PASSWORD})
    assert device_of(person) is None


def test_an_administrator_without_one_reaches_nothing_but_its_page(person: User) -> None:
    top = organisation("T01", kind=Kind.COMMITTEE, sector="")
    role_grant(user=person, role=Role.ADMINISTRATOR, organisation=top, start=timezone.localdate(), by=None)
    browser = sign_in()
    assert browser.get("/accounts/")["Location"] == SET_UP
    assert browser.get("/jobs/", headers={"HX-Request": "true"})["HX-Redirect"] == SET_UP
    assert browser.get("/api/v1/organisations/").status_code == 403
    browser.get(SET_UP)
    browser.post(SET_UP, {"code": code_of(person)})
    assert browser.get("/accounts/").status_code == 200
    second_factor_switch_off(user=person, by=person)
    assert sign_in().get("/accounts/")["Location"] == SET_UP


def test_a_demonstration_administrator_is_left_alone(person: User) -> None:
    top = organisation("T01", kind=Kind.COMMITTEE, sector="")
    role_grant(user=person, role=Role.ADMINISTRATOR, organisation=top, start=timezone.localdate(), by=None)
    person.is_demonstration = True
    person.save()
    assert sign_in().get("/accounts/").status_code == 200


def test_a_code_for_a_telephone_that_nobody_began_is_refused(person: User) -> None:
    with pytest.raises(ValidationError):
        second_factor_set_up(user=person, code="123456", by=person)


def test_signing_in_by_telephone_for_weeks_leaves_the_recovery_codes_usable(person: User, recovery: list[str]) -> None:
    for day in range(25):
        with later(days=day):
            browser = sign_in()
            browser.post(CODE, {"code": code_of(person)})
            assert is_in(browser)
    with later(days=25):
        browser = sign_in()
        browser.post(CODE, {"code": recovery[0]})
        assert is_in(browser)
