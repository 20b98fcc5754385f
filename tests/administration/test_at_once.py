"""The same made twice at the same moment: one is made, the other person gets a sentence or is led to it."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from apps.accounts.models import User
from apps.associations.models import Advice
from apps.core.calendar import today
from apps.organisations.kinds import Kind
from apps.organisations.models import LeadingLink, Organisation
from apps.reports.models import YearEndReport
from tests.factories.browser import enter_as
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db(transaction=True)
Fields = dict[str, str]

NEW = {"code": "V09", "parent": "T01", "name": "新村党支部", "kind": "branch", "sector": "village", "graded": ""}
PERSON = {"username": "zhang", "name": "张三", "role": "clerk", "organisation": "V01", "start": "2012-01-01"}
LINK = {"leader": "V01", "led": "A02", "start": "2012-01-01"}
ADVICE = {"giver": "V01", "organisation": "A01", "text": "早签合同", "given_on": "2012-01-03"}


def sent_at_once(township: Township, username: str, address: str, forms: list[Fields]) -> list[int]:
    """The statuses of these forms, sent by one person from as many browsers at the same moment."""
    barrier, statuses = Barrier(len(forms)), []
    browsers = [enter_as(Client(raise_request_exception=False), township.people[username]) for _ in forms]

    def send(browser: Client, fields: Fields) -> None:
        barrier.wait()
        try:
            statuses.append(browser.post(address, fields).status_code)
        finally:
            connection.close()

    threads = [Thread(target=send, args=pair) for pair in zip(browsers, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def leads(township: Township) -> None:
    for code in ("A01", "A02"):
        made = organisation(code, township["T01"], kind=Kind.ASSOCIATION, sector="", graded=False)
        if code == "A01":
            leading_start(leader=township["V01"], led=made, start=date(2001, 1, 1), by=None)


#: Who sends what where, and how many there are then.
MAKING: list[tuple[str, str, Fields, Callable[[], int]]] = [
    ("staff", "/organisations/new/", NEW, lambda: Organisation.objects.filter(code="V09").count()),
    ("staff", "/accounts/new/", PERSON, lambda: User.objects.filter(username="zhang").count()),
    ("staff", "/registers/leading/new/", LINK, lambda: LeadingLink.objects.filter(led__code="A02").count()),
]
TWICE: list[tuple[str, str, Fields, Callable[[], int]]] = [
    *MAKING,
    ("secretary01", "/registers/advice/new/", ADVICE, Advice.objects.count),
    (
        "staff",
        "/reports/new/",
        {"organisation": "T01", "year": "2012", "as_of": "2012-12-31"},
        YearEndReport.objects.count,
    ),
]


@pytest.mark.parametrize(("username", "address", "fields", "count"), MAKING, ids=[it[1] for it in MAKING])
def test_two_people_who_make_the_same_make_one_and_the_second_hears_why(
    township: Township, username: str, address: str, fields: Fields, count: Callable[[], int]
) -> None:
    leads(township)
    statuses = sent_at_once(township, username, address, [{**fields, "once": str(uuid4())} for _ in range(2)])
    assert count() == 1
    assert set(statuses) <= {200, 302}


@pytest.mark.parametrize(("username", "address", "fields", "count"), TWICE, ids=[it[1] for it in TWICE])
def test_a_form_that_is_sent_twice_makes_one(
    township: Township, username: str, address: str, fields: Fields, count: Callable[[], int]
) -> None:
    leads(township)
    assert today() > date(2012, 12, 31)
    statuses = sent_at_once(township, username, address, [{**fields, "once": str(uuid4())}] * 2)
    assert count() == 1
    assert set(statuses) <= {200, 302}
