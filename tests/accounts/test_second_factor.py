"""The second factor: setting it up, signing in with it, and losing the telephone."""

from binascii import unhexlify
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
    lockout_release,
    password_reset,
    second_factor_reset,
    second_factor_set_up,
    second_factor_switch_off,
)
from apps.accounts.views.second_factor import NEW_KEY
from apps.audit.models import Entry
from apps.organisations.kinds import Kind, Role
from apps.organisations.services import role_grant
from tests.accounts.people import PASSWORD, is_in, sign_in, wang
from tests.factories.township import organisation

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/"
SET_UP = "/accounts/second-factor/"
KEY = "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def _clock() -> object:
    """Codes change every half minute: let time stand still in between."""
    with time_machine.travel("2026-11-26 09:00+08:00", tick=False) as clock:
        yield clock


def code_of(user: User) -> str:
    device = device_of(user)
    assert device is not None
    return code_for(device.key)


def code_for(key: str) -> str:
    """What a telephone with that key shows now."""
    return f"{totp(unhexlify(key)):06}"


def shown(browser: Client) -> str:
    """A code for the key that the page for setting up shows."""
    browser.get(SET_UP)
    return code_for(browser.session[NEW_KEY])


def later(**time: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


@pytest.fixture
def person() -> User:
    return wang()


@pytest.fixture
def recovery(person: User) -> list[str]:
    """Ten recovery codes of somebody whose telephone is set up; a minute later its codes can be used again."""
    with later(minutes=-1):
        return second_factor_set_up(user=person, key=KEY, code=code_for(KEY), by=person)


def test_setting_up_takes_a_right_code_and_shows_ten_recovery_codes_once(person: User) -> None:
    browser = sign_in()
    page = browser.get(SET_UP).content.decode()
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    assert "code" in browser.post(SET_UP, {"code": "000000"}).context["form"].errors
    codes = browser.post(SET_UP, {"code": shown(browser)}).context["codes"]
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


def fail(browser: Client, times: int) -> None:
    """So many wrong codes, each after the wait that the one before brought."""
    for time in range(times):
        with later(minutes=time):
            browser.post(CODE, {"code": "000000"})


def test_the_page_says_how_long_to_wait(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    fail(browser, 3)
    with later(minutes=2):
        assert "4" in browser.post(CODE, {"code": code_of(person)}).context["form"].errors["code"][0]


def test_five_wrong_codes_lock_out_like_five_wrong_passwords(person: User, recovery: list[str]) -> None:
    browser = Client(REMOTE_ADDR="10.0.0.1")
    browser.post("/accounts/login/", {"username": "wang", "password": PASSWORD, "next": "/organisations/"})
    fail(browser, 4)
    with later(minutes=4):
        answer = browser.post(CODE, {"code": "000000"})
        assert (answer.status_code, answer.context["next"]) == (429, "/organisations/")
        assert browser.get(CODE)["Location"] == "/accounts/login/", "the password is asked for again"
        assert Entry.objects.filter(action="account.locked_out", target="wang").count() == 1
        assert {entry.actor for entry in Entry.objects.filter(action="account.second_factor_failed")} == {None}
    with later(minutes=5):
        assert sign_in().get(CODE)["Location"] == "/accounts/login/"
        elsewhere = sign_in(address="10.0.0.2")
        elsewhere.post(CODE, {"code": code_of(person)})
        assert is_in(elsewhere)


def test_wrong_passwords_and_codes_count_together(person: User, recovery: list[str]) -> None:
    for _time in range(3):
        sign_in(password="wrong")
    fail(sign_in(), 2)
    with later(minutes=3):
        assert sign_in().get(CODE)["Location"] == "/accounts/login/"


def test_a_browser_that_is_half_way_does_not_get_on_during_a_lock_out(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    for _time in range(5):
        sign_in(password="wrong")
    assert browser.post(CODE, {"code": code_of(person)}).status_code == 429
    assert not is_in(browser)


def test_the_office_lets_in_whoever_must_wait_after_wrong_codes(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    fail(browser, 4)
    assert lockout_release(user=person, by=None)
    with later(minutes=3, seconds=1):
        browser.post(CODE, {"code": code_of(person)})
        assert is_in(browser)


def test_a_password_that_was_reset_takes_nobody_on_who_is_half_way(person: User, recovery: list[str]) -> None:
    browser = sign_in()
    password_reset(user=person, by=None)
    assert browser.post(CODE, {"code": code_of(person)})["Location"] == "/accounts/login/"


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
    assert browser.get("/accounts/?q=a")["Location"] == f"{SET_UP}?next=/accounts/%3Fq%3Da"
    part = {"HX-Request": "true", "HX-Current-URL": "http://testserver/jobs/"}
    assert browser.get("/jobs/", headers=part)["HX-Redirect"] == f"{SET_UP}?next=/jobs/"
    assert browser.get("/api/v1/organisations/").status_code == 403
    browser.post(SET_UP, {"code": shown(browser)})
    assert browser.get("/accounts/").status_code == 200
    second_factor_switch_off(user=person, by=person)
    assert sign_in().get("/accounts/")["Location"].startswith(SET_UP)


def test_a_demonstration_administrator_is_left_alone(person: User) -> None:
    top = organisation("T01", kind=Kind.COMMITTEE, sector="")
    role_grant(user=person, role=Role.ADMINISTRATOR, organisation=top, start=timezone.localdate(), by=None)
    person.is_demonstration = True
    person.save()
    assert sign_in().get("/accounts/").status_code == 200


def test_a_telephone_is_set_up_once_and_a_wrong_code_leaves_nothing_behind(person: User) -> None:
    with pytest.raises(ValidationError):
        second_factor_set_up(user=person, key=KEY, code="000000", by=person)
    assert device_of(person) is None
    second_factor_set_up(user=person, key=KEY, code=code_for(KEY), by=person)
    with later(minutes=1), pytest.raises(ValidationError):
        second_factor_set_up(user=person, key=KEY, code=code_for(KEY), by=person)


def test_setting_up_ends_the_sessions_that_were_opened_without_a_code(person: User) -> None:
    here, there = sign_in(), sign_in()
    here.post(SET_UP, {"code": shown(here)})
    assert (is_in(here), is_in(there)) == (True, False)


def test_each_session_shows_a_key_of_its_own(person: User) -> None:
    """Or somebody who was signed in before would know the key that its owner sets up later."""
    thief, owner = sign_in(), sign_in()
    assert shown(thief) != shown(owner)
    code = shown(thief)
    assert owner.post(SET_UP, {"code": code}).context["form"].errors


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
