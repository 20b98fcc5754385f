"""On the embedded database: among a hundred townships the figures of one cost no more, as nobody reads whole tables."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from apps.measures.facts import FactScope
from apps.measures.register_sums import Asked
from apps.measures.registers import register_tallies
from apps.measures.registry import MEASURES, measured
from apps.measures.stated import measured_by_registers
from tests.factories.township import Township
from tests.measures.test_registers import path_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own statistics of its own tables"),
]


@pytest.fixture
def among_many(township: Township) -> Iterator[FactScope]:
    """The planner believes in tables of 200,000 rows, each organisation with forty of them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        own = "SELECT tbl_name, name, '200000 40 4' FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        cursor.execute(f"INSERT INTO sqlite_stat1 {own}")
        cursor.execute("ANALYZE sqlite_schema")
        yield FactScope(path_of(township["T01"]), 2012, date(2012, 12, 31))
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


def test_the_planner_of_the_test_believes_in_large_tables(among_many: FactScope) -> None:
    whole = "SELECT m.id FROM members_membership m WHERE m.withdrawn_at IS NULL"
    assert _plan(whole, ()) == ["SCAN m"]
    by_day = "SELECT h.id FROM activities_host h JOIN activities_activity a ON a.id = h.activity_id WHERE a.date = %s"
    assert "activities_activity_date" in _plan(by_day, ("2012-03-01",))[0]


def test_nothing_is_read_but_what_the_places_lead_to(among_many: FactScope) -> None:
    asked = [Asked(mechanism, ("village", "party_organisation")) for mechanism in measured_by_registers()]
    with connection.execute_wrapper(keep := Kept()):
        register_tallies(asked, among_many, width=None)
        measured(MEASURES, among_many, width=None)
    lines = {line for sql, params in keep.asked for line in _plan(sql, params)}
    tables = {table for table in connection.introspection.table_names() if table not in SMALL}
    assert any("SEARCH members_membership USING INDEX" in line for line in lines)
    assert not {line for line in lines if line.startswith(("SCAN ", "BLOOM FILTER ON ")) and line.split()[-1] in tables}
    assert {line for line in lines if line.startswith("BLOOM")} == set()
    assert not {line for line in lines if "activities_activity USING INDEX" in line}


#: Rules of townships: read as a whole wherever they are asked for.
SMALL = {"frequencies_frequencyrule"}


class Kept:
    """The statements as they are asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked.append((sql, params))
        return execute(sql, params, many, context)


def _plan(sql: str, params: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [str(row[3]) for row in cursor.fetchall()]
