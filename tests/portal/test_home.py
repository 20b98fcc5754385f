from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from apps.associations.models import Advice
from apps.core.calendar import today
from apps.gradings.classes import GradingClass
from apps.gradings.models import Grading
from apps.organisations.kinds import Kind, Role
from apps.organisations.services import role_grant
from apps.portal.selectors import Home
from apps.portal.waiting import Waiting
from apps.registers.selectors import RegisterCard
from apps.warnings.models import EarlyWarning
from tests.factories.leading import advice_answer, advice_give, leading_start
from tests.factories.township import Township, organisation, person
from tests.filings.cast import opened, plan_of, save, submitted

SignIn = Callable[[str], Client]


def grade(township: Township, code: str, **fields: object) -> None:
    details = {"start_class": GradingClass.GENERAL, "start_confirmed": True} | fields
    Grading.objects.create(organisation=township[code], year=today().year, **details)


def number(home: Home, code: str) -> int:
    """How many of a kind of work wait."""
    return sum(it.number for it in home.work if isinstance(it, Waiting) and it.code == code)


def test_a_leader_sees_the_three_rates_and_what_waits_for_confirmation(township: Township, signed_in: SignIn) -> None:
    grade(township, "V01", end_class=GradingClass.ADVANCED, confirmed_on=date(today().year, 1, 2))
    grade(township, "V02", end_class=GradingClass.ADVANCED)
    home = signed_in("leader").get("/").context["home"]
    assert [(rate.ratio.numerator, rate.ratio.denominator) for rate in home.rates] == [(0, 0), (1, 2), (0, 0)]
    assert number(home, "classes") == 1


def test_a_secretary_sees_the_own_class_and_no_neighbour(township: Township, signed_in: SignIn) -> None:
    grade(township, "V01")
    grade(township, "V02")
    home = signed_in("secretary01").get("/").context["home"]
    assert [grading.organisation.code for grading in home.own_classes] == ["V01"]
    assert home.rates == []


def test_the_administrator_sees_jobs_and_no_figure(township: Township, signed_in: SignIn) -> None:
    page = signed_in("admin").get("/")
    home = page.context["home"]
    assert (home.rates, home.own_classes, home.reports, home.entries) == ([], [], [], [])
    may = {action.split(".")[0] for action in page.context["may"]}
    assert may == {"account", "job", "personal_data", "portal", "role"}


def test_a_figure_is_shown_by_the_role_over_its_place_and_by_no_other(township: Township, signed_in: SignIn) -> None:
    """Who keeps the accounts of the township and is the secretary of a village sees the village's class, no rates."""
    admin = township.people["admin"]
    role_grant(user=admin, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1), by=None)
    grade(township, "V01")
    home = signed_in("admin").get("/").context["home"]
    assert (home.township, home.rates) == (None, [])
    assert [grading.organisation.code for grading in home.own_classes] == ["V01"]


def test_the_auditor_sees_the_latest_acts(township: Township, signed_in: SignIn) -> None:
    home = signed_in("auditor").get("/").context["home"]
    assert len(home.entries) == 10


def test_an_account_without_a_role_is_told_so_and_sees_nothing(township: Township, client: Client) -> None:
    client.force_login(person("newcomer"))
    page = client.get("/")
    assert page.context["home"].roles == []
    assert page.context["rooms"] == []


def test_a_role_that_has_ended_gives_nothing(township: Township, client: Client) -> None:
    former = person("former")
    role_grant(user=former, role=Role.STAFF, organisation=township["T01"], start=date(2000, 1, 1), end=today(), by=None)
    client.force_login(former)
    assert client.get("/").context["may"] == frozenset()


@pytest.mark.parametrize(
    "username", ["staff", "leader", "contact", "secretary01", "clerk01", "viewer", "admin", "auditor"]
)
def test_home_costs_at_most_twelve_queries(
    township: Township, signed_in: SignIn, username: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    browser = signed_in(username)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        browser.get("/")


def test_home_counts_the_advice_that_waits_for_an_answer_on_both_sides(township: Township, signed_in: SignIn) -> None:
    for code, leader in (("A01", "V01"), ("A02", "V02")):
        association = organisation(code, township["T01"], kind=Kind.ASSOCIATION, sector="")
        leading_start(leader=township[leader], led=association, start=date(2000, 1, 1), by=None)
        advice_give(giver=township[leader], association=association, text="建议签好收购合同", by=None)
        township.people[code] = person(code, Role.MASS_OFFICER, association)
    for username, waiting in (("secretary01", [1]), ("A01", [1]), ("clerk01", []), ("staff", [])):
        home = signed_in(username).get("/").context["home"]
        cards = [it for it in home.work if isinstance(it, RegisterCard)]
        assert [it.waiting for it in cards if it.register.name == "advice"] == waiting
    assert "/registers/advice/?waiting=yes" in signed_in("A01").get("/").content.decode()
    advice_answer(advice=Advice.objects.get(organisation__code="A01"), answer="已签", by=None)
    for username in ("secretary01", "A01"):
        assert "/registers/advice/?waiting=yes" not in signed_in(username).get("/").content.decode()


def test_what_waits_stands_at_home_the_oldest_first_with_counts(township: Township, signed_in: SignIn) -> None:
    """A village's drafted month, warnings and the township's reviews: each for whom it waits."""
    plan = plan_of(township["T01"])
    drafted = opened(plan, township["V01"])
    save(drafted, township.people["clerk01"], F_STOCK=800)
    submitted(opened(plan, township["V02"]), township.people["secretary02"])
    for code, severity, day in (("V01", "red", 5), ("V01", "yellow", 1), ("V02", "yellow", 3)):
        about = {"rule": "not_held", "subject": severity, "severity": severity, "raised_on": date(2012, 11, day)}
        EarlyWarning.objects.create(organisation=township[code], run=uuid4(), **about)

    def waits(username: str) -> list[tuple[str, int]]:
        work = signed_in(username).get("/").context["home"].work
        return [(it.code, it.number) for it in work if isinstance(it, Waiting)]

    with time_machine.travel("2012-11-08 09:00+08:00"):
        assert waits("secretary01") == [("warnings_yellow", 1), ("drafts", 1), ("warnings_red", 1)]
        assert waits("clerk01") == [("warnings_yellow", 1), ("warnings_red", 1)]
        assert sorted(waits("leader")) == [("late", 2), ("warnings_red", 1), ("warnings_yellow", 2)]
        assert sorted(waits("contact")) == [("late", 1), ("warnings_red", 1), ("warnings_yellow", 1)]
        assert dict(waits("staff"))["review"] == 1
        EarlyWarning.objects.update(confirmed_on=date(2012, 11, 8))
        assert waits("leader") == [("late", 2)]
        assert ("warnings_red", 1) in waits("secretary01")
