"""Whose book helps with what, and what is told of a figure."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.handbook.topics import books_of, help_for
from tests.factories.township import Township
from tests.progress.cast import graded, plan_of

SignIn = Callable[[str], Client]
PANEL = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("username", "route", "book", "key"),
    [
        ("secretary01", "filings:edit", "secretary", "monthly-filing"),
        ("staff", "filings:list", "staff", "monthly-filing"),
        ("staff", "filings:review", "staff", "reviewing-filings"),
        ("leader", "gradings:confirm", "leader", "classes-and-rates"),
        ("admin", "administration:accounts", "administrator", "accounts-and-roles"),
        ("auditor", "administration:audit", "administrator", "audit-log"),
        # Whose own book says nothing of a page reads on in another one.
        ("secretary01", "dashboards:dashboard", "staff", "dashboard"),
    ],
)
def test_help_comes_from_the_book_of_the_role(
    township: Township, username: str, route: str, book: str, key: str
) -> None:
    found = help_for(township.people[username], route, "zh-hans")
    assert found is not None
    assert (found[0].name, found[1].key) == (book, key)


def test_every_book_is_there_for_everybody_ones_own_first(township: Township) -> None:
    assert books_of(township.people["leader"]) == ["leader", "secretary", "staff", "administrator", "figures"]


def test_a_page_that_asks_for_it_gets_the_section_alone(township: Township, signed_in: SignIn) -> None:
    client, address = signed_in("secretary01"), "/help/?page=filings:list"
    beside, alone = client.get(address, headers=PANEL).content.decode(), client.get(address).content.decode()
    assert "本月无新增" in beside
    assert "<main" not in beside
    assert "本月无新增" in alone
    assert "<main" in alone


@pytest.mark.parametrize("page", ["", "no:such", "登记", "x" * 3000])
def test_an_address_that_names_no_page_shows_the_books(township: Township, signed_in: SignIn, page: str) -> None:
    answer = signed_in("staff").get("/help/", {"page": page})
    assert answer.status_code == 200
    assert "镇党建办工作人员使用手册" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/help/books/none/", "/help/figures/none/", "/help/figures/rates/none/", "/help/figures/indicators/2012/NONE/"],
)
def test_what_the_handbook_does_not_have_is_not_found(township: Township, signed_in: SignIn, address: str) -> None:
    plan_of(township)
    assert signed_in("staff").get(address).status_code == 404


def test_a_rate_is_told_with_its_two_numbers(township: Township, signed_in: SignIn) -> None:
    plan_of(township)
    graded(township["V01"], "general", "advanced")
    graded(township["V02"], "general", "general")
    about = "year=2012&organisation=T01&as_of=2012-12-31"
    told = signed_in("staff").get(f"/help/figures/rates/general_upgrade/?{about}", headers=PANEL).content.decode()
    assert "1 ÷ 2 = 50.0%" in told
    assert f'href="/gradings/?{about.replace("&", "&amp;")}"' in told


def test_an_indicator_is_told_with_its_numbers_and_what_counts_it(township: Township, signed_in: SignIn) -> None:
    plan_of(township)
    graded(township["V01"], "general", "advanced")
    graded(township["V02"], "general", "general")
    page = "/help/figures/indicators/2012/OPT-03/?organisation=T01&as_of=2012-12-31"
    told = signed_in("staff").get(page, headers=PANEL).content.decode()
    assert "1 ÷ 2 = 50.0%" in told
    assert 'href="/plans/2012/indicators/OPT-03/?organisation=T01&amp;as_of=2012-12-31"' in told
    assert "序时进度" in told


def test_nobody_is_told_of_a_figure_that_they_do_not_see(township: Township, signed_in: SignIn) -> None:
    plan_of(township)
    secretary = signed_in("secretary01")
    assert secretary.get("/help/figures/rates/general_upgrade/?year=2012&organisation=V02").status_code == 404
    assert secretary.get("/help/figures/indicators/2012/OPT-03/?organisation=V02").status_code == 404
    assert signed_in("admin").get("/help/figures/rates/general_upgrade/?year=2012").status_code == 403
