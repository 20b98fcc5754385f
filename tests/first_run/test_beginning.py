"""An empty portal is set up by whoever holds the code from the server, once."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.calendar import today
from apps.first_run.models import SetupCode
from apps.first_run.services import setup_code_make
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation, RoleAssignment
from tests.factories.township import Township

pytestmark = pytest.mark.django_db

PAGE = "/first-run/"
PASSWORD = "Qing-Xi-2026!"
FILLED = {
    "township_code": "T01",
    "township_name": "中共清溪镇委员会",
    "username": "guanliyuan",
    "name": "李静",
    "password": PASSWORD,
    "again": PASSWORD,
}


def send(code: str, **other: str) -> tuple[int, dict[str, list[str]]]:
    """The answer to the form, and what it says is wrong."""
    answer = Client().post(PAGE, {**FILLED, "code": code, **other})
    return answer.status_code, answer.context["form"].errors if answer.status_code == 200 else {}


def nothing_was_made() -> bool:
    return not (User.objects.exists() or Organisation.objects.exists() or RoleAssignment.objects.exists())


def test_the_sign_in_page_of_an_empty_portal_leads_to_setting_up() -> None:
    answer = Client().get("/", follow=True)
    assert answer.redirect_chain[-1][0] == PAGE
    assert answer.status_code == 200


def test_with_the_code_there_are_township_and_administrator_who_is_signed_in() -> None:
    client = Client()
    answer = client.post(PAGE, {**FILLED, "code": setup_code_make()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/first-run/steps/")
    committee = Organisation.objects.get()
    assert (committee.code, committee.name, committee.kind) == ("T01", "中共清溪镇委员会", Kind.COMMITTEE)
    role = RoleAssignment.objects.select_related("user").get()
    assert (role.role, role.organisation, role.start, role.waiting) == (Role.ADMINISTRATOR, committee, today(), False)
    assert role.user.check_password(PASSWORD)
    assert not role.user.must_change_password
    assert client.session["_auth_user_id"] == str(role.user.pk)
    assert Entry.objects.filter(action="portal.begun", target="guanliyuan").exists()
    assert not SetupCode.objects.exists()


def test_the_administrator_goes_on_only_with_a_second_factor() -> None:
    client = Client()
    client.post(PAGE, {**FILLED, "code": setup_code_make()})
    assert client.get("/first-run/steps/").headers["Location"].startswith("/accounts/second-factor/")


def test_afterwards_nobody_finds_the_page_whatever_they_send() -> None:
    code = setup_code_make()
    assert send(code)[0] == 302
    assert Client().get(PAGE).status_code == 404
    assert send(code, username="other", township_code="T02")[0] == 404
    assert User.objects.count() == 1
    assert Client().get("/accounts/login/").status_code == 200


def test_a_portal_with_accounts_prints_no_code(township: Township) -> None:
    with pytest.raises(ValidationError):
        setup_code_make()
    with pytest.raises(CommandError):
        call_command("setup_code")
    said = StringIO()
    call_command("setup_code", "--if-empty", stdout=said)
    assert said.getvalue() == ""
    assert Client().get(PAGE).status_code == 404


def test_the_command_prints_a_code_that_opens_the_page() -> None:
    said = StringIO()
    call_command("setup_code", stdout=said)
    assert PAGE in said.getvalue()
    code = said.getvalue().splitlines()[0][-19:]
    assert code not in str(list(SetupCode.objects.values()))
    assert send(code.lower().replace("-", " "))[0] == 302


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "\x00", "9" * 5000, "’; --"])
def test_without_the_code_nothing_is_made(code: str) -> None:
    setup_code_make()
    status, wrong = send(code)
    assert (status, list(wrong)) == (200, ["code"])
    assert nothing_was_made()


def test_before_a_code_was_printed_none_is_right() -> None:
    assert list(send("")[1]) == ["code"]
    assert list(send("AAAA-BBBB-CCCC-DDDD")[1]) == ["code"]
    assert nothing_was_made()


def test_a_code_holds_for_a_day_and_until_the_next_one() -> None:
    first, second = setup_code_make(), setup_code_make()
    assert list(send(first)[1]) == ["code"]
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert list(send(second)[1]) == ["code"]
    assert send(second)[0] == 302


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("password", "short"),
        ("password", "guanliyuan-2026"),
        ("again", "Qing-Xi-2027!"),
        ("username", "li jing"),
        ("username", ""),
        ("township_code", "镇"),
        ("township_name", ""),
        ("name", "x" * 61),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(field: str, typed: str) -> None:
    code = setup_code_make()
    other = {"again": typed} if field == "password" else {}
    status, wrong = send(code, **{field: typed, **other})
    assert (status, list(wrong)) == (200, [field])
    assert nothing_was_made()
    assert send(code)[0] == 302


def test_another_site_cannot_set_the_portal_up() -> None:
    code = setup_code_make()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {**FILLED, "code": code}).status_code == 403
    assert nothing_was_made()
