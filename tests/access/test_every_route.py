"""Every route × every role, as `expectations.py` says.

On PostgreSQL, on which portals are in service, everybody asks for everything.  On SQLite one of those who may does, and
one of those who may not, with another role, none, or not signed in: somebody else at each route.  What belongs to
somebody is looked at from elsewhere at every third route there.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from re import findall

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver

from apps.accounts.models import User
from apps.organisations.kinds import Role
from tests.access.expectations import TABLE
from tests.access.hostile import in_turn
from tests.access.routes.interface import AGAIN
from tests.access.rows import EVERYBODY, NOBODY, SIGNED_OUT, TO_SIGN_IN, Row, Visitor
from tests.access.world import VILLAGERS, World
from tests.factories.browser import walker
from tests.selection import on_the_way, walks_are_whole

pytestmark = pytest.mark.django_db

VISITORS: list[Visitor] = [SIGNED_OUT, NOBODY, *Role]
SIGN_IN = "/accounts/login/"
TURNS = {row: turn for turn, row in enumerate(TABLE)}


def routes(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every route; one without a name cannot stand in the table and fails."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        else:
            assert pattern.name, f"a route without a name: {pattern.pattern}"
            yield ":".join([*namespaces, pattern.name])


#: What Django draws where nothing is chosen.
DASHES = b">---------<"
Answer = Callable[[Row, User | None, str], int | str]


@pytest.fixture
def answer(cookies: dict[str, dict[str, str]], nothing_kept_of_pages: None) -> Answer:
    return partial(_answer, cookies)


def _answer(cookies: dict[str, dict[str, str]], row: Row, user: User | None, address: str) -> int | str:
    """The status that `user` gets, or nobody who is signed in; whatever the visit writes is undone."""
    client = walker()
    if user is not None:
        client.cookies.load(cookies[user.username])
    with transaction.atomic():
        response = client.get(address) if row.method == "get" else client.post(address)
        if response.streaming:
            deque(response.streaming_content, maxlen=0)  # type: ignore[attr-defined]
        else:
            assert DASHES not in response.content, "a choice that says in no words that nothing is chosen"
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response["Location"].startswith(SIGN_IN)
    return TO_SIGN_IN if to_sign_in else response.status_code


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_route_answers_each_role_as_the_table_says(the_world: World, answer: Answer, row: Row) -> None:
    people, visitors = the_world.people, some_of_each(row) if row in AGAIN else asking(row, VISITORS)
    found = {it: answer(row, people.get(it), the_world.home(row.path, it)) for it in visitors}
    assert found == {visitor: row.answer(visitor) for visitor in visitors}


def asking(row: Row, visitors: list[Visitor]) -> list[Visitor]:
    """Who of `visitors` asks here: see above."""
    if walks_are_whole():
        return visitors
    groups = [it for it in visitors if it in row.may], [it for it in visitors if it not in row.may]
    return [it for group in groups if group for it in in_turn(group, TURNS[row], 1)]


def some_of_each(row: Row) -> list[Visitor]:
    """Who is not signed in, who has no role, one who may, and of those who may not the one who may most beside."""
    may_not = next(it for it in (Role.LEADER, Role.MASS_OFFICER, Role.VIEWER, *Role) if it not in row.may)
    return [SIGNED_OUT, NOBODY, min(row.may, key=str), may_not]


@pytest.mark.parametrize("row", on_the_way(row for row in TABLE if row.has_object), ids=str)
def test_nobody_learns_that_something_of_the_neighbour_exists(the_world: World, answer: Answer, row: Row) -> None:
    address, visitors = the_world.abroad(row.path), going_abroad(row)
    found = {visitor: answer(row, the_world.people.get(visitor), address) for visitor in visitors}
    assert found == {visitor: row.answer_abroad(visitor) for visitor in visitors}


def going_abroad(row: Row) -> list[Visitor]:
    """Of those who are refused whatever the address names two are enough: one without a role and one with another."""
    refused = [it for it in VISITORS if it != SIGNED_OUT and it not in row.may]
    if row.foreign_rest != row.rest:
        return asking(row, VISITORS)
    return asking(row, [it for it in VISITORS if it not in refused[1:-1]])


NOBODYS_PLACE = {
    "{report}",
    "{received}",
    "{partner}",
    "{form}",
    "{line}",
    "{programme}",
    "{indicator}",
    "{exemption}",
    "{upload}",
    "{job}",
}
#: What stands at a place in the tree; reports and what a plan holds are the township's, uploads and jobs a person's.
#: What is kept for all below is seen from there, too.
SEEN_BELOW = {"{campaign}"}
NOT_PLACED = NOBODYS_PLACE | SEEN_BELOW
PLACED = [row for row in TABLE if row.has_object and not NOT_PLACED & set(findall(r"{\w+}", row.path))]
#: Whose role reaches over the whole township; the others' over V01 and below, the mass officer's over A01.
ABOVE_ALL = set(Role) - {*VILLAGERS, Role.MASS_OFFICER}


@pytest.mark.parametrize("row", on_the_way(PLACED), ids=str)
def test_a_role_reaches_down_and_neither_up_nor_aside(the_world: World, answer: Answer, row: Row) -> None:
    """What stands below one's own place answers like one's own; above and beside like the neighbour's.

    Whoever may not go there at all is refused before anybody looks at the place, as the neighbour's things have shown.
    For those above all what stands beside is one more village of their own.
    """
    lower, going = the_world.lower, set(asking(row, [it for it in Role if it in row.may]))
    asked = {
        "below": {it: the_world.people[it] for it in going},
        "beside": {it: the_world.people[it] for it in going - ABOVE_ALL},
        "above": {it: lower[it] for it in going & lower.keys()},
    }
    found = {
        place: {it: answer(row, user, the_world.there(row.path, place)) for it, user in people.items()}
        for place, people in asked.items()
    }
    assert found == {
        "below": {it: row.answer_abroad(it) if it == Role.MASS_OFFICER else row.answer(it) for it in asked["below"]},
        "beside": {it: row.answer_abroad(it) for it in asked["beside"]},
        "above": {it: row.answer_abroad(it) for it in asked["above"]},
    }


def test_every_route_stands_in_the_table_and_no_other_does() -> None:
    assert {row.route for row in TABLE} == set(routes(get_resolver()))


def test_a_row_says_something_of_every_role() -> None:
    assert set(Role) < set(VISITORS)
    assert all(row.may <= EVERYBODY for row in TABLE)
