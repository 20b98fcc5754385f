"""Every route, every name in an address, every field of a form with values that nobody means: always an answer.

All of them on PostgreSQL; on SQLite at every third route too many digits, which it takes least of all, and one of the
others in turn.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, RequestFactory

from apps.core.readable import ReadableRequest
from apps.organisations.kinds import Kind, Role
from config.wsgi import application
from tests.access.expectations import TABLE
from tests.access.hostile import (
    BODIES,
    DIGITS,
    MORE_VALUES,
    VALUES,
    addresses_of,
    forms_of,
    in_turn,
    line_of,
    names_read,
    places,
)
from tests.access.routes.interface import NOWHERE, kind_of
from tests.access.rows import Row, Visitor
from tests.access.tampering import FORMS, sides
from tests.access.world import World
from tests.factories.browser import enter_as, walker
from tests.factories.township import organisation, person
from tests.selection import on_the_way, walks_are_whole

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
#: Understood, led on, or refused with a sentence.
ANSWERS = {200, 204, 302, 400, 403, 404, 405, 412, 413, 415, 422, 428, 429}
#: Whoever of these may goes; where none of them may, somebody who does.
GOING: tuple[Visitor, ...] = (Role.STAFF, Role.ADMINISTRATOR, Role.AUDITOR, Role.SECRETARY)
#: What is the same view over the API for every register: the first two of them are walked.
ALIKE = NOWHERE[2:]
#: What asks for the same page with something behind the ``?`` is no other place.
WALKED = list({(row.method, row.path.partition("?")[0]): row for row in reversed(TABLE) if row not in ALIKE}.values())[
    ::-1
]
#: The places to visit, each with its turn, by method and kind.
KINDS: dict[str, list[tuple[int, Row]]] = {}
for visit in enumerate(WALKED):
    KINDS.setdefault(f"{visit[1].method} {kind_of(visit[1])}", []).append(visit)
#: Page and form of a kind share what reads its address: it is tried once.
FIRST = {kind_of(row): row for row in reversed(WALKED)}


@pytest.fixture(autouse=True)
def _requests_as_the_application_makes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.test.client.WSGIRequest", ReadableRequest)


def visitor_of(row: Row) -> Visitor:
    return next((it for it in GOING if it in row.may), min(row.may, default=GOING[0]))


def asked(client: Client, method: str, address: str, body: Any = b"", content_type: str = FORM) -> Any:
    """The answer, read to its end; whatever it writes is undone."""
    with transaction.atomic():
        answer = client.get(address) if method == "get" else client.generic("POST", address, body, content_type)
        if answer.streaming:
            deque(answer.streaming_content, maxlen=0)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return answer


def faults(client: Client, tries: Iterator[tuple[Any, ...]]) -> list[Any]:
    """What was answered otherwise than it may be, with what was sent."""
    found = []
    for trial in tries:
        answer = asked(client, *trial)
        said = answer.streaming or answer.status_code < 400 or bool(answer.content)
        if answer.status_code not in ANSWERS or not said:
            info = getattr(answer, "exc_info", None)
            found.append((answer.status_code, [str(part)[:200] for part in trial], repr(info[1])[:200] if info else ""))
    return found


def tries_of(the_world: World, row: Row, client: Client, turn: int, met: set[str]) -> Iterator[tuple[Any, ...]]:
    """What is sent; `met` are the places that the forms of this kind had so far."""
    address = the_world.home(row.path, visitor_of(row))
    proper = FORMS[row.route].proper(sides(the_world)[0]) if row.route in FORMS and row.method == "post" else {}
    with names_read() as names:
        asked(client, row.method, address, line_of(proper))
    for fields in fields_of(places(names), proper if proper or row.method == "get" else None, turn, met):
        line = line_of(fields)
        yield ("get", f"{address.partition('?')[0]}?{line}") if row.method == "get" else ("post", address, line)
    met |= names
    if FIRST[kind_of(row)] is row:
        for elsewhere in addresses_of(address, turn):
            yield row.method, elsewhere, line_of(proper)
    if row.method == "post":
        for content_type, body in in_turn(BODIES, turn, 1):
            yield "post", address, body, content_type


def fields_of(names: list[str], proper: dict[str, Any] | None, turn: int, met: set[str]) -> Iterable[Mapping[str, Any]]:
    several = list(forms_of(names, proper, turn, met))
    return several if walks_are_whole() or not several else [dict.fromkeys(names, DIGITS), *in_turn(several, turn, 1)]


@pytest.mark.parametrize("kind", on_the_way(KINDS))
def test_a_route_has_an_answer_to_whatever_is_sent(
    the_world: World, cookies: dict[str, dict[str, str]], nothing_kept_of_pages: None, kind: str
) -> None:
    met: set[str] = set()
    for turn, row in KINDS[kind]:
        client = walker()
        client.cookies.load(cookies[the_world.people[visitor_of(row)].username])
        with transaction.atomic():
            if row.route in FORMS:
                FORMS[row.route].prepare()
            found = faults(client, tries_of(the_world, row, client, turn, met))
            transaction.set_rollback(True)
        assert found == [], row.path


def test_a_cookie_with_a_nul_is_refused() -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"Cookie": 'sessionid="' + "\\000" * 32 + '"'})
    assert answer.status_code == 400


def test_the_sign_in_takes_whatever_is_typed() -> None:
    client = walker()
    for value in (*VALUES, *MORE_VALUES):
        answer = asked(client, "post", "/accounts/login/", line_of({"username": value, "password": value}))
        assert answer.status_code in ANSWERS


def test_a_content_type_that_is_nonsense_is_refused_before_anything_reads_it() -> None:
    """Django takes it apart when it makes the request, where no middleware could answer."""
    environ = RequestFactory().get("/").environ | {"CONTENT_TYPE": "text/plain; charset*=utf-8''%00"}
    assert ReadableRequest(environ).content_params == {"charset": "unknown"}
    assert application.request_class is ReadableRequest


def test_the_tree_before_anything_existed_is_empty(db: None) -> None:
    top = organisation("N01", kind=Kind.COMMITTEE, sector="", opened=date(2000, 1, 1))
    staff = enter_as(Client(), person("newcomer", Role.STAFF, top))
    assert list(staff.get("/organisations/tree/?on=1999-12-31").context["tree"].nodes) == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_audit_log_says_that_a_day_lies_outside_the_calendar(the_world: World, day: str) -> None:
    browser = enter_as(Client(), the_world.people[Role.AUDITOR])
    for name in ("since", "until"):
        assert name in browser.get(f"/audit/?{name}={day}").context["filter"].form.errors
