"""Every room that a role may enter, on a phone and on a desktop."""

from collections.abc import Callable

import pytest

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

PEOPLE = {
    1440: ["staff", "leader", "district", "admin", "auditor"],
    360: ["secretary01", "clerk01", "league", "association", "contact"],
}


@pytest.mark.parametrize("width", PEOPLE)
def test_every_room_of_a_role_opens_without_a_fault(visit: Callable[..., Visitor], width: int) -> None:
    for username in PEOPLE[width]:
        person = visit(f"rooms-{username}", width=width)
        person.enter(username, "zh-hans", "/")
        person.look("home")
        links = person.page.locator("#rooms a.nav-link")
        rooms = [link.get_attribute("href") or "" for link in links.all()]
        assert "/" in rooms
        for room in rooms:
            if room != "/":
                person.go(room)
                person.look(room.strip("/").replace("/", "-"))
