"""Making a token on the page of one's own account, and taking it back; others' are the administrator's to take."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.calendar import months_after, today
from apps.organisations.kinds import Role
from apps.tokens.models import AccessToken
from tests.factories.browser import enter_as
from tests.factories.township import PASSWORD, Township
from tests.tokens.programs import held_by, program, seen_by, token_of

pytestmark = pytest.mark.django_db
NEW = "/accounts/tokens/new/"


def browser_of(user: User) -> Client:
    return enter_as(Client(), user)


def filled_in(user: User, role: Role, **changes: Any) -> dict[str, Any]:
    day = today() + timedelta(days=90)
    fields = {"name": "报表程序", "held": held_by(user, role).pk, "may_write": "", "last_day": day.isoformat()}
    return {**fields, "password": PASSWORD, "once": str(uuid4()), **changes}


def test_the_secret_is_shown_once_and_opens_the_portal(township: Township) -> None:
    clerk = township.people["clerk01"]
    browser, fields = browser_of(clerk), filled_in(clerk, Role.CLERK)
    shown = browser.post(NEW, fields)
    secret = shown.context["secret"]
    assert secret in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert seen_by(program(secret)) == ["V01"]
    assert browser.post(NEW, fields).headers["Location"] == "/accounts/tokens/"
    assert AccessToken.objects.count() == 1
    page = browser.get("/accounts/tokens/").content.decode()
    assert secret not in page
    assert secret[:9] in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "wrong"}, "password"),
        ({"name": ""}, "name"),
        ({"last_day": "2001-01-01"}, "last_day"),
        ({"last_day": "in spring"}, "last_day"),
        ({"last_day": "beyond"}, "last_day"),
        ({"held": "theirs"}, "held"),
        ({"held": "x"}, "held"),
        ({"may_write": "everything"}, "may_write"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(township: Township, changes: dict[str, Any], field: str) -> None:
    clerk = township.people["clerk01"]
    beyond = months_after(today(), 12) + timedelta(days=1)
    theirs = held_by(township.people["staff"], Role.STAFF).pk
    found = {"beyond": beyond.isoformat(), "theirs": theirs}
    sent = {name: found.get(value, value) for name, value in changes.items()}
    answer = browser_of(clerk).post(NEW, filled_in(clerk, Role.CLERK, **sent))
    assert list(answer.context["form"].errors) == [field]
    assert not AccessToken.objects.exists()


def test_nobody_keeps_more_than_twenty(township: Township) -> None:
    clerk = township.people["clerk01"]
    first, _client = token_of(clerk, Role.CLERK)
    for _time in range(19):
        token_of(clerk, Role.CLERK)
    browser = browser_of(clerk)
    assert browser.post(NEW, filled_in(clerk, Role.CLERK)).context["form"].non_field_errors()
    browser.post(f"/accounts/tokens/{first.pk}/revoke/")
    assert "secret" in browser.post(NEW, filled_in(clerk, Role.CLERK)).context


def test_one_takes_back_ones_own_and_nobody_elses(township: Township) -> None:
    people = township.people
    token, client = token_of(people["clerk01"], Role.CLERK)
    address = f"/accounts/tokens/{token.pk}/revoke/"
    browser_of(people["staff"]).post(address)
    assert seen_by(client) == ["V01"]
    browser_of(people["clerk01"]).post(address)
    assert seen_by(client) == 401
    created, revoked = Entry.objects.filter(action__startswith="token.").order_by("id")
    assert (created.action, revoked.action, revoked.organisation_code) == ("token.created", "token.revoked", "V01")


def test_who_manages_an_account_sees_its_tokens_and_takes_them_back(township: Township) -> None:
    """The administrator all but their own, the staff those of villages, the auditor none."""
    people = township.people
    clerks, program_of_clerk = token_of(people["clerk01"], Role.CLERK)
    staffs, program_of_staff = token_of(people["staff"], Role.STAFF)
    listed = {name: browser_of(people[name]).get("/accounts/token-holders/") for name in ("admin", "staff", "auditor")}
    assert set(listed["admin"].context["page"]) == {clerks, staffs}
    assert set(listed["staff"].context["page"]) == {clerks}
    assert listed["auditor"].status_code == 403
    browser_of(people["staff"]).post(f"/accounts/people/clerk01/tokens/{staffs.pk}/revoke/")
    assert "T01" in seen_by(program_of_staff)
    browser_of(people["admin"]).post(f"/accounts/people/staff/tokens/{staffs.pk}/revoke/")
    browser_of(people["staff"]).post(f"/accounts/people/clerk01/tokens/{clerks.pk}/revoke/")
    assert (seen_by(program_of_staff), seen_by(program_of_clerk)) == (401, 401)
