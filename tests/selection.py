"""What of the suite runs on which engine: both suites together try everything.

On PostgreSQL runs whatever may have another answer there.  What asks for no database has run on SQLite, and would do
the same again.  So would what is about pages, documents and words: they say what queries found that others ask there,
and every page is visited by the walks.  These are whole on PostgreSQL only (`walks_are_whole`).  What is the same for
one register, figure or form after the other is shared out: each is tried on one engine, one of each shape on both.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar

import pytest
from django.db import connection

Stop = TypeVar("Stop")
#: Fixtures of a test that asks for the database, by itself or through another.
DATABASE = {"db", "transactional_db", "django_db_setup"}
#: Marks of tests that no other suite carries out.
OF_ONE_SUITE = ("services", "browser", "bench")
#: Files about what pages and documents say, and who may see them.
ABOUT_PAGES = re.compile(
    r"test_((\w+_)?pages|leading_visibility|files|attachments|bulletin|document|internal_sheet|production|table_b|texts"
    r"|workbook)\.py"
)
#: Folders of which one file is enough: it loads the demonstration, and copies it with the database's own statements.
ONE_FILE = {"demo": "test_generate_scale.py"}
#: Files whose cases are shared out between the engines.
SHARED_OUT = {
    "access/test_help.py",
    "access/test_replayed_forms.py",
    "access/test_stale_forms.py",
    "access/test_tampered_forms.py",
    "access/test_tampered_workbooks.py",
    "api/test_conformance.py",
    "exchange/test_names_beside_codes.py",
    "filings/test_moves.py",
    "measures/test_every_register_measure.py",
    "organisations/test_random_moves.py",
    "registers/test_every_api.py",
    "registers/test_every_register.py",
    "registers/test_every_workbook.py",
    "reorganisations/test_random_histories.py",
}
#: Of the registers: a fact, a case, a link between two, one at a time, and what lasts with an amount.
ONE_OF_EACH_SHAPE = {"documents", "honours", "leading", "posts", "venues"}


def walks_are_whole() -> bool:
    """Whether walks over every route try everything: on the engine on which portals are in service they do."""
    return connection.vendor == "postgresql"


def on_the_way(stops: Iterable[Stop]) -> list[Stop]:
    """Where a walk stops: everywhere, or where walks are not whole at every third place."""
    return [*stops] if walks_are_whole() else [*stops][::3]


def runs_here(item: pytest.Item) -> bool:
    """Whether a test is for the engine on which the suite runs."""
    if any(map(item.get_closest_marker, OF_ONE_SUITE)):
        return True
    asks = not DATABASE.isdisjoint(_fixtures(item))
    if walks_are_whole():
        return asks and _is_of_the_database(item) and _is_its_turn(item)
    return not asks or _is_its_turn(item)


def _is_of_the_database(item: pytest.Item) -> bool:
    one_file = ONE_FILE.get(item.path.parent.name, item.path.name)
    return item.path.name == one_file and not ABOUT_PAGES.fullmatch(item.path.name)


def _is_its_turn(item: pytest.Item) -> bool:
    """Of what is shared out half of the cases, by their names, so that a new one moves no other."""
    case = getattr(item, "callspec", None)
    file = f"{item.path.parent.name}/{item.path.name}"
    if file not in SHARED_OUT or not case or not ONE_OF_EACH_SHAPE.isdisjoint(re.split(r"\W", case.id)):
        return True
    is_for_postgresql = sha256(case.id.encode()).digest()[0] % 2 == 1
    return is_for_postgresql == walks_are_whole()


def _fixtures(item: pytest.Item) -> list[str]:
    marked = ["db"] if item.get_closest_marker("django_db") else []
    return [*getattr(item, "fixturenames", []), *marked]
