"""Every page with a screen of its own leads to a section of the handbook, in both languages."""

from html import unescape
from re import search
from urllib.parse import parse_qs, urlsplit

import pytest

from apps.handbook.topics import help_for
from tests.access.expectations import TABLE
from tests.access.rows import Row, Visitor
from tests.access.world import World
from tests.factories.browser import walker

pytestmark = pytest.mark.django_db

LANGUAGES = ("zh-hans", "en")
#: Seen by whoever is signed in: what says how to sign in explains itself.  The API is read by programs, the wall of a
#: meeting room has nobody before it who asks.
SHOWN = [
    row
    for row in TABLE
    if row.method == "get" and row.ok == 200 and row.signed_out != 200 and not row.path.startswith("/api/v1/")
    if row.route not in ("schema", "dashboards:wall") and row.may
]
#: The help goes by the route; the first row of each leads to a page, others to a workbook or another register.
PAGES = list({row.route: row for row in reversed(SHOWN)}.values())


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_the_help_of_a_page_is_about_it(
    the_world: World, cookies: dict[str, dict[str, str]], nothing_kept_of_pages: None, row: Row
) -> None:
    visitor = min(row.may, key=str)
    page = _page(cookies, the_world, visitor, the_world.home(row.path, visitor))
    if 'id="content"' not in page:
        return  # a part of a page, or a file
    user = the_world.people[visitor]
    assert {language for language in LANGUAGES if help_for(user, _asked_for(page), language)} == set(LANGUAGES)


def _page(cookies: dict[str, dict[str, str]], world: World, visitor: Visitor, address: str) -> str:
    client = walker()
    client.cookies.load(cookies[world.people[visitor].username])
    response = client.get(address)
    assert response.status_code == 200
    return "" if response.streaming else response.content.decode(errors="replace")


def _asked_for(page: str) -> str:
    """The route that the way to the help names."""
    link = search(r'href="(/help/\?page=[^"]*)"', page)
    assert link, "no way to the help"
    return parse_qs(urlsplit(unescape(link[1])).query)["page"][0]
