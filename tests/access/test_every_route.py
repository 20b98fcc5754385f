"""Every route × every role, as `expectations.py` says."""

from collections import deque
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from apps.organisations.kinds import Role
from tests.access.expectations import EVERYBODY, NOBODY, SIGNED_OUT, TABLE, TO_SIGN_IN, Row, Visitor
from tests.access.world import World
from tests.factories.browser import enter_as

pytestmark = pytest.mark.django_db

VISITORS: list[Visitor] = [SIGNED_OUT, NOBODY, *Role]
SIGN_IN = "/accounts/login/"


def routes(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every route; one without a name cannot stand in the table and fails."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        else:
            assert pattern.name, f"a route without a name: {pattern.pattern}"
            yield ":".join([*namespaces, pattern.name])


def answer(the_world: World, row: Row, visitor: Visitor, address: str) -> int | str:
    """The status that the visitor gets; whatever the visit writes is undone."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if visitor != SIGNED_OUT:
            enter_as(client, the_world.people[visitor])
        response = client.get(address) if row.method == "get" else client.post(address)
        if response.streaming:
            deque(response.streaming_content, maxlen=0)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response["Location"].startswith(SIGN_IN)
    return TO_SIGN_IN if to_sign_in else response.status_code


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_route_answers_each_role_as_the_table_says(the_world: World, row: Row) -> None:
    found = {visitor: answer(the_world, row, visitor, the_world.home(row.path, visitor)) for visitor in VISITORS}
    assert found == {visitor: row.answer(visitor) for visitor in VISITORS}


@pytest.mark.parametrize("row", [row for row in TABLE if row.has_object], ids=str)
def test_nobody_learns_that_something_of_the_neighbour_exists(the_world: World, row: Row) -> None:
    address = the_world.abroad(row.path)
    found = {visitor: answer(the_world, row, visitor, address) for visitor in VISITORS}
    assert found == {visitor: row.answer_abroad(visitor) for visitor in VISITORS}


def test_every_route_stands_in_the_table_and_no_other_does() -> None:
    assert {row.route for row in TABLE} == set(routes(get_resolver()))


def test_a_row_says_something_of_every_role() -> None:
    assert set(Role) < set(VISITORS)
    assert all(row.may <= EVERYBODY for row in TABLE)
