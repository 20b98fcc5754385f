"""Handing over on the page: asked for, looked through with the open work, done, and printed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.administration.open_work import open_work_of
from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.gradings.models import Grading
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.organisations.services import role_grant
from tests.factories.activities import activity
from tests.factories.township import Township, person
from tests.filings.cast import opened, plan_of, submitted

SignIn = Callable[[str], Client]
PAGE = "/accounts/people/secretary01/handover/"
TODAY = "2012-11-03"


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield


@pytest.fixture
def successor(township: Township) -> User:
    """Somebody of the township, so that staff reach them."""
    made = township.people["successor"] = person("successor", Role.CLERK, township["V02"])
    return made


@pytest.fixture
def busy(township: Township) -> Township:
    """October is open in V01 and V03, submitted in V02; a class waits; V01 held a meeting this month, V02 two."""
    plan = plan_of(township["T01"])
    for code in ("V01", "V02", "V03"):
        opened(plan, township[code])
    submitted(Filing.objects.get(organisation=township["V02"]), township.people["secretary02"])
    Grading.objects.create(organisation=township["V01"], year=2012, start_class="general", end_class="advanced")
    for code in ("V01", "V02", "V02"):
        activity(township[code], date=date(2012, 11, 2))
    return township


def fields(township: Township, step: str, **changes: Any) -> dict[str, Any]:
    posts = [str(held.pk) for held in township.people["secretary01"].roles.all()]
    return {"posts": posts, "on": TODAY, "who": "existing", "successor": "successor", "step": step} | changes


def send(client: Client, asked: dict[str, Any]) -> HttpResponse:
    return client.post(PAGE, asked)  # type: ignore[return-value]


def roles(user: User) -> set[tuple[str, str]]:
    return set(RoleAssignment.objects.on(date(2012, 11, 3)).filter(user=user).values_list("role", "organisation__code"))


def waiting(township: Township, who: str, viewer: str) -> dict[str, int]:
    """The open work of a person's posts by the page on which it is done, as `viewer` sees it."""
    posts = list(township.people[who].roles.select_related("organisation"))
    return {f"{work.label}": work.count for work in open_work_of(posts, township.people[viewer])}


def test_the_whole_way_shows_the_open_work_first_and_changes_nothing_until_the_last_step(
    busy: Township, successor: User, signed_in: SignIn
) -> None:
    staff = signed_in("staff")
    before, entries = list(RoleAssignment.objects.values()), Entry.objects.count()
    assert staff.get(PAGE).status_code == 200
    looked = send(staff, fields(busy, "check"))
    assert [work.count for work in looked.context["open_work"]] == [1, 1]  # type: ignore[attr-defined]
    assert send(staff, fields(busy, "back")).status_code == 200
    assert (list(RoleAssignment.objects.values()), Entry.objects.count()) == (before, entries)
    assert send(staff, fields(busy, "confirm")).status_code == 200
    assert (roles(busy.people["secretary01"]), roles(successor)) == (
        set(),
        {("secretary", "V01"), ("clerk", "V02")},
    )
    assert Filing.objects.get(organisation=busy["V01"]).state == "draft"


def test_a_form_sent_twice_hands_over_once(township: Township, successor: User, signed_in: SignIn) -> None:
    staff, asked = signed_in("staff"), fields(township, "confirm")
    send(staff, asked)
    before = list(RoleAssignment.objects.values())
    again = send(staff, asked)
    assert set(again.context["form"].errors) == {"posts"}  # type: ignore[attr-defined]
    assert list(RoleAssignment.objects.values()) == before
    assert Entry.objects.filter(action="role.handed_over").count() == 2


def test_a_new_account_gets_a_password_that_is_shown_once_and_never_stored(
    township: Township, signed_in: SignIn
) -> None:
    staff = signed_in("staff")
    new = {"who": "new", "successor": "", "username": "zhangsan", "name": "张三"}
    looked = send(staff, fields(township, "check", **new))
    assert looked.templates[0].name == "administration/handover_check.html"  # type: ignore[attr-defined]
    assert not User.objects.filter(username="zhangsan").exists()
    done = send(staff, fields(township, "confirm", **new))
    made, password = User.objects.get(username="zhangsan"), done.context["to"].password  # type: ignore[attr-defined]
    assert made.check_password(password)
    assert made.must_change_password
    assert password in done.content.decode()
    assert "no-store" in done["Cache-Control"]
    assert roles(made) == {("secretary", "V01")}
    assert password not in str(list(Entry.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"posts": []}, "posts"),
        ({"posts": ["0"]}, "posts"),
        ({"posts": ["x"]}, "posts"),
        ({"on": ""}, "on"),
        ({"on": "2012-11-02"}, "on"),
        ({"on": "2012-11-31"}, "on"),
        ({"who": "nobody"}, "who"),
        ({"successor": ""}, "successor"),
        ({"successor": "secretary01"}, "successor"),
        ({"successor": "nobody-at-all"}, "successor"),
        ({"successor": "auditor"}, "successor"),
        ({"who": "new", "username": "", "name": "张三"}, "username"),
        ({"who": "new", "username": "leader", "name": "张三"}, "username"),
        ({"who": "new", "username": "zhang san", "name": "张三"}, "username"),
        ({"who": "new", "username": "zhangsan", "name": ""}, "name"),
        ({"disable": "on", "on": "2012-12-01"}, "disable"),
    ],
)
def test_what_cannot_be_handed_over_is_said_at_its_field_before_and_after_the_check(
    township: Township, successor: User, signed_in: SignIn, changes: dict[str, Any], at: str
) -> None:
    before, staff = list(RoleAssignment.objects.values()), signed_in("staff")
    for step in ("check", "confirm"):
        answer = send(staff, fields(township, step, **changes))
        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {at}, step  # type: ignore[attr-defined]
        assert list(RoleAssignment.objects.values()) == before


def test_the_former_account_may_be_disabled_and_its_sessions_end(
    township: Township, successor: User, signed_in: SignIn
) -> None:
    former = signed_in("secretary01")
    assert former.get("/").status_code == 200
    send(signed_in("staff"), fields(township, "confirm", disable="on"))
    assert former.get("/")["Location"].startswith("/accounts/login/")


def test_the_sheet_names_both_and_the_posts_and_the_work(busy: Township, successor: User, signed_in: SignIn) -> None:
    staff, sheet = signed_in("staff"), f"{PAGE}{TODAY}/"
    assert staff.get(sheet).status_code == 404
    send(staff, fields(busy, "confirm"))
    page = staff.get(sheet)
    (passed,) = page.context["passed"]
    assert (passed.post.organisation.code, [it.user.username for it in passed.successors]) == ("V01", ["successor"])
    assert [work.count for work in page.context["open_work"]] == [1, 1]
    for text in ("secretary01", "successor", "组织V01"):
        assert text in page.content.decode()
    assert [staff.get(f"{PAGE}{day}/").status_code for day in ("2012-11-02", "yesterday", "0")] == [404] * 3


def test_open_work_is_that_of_the_posts_and_of_no_other_organisation(busy: Township) -> None:
    with_staff = {
        "secretary01": [1, 1],  # V01's month, V01's activity
        "secretary02": [2],  # its month is handed in
        "secretary03": [1],
        "staff": [2, 1, 1, 1, 3],  # open months, one to review, a class to complete and to confirm, activities
        "leader": [2, 1],
        "auditor": [],
    }
    found = {who: list(waiting(busy, who, "staff").values()) for who in with_staff}
    assert found == with_staff


def test_whoever_sees_no_work_is_shown_none(busy: Township, signed_in: SignIn) -> None:
    assert waiting(busy, "staff", "admin") == {}
    assert waiting(busy, "secretary01", "auditor") == {}
    page = signed_in("admin").post(PAGE, fields(busy, "check", successor="clerk01"))
    assert page.context["open_work"] == []


def test_who_only_sees_a_part_is_shown_the_work_of_that_part(busy: Township) -> None:
    busy.people["staff03"] = person("staff03", Role.STAFF, busy["V03"])
    assert list(waiting(busy, "staff", "staff03").values()) == [1]


def test_the_open_work_and_the_sheet_keep_within_their_queries(
    busy: Township, successor: User, signed_in: SignIn
) -> None:
    for number in range(50):
        role_grant(
            user=busy.people["secretary01"],
            role=Role.CLERK,
            organisation=busy["V02"],
            start=date(1900 + number, 1, 1),
            end=date(1901 + number, 1, 1),
            by=None,
        )
    staff = signed_in("staff")
    staff.get("/")
    first = busy.people["secretary01"].roles.get(role=Role.SECRETARY)
    with CaptureQueriesContext(connection) as asked:
        posts = [first]
        open_work_of(posts, User.objects.get(username="staff"))
    assert len(asked) <= 7
    send(staff, fields(busy, "confirm", posts=[str(first.pk)]))
    with CaptureQueriesContext(connection) as asked:
        assert staff.get(f"{PAGE}{TODAY}/").status_code == 200
    assert len(asked) <= 12
