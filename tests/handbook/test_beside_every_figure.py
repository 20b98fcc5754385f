"""Beside every figure stands the question mark that says how it is computed."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from lxml import html  # type: ignore[import-untyped]

from apps.accounts.models import User
from tests.factories.browser import enter_as
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db

DAY = "year=2026&as_of=2026-11-23"
#: Pages, and parts of pages, on which figures stand; who looks at them.
PAGES = {
    "leader": (
        "/",
        f"/gradings/?{DAY}",
        f"/plans/2026/?{DAY}",
        f"/plans/2026/indicators/PIO-03/?{DAY}",
        "/organisations/V01/one-page/",
        f"/dashboard/?{DAY}",
        *(f"/dashboard/{part}/?{DAY}" for part in ("outlook", "trend", "filings", "classes", "mass")),
        f"/dashboard/course/?indicator=PIO-03&{DAY}",
    ),
    "staff": (
        "/filings/",
        "/filings/burden/?year=2026",
        "/associations/",
        "/registers/posts/seats/",
        "/plans/2026/quotas/honours/",
        "/activities/due/",
        "/scores/?year=2026",
    ),
    "secretary01": ("/", "/filings/", "/organisations/V01/one-page/"),
    "district": (f"/dashboard/townships/?{DAY}",),
}
#: Where each line has a figure of its own, and what marks the line.
LINE_BY_LINE = {
    f"/dashboard/outlook/?{DAY}": "//tbody/tr",
    "/organisations/V01/one-page/": '//table[contains(@class, "one-page-plan")]/tbody/tr',
    "/plans/2026/quotas/honours/": "//li",
}
EXPLAINED = './/a[contains(concat(" ", @class, " "), " explained ")]'
PERCENTAGES = '//*[not(self::script)][re:test(text(), "[0-9]%")]'
#: What a percentage belongs to: its table, else its card or notice, else the part of a page that it stands in.
AROUND = 'ancestor::table | ancestor::*[contains(@class, "card")] | ancestor::*[contains(@class, "alert")]'


@pytest.fixture(autouse=True)
def on_the_day_after() -> Iterator[None]:
    with time_machine.travel("2026-11-24 09:00+08:00", tick=False):
        yield


def without(page: html.HtmlElement, address: str) -> list[str]:
    """The figures of a page beside which nothing says how they are computed."""
    found = page.xpath(PERCENTAGES, namespaces={"re": "http://exslt.org/regular-expressions"})
    lines = page.xpath(LINE_BY_LINE[address]) if address in LINE_BY_LINE else []
    alone = [it for it in found if not any(place.xpath(EXPLAINED) for place in it.xpath(AROUND) or [page])]
    return [it.text_content().strip()[:60] for it in (*alone, *(it for it in lines if not it.xpath(EXPLAINED)))]


def test_every_figure_says_how_it_is_computed_and_where_it_says_so_is_a_page() -> None:
    demonstration(year=2026, as_of=date(2026, 11, 23))
    lacking: dict[tuple[str, str], list[str]] = {}
    for username, addresses in PAGES.items():
        client, leads = enter_as(Client(), User.objects.get(username=username)), dict[str, str]()
        for address in addresses:
            page = html.fromstring(client.get(address).content)
            leads |= {str(it.get("href")).partition("?")[0]: it.get("href") for it in page.xpath(EXPLAINED)}
            assert page.xpath(EXPLAINED), (username, address)
            if some := without(page, address):
                lacking[username, address] = some
        assert {it for it in leads.values() if client.get(it).status_code != 200} == set(), username
    assert lacking == {}
