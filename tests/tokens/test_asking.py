"""What a program may that asks with a token: one role of a person as it stands today, and nothing more."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from apps.accounts.services import account_disable, account_enable, password_change, password_reset
from apps.activities.models import Activity
from apps.audit.middleware import remember_address
from apps.audit.models import Entry
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.organisations.access import user_of
from apps.organisations.kinds import Role
from apps.organisations.services import role_end, role_grant
from apps.tokens.models import AccessToken
from apps.tokens.secret import new_secret
from apps.tokens.services import token_create, token_revoke
from apps.tokens.throttling import TokenThrottle
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.tokens.programs import LIST, held_by, program, seen_by, token_of

pytestmark = pytest.mark.django_db


def test_a_program_sees_what_its_role_sees_and_not_what_its_person_sees(township: Township) -> None:
    """The person is clerk of one village and staff of the township."""
    clerk = township.people["clerk01"]
    role_grant(user=clerk, role=Role.STAFF, organisation=township["T01"], start=date(2000, 1, 1), by=None)
    _token, narrow = token_of(clerk, Role.CLERK)
    _token, wide = token_of(clerk, Role.STAFF)
    assert seen_by(narrow) == ["V01"]
    assert seen_by(wide) == ["T01", "V01", "V02", "V03", "V03-1", "V03-2"]
    assert narrow.get(f"{LIST}V02/").status_code == 404


def test_the_role_must_hold_today(township: Township) -> None:
    staff = township.people["staff"]
    _token, client = token_of(staff, Role.STAFF)
    held = held_by(staff, Role.STAFF)
    held.waiting = True
    held.save()
    assert seen_by(client) == 401
    held.waiting = False
    held.save()
    assert "T01" in seen_by(client)
    role_end(assignment=held, on=today(), by=None)
    assert seen_by(client) == 401


def test_the_same_role_given_again_does_not_wake_a_token(township: Township) -> None:
    clerk = township.people["clerk01"]
    _token, client = token_of(clerk, Role.CLERK)
    role_end(assignment=held_by(clerk, Role.CLERK), on=today(), by=None)
    role_grant(user=clerk, role=Role.CLERK, organisation=township["V01"], start=today(), by=None)
    assert seen_by(client) == 401


def test_a_leavers_token_opens_nothing(township: Township) -> None:
    clerk = township.people["clerk01"]
    _token, client = token_of(clerk, Role.CLERK)
    account_disable(user=clerk, by=None)
    assert seen_by(client) == 401
    account_enable(user=clerk, by=None)
    assert seen_by(client) == ["V01"]


def test_a_new_password_ends_the_tokens_like_the_sessions(township: Township) -> None:
    clerk, contact = township.people["clerk01"], township.people["contact"]
    _token, chosen = token_of(clerk, Role.CLERK)
    _token, given = token_of(contact, Role.VILLAGE_CONTACT)
    password_change(user=clerk, password="Chun-Tian-2026", by=clerk)
    password_reset(user=contact, by=None)
    assert (seen_by(chosen), seen_by(given)) == (401, 401)
    assert seen_by(token_of(clerk, Role.CLERK)[1]) == ["V01"]


def test_a_token_ends_when_it_is_revoked_and_after_its_last_day(township: Township) -> None:
    clerk = township.people["clerk01"]
    token, client = token_of(clerk, Role.CLERK)
    assert token_revoke(token=token, by=clerk)
    assert seen_by(client) == 401
    _token, client = token_of(clerk, Role.CLERK, days=30)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert seen_by(client) == ["V01"]
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert seen_by(client) == 401


@pytest.mark.parametrize("sent", ["Bearer", "Bearer tb_wrong", "bearer a b", "Bearer é"])
def test_a_wrong_token_is_refused_even_beside_a_session(township: Township, sent: str) -> None:
    client = Client()
    enter_as(client, township.people["staff"])
    answer = client.get(LIST, headers={"Authorization": sent})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_sessions_go_on_as_before(township: Township) -> None:
    """They need the mark of a page to write; a token needs none; and nobody gets in with neither."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(LIST).status_code == 403
    enter_as(strict, township.people["staff"])
    assert strict.get(LIST).status_code == 200
    assert strict.post(LIST).status_code == 403
    token, _client = token_of(township.people["staff"], Role.STAFF, may_write=True)
    assert token.may_write
    secret = new_secret()
    held = held_by(township.people["staff"], Role.STAFF)
    token_create(user=held.user, secret=secret, name="报表", held=held, may_write=True, last_day=today())
    free = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})
    assert free.post(LIST).status_code == 405


def test_a_token_that_only_reads_writes_nothing(township: Township) -> None:
    staff = township.people["staff"]
    _token, reads = token_of(staff, Role.STAFF)
    answer = reads.post(LIST)
    assert (answer.status_code, answer.json()["detail"]) == (403, "该令牌只能读取数据。")
    _token, writes = token_of(staff, Role.STAFF, may_write=True)
    assert writes.post(LIST).status_code == 405


def test_what_a_token_may_write_is_written_in_the_name_of_its_person(township: Township) -> None:
    secretary, address = township.people["secretary01"], "/api/v1/activities/"
    visit = {"date": "2012-03-01", "type": "visit", "topic": "走访困难群众", "hosts": ["V01"]}
    _token, reads = token_of(secretary, Role.SECRETARY)
    _token, writes = token_of(secretary, Role.SECRETARY, may_write=True)
    assert reads.post(address, visit, content_type="application/json").status_code == 403
    made = writes.post(address, visit, content_type="application/json")
    assert made.status_code == 201, made.json()
    assert Activity.objects.get().recorded_by == secretary
    abroad = writes.post(address, {**visit, "hosts": ["V02"]}, content_type="application/json")
    assert (abroad.status_code, Activity.objects.count()) == (400, 1)


def test_a_token_opens_no_page(township: Township) -> None:
    """A page is read in a session, where a second factor has been asked for."""
    _token, client = token_of(township.people["staff"], Role.STAFF)
    assert client.get("/organisations/").status_code == 302


def test_an_administrator_without_a_second_factor_gets_no_further_with_a_token(township: Township) -> None:
    admin = township.people["admin"]
    _token, client = token_of(admin, Role.ADMINISTRATOR)
    assert client.get("/api/schema/").status_code == 401
    admin.is_demonstration = True
    admin.save()
    assert client.get("/api/schema/").status_code == 200


def test_a_program_is_answered_in_the_language_of_its_person(township: Township) -> None:
    clerk = township.people["clerk01"]
    clerk.language = "en"
    clerk.save()
    _token, client = token_of(clerk, Role.CLERK)
    assert client.post(LIST).json()["detail"] == "This token only reads."


def test_the_last_use_is_written_once_a_minute(township: Township) -> None:
    token, client = token_of(township.people["clerk01"], Role.CLERK)
    start = timezone.now()
    for seconds, noted in ((0, 0), (30, 0), (61, 61)):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            seen_by(client)
        used = AccessToken.objects.get(pk=token.pk).last_used_at
        assert used == start + timedelta(seconds=noted)


def test_a_request_costs_one_query_for_its_token(township: Township) -> None:
    _token, client = token_of(township.people["staff"], Role.STAFF)
    seen_by(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        seen_by(client)
    assert sum("tokens_accesstoken" in query["sql"] for query in asked) == 1


class Acts(APIView):
    """Writes the audit log as every service does."""

    def get(self, request: Request) -> Response:
        record(Act("organisation.updated", "T01"), by=user_of(request))
        return Response()


def test_the_audit_log_says_over_which_token_something_was_done(township: Township) -> None:
    staff = township.people["staff"]
    secret, held = new_secret(), held_by(staff, Role.STAFF)
    token = token_create(user=staff, secret=secret, name="报表", held=held, may_write=False, last_day=today())

    def view(request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = Acts.as_view()(request).render()
        return answer

    remember_address(view)(APIRequestFactory().get("/", headers={"Authorization": f"Bearer {secret}"}))
    record(Act("organisation.updated", "V01"), by=staff)
    after, over = Entry.objects.filter(action="organisation.updated")[:2]
    assert (over.actor, over.after) == (staff, {"over_token": f"报表 ({token.beginning}…)"})
    assert after.after == {}


def test_each_token_may_ask_so_often_a_minute(township: Township, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenThrottle, "THROTTLE_RATES", {"token": "2/min"})
    cache.clear()
    people = township.people
    _token, eager = token_of(people["clerk01"], Role.CLERK)
    _token, calm = token_of(people["clerk01"], Role.CLERK)
    assert [seen_by(eager) for _time in range(3)] == [["V01"], ["V01"], 429]
    assert seen_by(calm) == ["V01"]
    assert int(eager.get(LIST).headers["Retry-After"]) <= 60


def test_the_secret_itself_is_kept_nowhere(township: Township) -> None:
    secret, held = new_secret(), held_by(township.people["clerk01"], Role.CLERK)
    token_create(user=held.user, secret=secret, name="报表", held=held, may_write=False, last_day=today())
    kept = str([*AccessToken.objects.values(), *Entry.objects.values()])
    assert secret not in kept
    assert seen_by(program(secret)) == ["V01"]
