"""Passwords: rules, changing, the first one, and one for somebody who forgot theirs."""

from binascii import unhexlify
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from pytest_django import Settings

from apps.accounts.models import User
from apps.accounts.services import device_of, password_change, password_reset, second_factor_set_up
from apps.audit.models import Entry
from tests.accounts.people import NEW_PASSWORD, PASSWORD, is_in, sign_in, wang

pytestmark = pytest.mark.django_db
FIRST = "/accounts/password/?next="


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Kurz-1", "password_too_short"),
        ("nur-kleine-und-striche", "password_too_simple"),
        ("NUR7GROSSE7UND7ZIFFERN", "password_too_simple"),
        ("Password123", "password_too_common"),
        ("Wang-fang-1", "password_too_similar"),
        (PASSWORD, "password_used_before"),
    ],
)
def test_a_weak_or_known_password_is_refused_with_the_rule(password: str, code: str) -> None:
    user = wang()
    user.name = "Wang-fang"
    with pytest.raises(ValidationError) as refused:
        password_change(user=user, password=password, by=user)
    assert code in {error.code for error in refused.value.error_list}


def test_the_last_five_passwords_are_remembered_and_the_sixth_is_not() -> None:
    user = wang()
    chosen = [PASSWORD, *(f"Chun-Tian-{year}" for year in range(2030, 2035))]
    for password in chosen[1:]:
        password_change(user=user, password=password, by=user)
    for password in chosen[1:]:
        with pytest.raises(ValidationError):
            password_change(user=user, password=password, by=user)
    password_change(user=user, password=PASSWORD, by=user)


def test_changing_asks_the_present_one_keeps_this_browser_and_ends_the_others() -> None:
    wang()
    here, there = sign_in(), sign_in()
    form = {"old_password": "wrong", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert "old_password" in here.post("/accounts/password/", form).context["form"].errors
    assert here.post("/accounts/password/", form | {"old_password": PASSWORD}).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert is_in(sign_in(password=NEW_PASSWORD))
    entry = Entry.objects.get(action="account.password_changed")
    assert (entry.before, entry.after) == ({}, {})


def test_a_temporary_password_opens_nothing_but_the_page_to_choose_ones_own() -> None:
    user = wang()
    temporary = password_reset(user=user, by=None)
    browser = sign_in(password=temporary)
    assert browser.get("/organisations/?q=V01")["Location"] == f"{FIRST}/organisations/%3Fq%3DV01"
    fragment = {"HX-Request": "true", "HX-Current-URL": "http://testserver/filings/?q=V01"}
    assert browser.get("/organisations/tree/", headers=fragment)["HX-Redirect"] == f"{FIRST}/filings/%3Fq%3DV01"
    assert browser.get("/api/v1/organisations/").status_code == 403
    assert browser.get("/accounts/password/").status_code == 200
    form = {"old_password": temporary, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert browser.post(f"{FIRST}/organisations/%3Fq%3DV01", form)["Location"] == "/organisations/?q=V01"
    assert browser.get("/").status_code == 200


def test_a_reset_ends_the_sessions_and_is_never_written_down() -> None:
    user = wang()
    browser = sign_in()
    temporary = password_reset(user=user, by=None)
    assert not is_in(browser)
    assert not is_in(sign_in(password=PASSWORD))
    entry = Entry.objects.get(action="account.password_reset")
    assert temporary not in f"{entry.before}{entry.after}{entry.target}"


def test_nobody_changes_the_password_of_a_demonstration_account() -> None:
    user = User.objects.create(username="staff", is_demonstration=True)
    with pytest.raises(ValidationError):
        password_reset(user=user, by=None)
    browser = Client()
    browser.force_login(user)
    form = {"old_password": "x", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert browser.post("/accounts/password/", form).context["form"].errors


def test_the_command_gives_the_last_administrator_a_way_back_in() -> None:
    wang()
    out = StringIO()
    call_command("reset_password", "wang", stdout=out)
    assert sign_in(password=out.getvalue().strip()).get("/")["Location"] == f"{FIRST}/"
    with pytest.raises(CommandError):
        call_command("reset_password", "nobody")


def test_the_command_takes_the_second_factor_away_where_it_is_asked_to() -> None:
    user = wang()
    key = "0123456789abcdef" * 2
    second_factor_set_up(user=user, key=key, code=f"{totp(unhexlify(key)):06}", by=user)
    call_command("reset_password", "wang", stdout=StringIO())
    assert device_of(user)
    call_command("reset_password", "wang", "--second-factor", stdout=StringIO())
    assert device_of(user) is None


def test_passwords_are_kept_with_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert wang().password.startswith("argon2")
