"""What of the suite runs on PostgreSQL too: whatever may have another answer there.

What asks for no database has run on SQLite, and would do the same again.  So would what is about pages, documents and
words: they say what queries found that others ask there, and every page is visited by the walks.  These are whole on
PostgreSQL only (`walks_are_whole`).
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import pytest
from django.db import connection

Stop = TypeVar("Stop")
#: Fixtures of a test that asks for the database, by itself or through another.
DATABASE = {"db", "transactional_db", "django_db_setup"}
#: Files about what pages and documents say, and who may see them.
ABOUT_PAGES = re.compile(
    r"test_((\w+_)?pages|help|conformance|leading_visibility|files|attachments"
    r"|bulletin|document|internal_sheet|production|table_b|texts|workbook)\.py"
)
#: Folders of which one file is enough: it loads the demonstration, and copies it with the database's own statements.
ONE_FILE = {"demo": "test_generate_scale.py"}
OVER_EVERY_REGISTER = {
    "test_every_api.py",
    "test_every_register.py",
    "test_every_workbook.py",
    "test_names_beside_codes.py",
    "test_tampered_workbooks.py",
}
#: Of the registers: a fact, a case, a link between two, one at a time, and what lasts with an amount.
ONE_OF_EACH_SHAPE = {"documents", "honours", "leading", "posts", "venues"}
#: Walks over the routes of which one of each app and method is enough.
WALKS = {
    "test_a_form_without_the_mark_of_its_page_is_refused",
    "test_naming_what_is_the_neighbours_changes_nothing_of_it",
}


def walks_are_whole() -> bool:
    """Whether walks over every route try everything: on the engine on which portals are in service they do."""
    return connection.vendor == "postgresql"


def on_the_way(stops: Iterable[Stop]) -> list[Stop]:
    """Where a walk stops: everywhere, or where walks are not whole at every third place."""
    return [*stops] if walks_are_whole() else [*stops][::3]


class OnPostgreSQL:
    """Chooses item by item; of the walks it remembers where they have been."""

    def __init__(self) -> None:
        self._walked: set[tuple[str, ...]] = set()

    def wants(self, item: pytest.Item) -> bool:
        if item.get_closest_marker("services"):
            return True
        asks = DATABASE & set(_fixtures(item))
        return bool(asks) and _is_of_the_database(item) and _is_of_each_shape(item) and self._is_first_walk(item)

    def _is_first_walk(self, item: pytest.Item) -> bool:
        """Whether it is no such walk, or its first one over a route of this app that is read, or written."""
        if not isinstance(item, pytest.Function) or item.originalname not in WALKS:
            return True
        row: Any = item.callspec.params["row"]
        way = (item.originalname, row.route.partition(":")[0], row.method)
        first = way not in self._walked
        self._walked.add(way)
        return first


def _is_of_the_database(item: pytest.Item) -> bool:
    one_file = ONE_FILE.get(item.path.parent.name, item.path.name)
    return item.path.name == one_file and not ABOUT_PAGES.fullmatch(item.path.name)


def _is_of_each_shape(item: pytest.Item) -> bool:
    if item.path.name not in OVER_EVERY_REGISTER or not isinstance(item, pytest.Function):
        return True
    asked = getattr(item, "callspec", None) and item.callspec.params
    register = asked and asked.get("register")
    name = asked and (asked.get("name") or getattr(register, "name", register))
    return not name or name in ONE_OF_EACH_SHAPE


def _fixtures(item: pytest.Item) -> list[str]:
    marked = ["db"] if item.get_closest_marker("django_db") else []
    return [*getattr(item, "fixturenames", []), *marked]
