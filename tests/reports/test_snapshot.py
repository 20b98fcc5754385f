import hashlib
import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from apps.gradings.models import Grading
from apps.gradings.selectors import rates_as_json
from apps.organisations.services import organisation_update
from apps.registers.registry import REGISTERS
from apps.reports.sections import SECTIONS
from apps.reports.snapshot import canonical, digest, take
from tests.factories.township import Township, organisation
from tests.reports.facts import LAST_DAY, YEAR, graded, many

TEXT = st.text(st.characters(codec="utf-8"), max_size=10)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda parts: st.lists(parts, max_size=5) | st.dictionaries(TEXT, parts, max_size=5),
    max_leaves=10,
)


def test_a_snapshot_has_one_way_of_being_written() -> None:
    assert canonical({"b": [1, None, True], "a": "村"}) == '{"a":"村","b":[1,null,true]}'.encode()


@given(st.dictionaries(TEXT, JSON, max_size=5))
def test_what_is_written_reads_back_the_same_and_writes_the_same_again(value: dict[str, Any]) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("value", [{"a": 0.5}, {"a": [1, [2.0]]}, {"a": {"b": {"c": float("nan")}}}])
def test_a_float_anywhere_in_a_snapshot_is_an_error(value: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_the_digest_is_the_sha_256_of_the_written_snapshot(taken: dict[str, Any]) -> None:
    assert digest(taken) == hashlib.sha256(canonical(taken)).hexdigest()


def test_the_same_facts_give_the_same_bytes(graded_township: Township, taken: dict[str, Any]) -> None:
    again = take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)
    assert canonical(again) == canonical(taken)


def test_another_fact_another_day_or_another_scope_gives_other_bytes(
    graded_township: Township, taken: dict[str, Any]
) -> None:
    seen = {digest(taken)}
    for code, as_of in (("T01", date(2012, 12, 30)), ("V03", LAST_DAY)):
        seen.add(digest(take(graded_township[code], year=YEAR, as_of=as_of)))
    organisation_update(organisation=graded_township["V01"], name="另一个名称", by=None)
    seen.add(digest(take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)))
    assert len(seen) == 4


def test_a_snapshot_names_its_scope_and_every_section(taken: dict[str, Any]) -> None:
    assert {key: taken[key] for key in ("schema", "organisation", "year", "as_of")} == {
        "schema": 1,
        "organisation": {"code": "T01", "name": "清溪镇党委"},
        "year": 2012,
        "as_of": "2012-12-31",
    }
    assert list(taken["sections"]) == [section.name for section in SECTIONS]


def test_its_rates_are_those_of_the_command(graded_township: Township, taken: dict[str, Any]) -> None:
    printed = rates_as_json(graded_township["T01"], YEAR, LAST_DAY)["rates"]
    names = taken["sections"]["names"]["rates"]
    for code, rate in printed.items():
        figures = taken["sections"]["rates"][code]
        assert {**figures, "exits": rate["exits"]} == {
            name: value for name, value in rate.items() if name not in ("upgraded", "not_upgraded")
        }
        assert [row[0] for row in names[code] if row[-1] == "upgraded"] == rate["upgraded"]
        assert [row[0] for row in names[code] if row[-1] != "upgraded"] == rate["not_upgraded"]
    assert sorted(row[0] for row in taken["sections"]["exits"]["exits"]) == sorted(
        code for rate in printed.values() for code in rate["exits"]
    )


def test_a_class_that_is_not_confirmed_is_nowhere_in_it(township: Township) -> None:
    graded(township["V01"], "general", "advanced", confirmed_on=None, document_number="草稿")
    graded(township["V02"], "backward", "general", start_confirmed=False, accepted=True)
    graded(township["V03"], "general", "advanced", confirmed_on=date(2013, 1, 1))
    sections = take(township["T01"], year=YEAR, as_of=LAST_DAY)["sections"]
    by_code = {
        row[0]: dict(zip(sections["classes"]["fields"], row, strict=True)) for row in sections["classes"]["members"]
    }
    assert [(by_code[code]["end_class"], by_code[code]["remark"]) for code in ("V01", "V02", "V03")] == [
        ("", "end_pending"),
        ("", "start_pending"),
        ("", "end_pending"),
    ]
    assert by_code["V02"]["start_class"] == "ungraded"
    assert "草稿" not in canonical(sections).decode()
    assert sections["table_b"]["total"]["end_advanced"] == 0
    assert [row[4] for row in sections["names"]["rates"]["general_upgrade"]] == ["", ""]


def test_facts_of_the_neighbours_stay_out(graded_township: Township) -> None:
    sections = take(graded_township["V03"], year=YEAR, as_of=LAST_DAY)["sections"]
    assert [row[0] for row in sections["classes"]["members"]] == ["V03", "V03-1", "V03-2"]


def test_the_number_of_queries_does_not_grow_with_the_organisations(township: Township) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        take(township["T01"], year=YEAR, as_of=LAST_DAY)
    many(township, 50)
    with CaptureQueriesContext(connection) as more:
        take(township["T01"], year=YEAR, as_of=LAST_DAY)
    # Each register that is reported costs one, whatever its size.
    assert len(few) == len(more) <= 28 + sum(it.reported for it in REGISTERS.values())


def test_a_section_tells_how_far_it_is(township: Township) -> None:
    steps: list[int] = []
    take(township["T01"], year=YEAR, as_of=LAST_DAY, after_section=steps.append)
    assert steps == list(range(1, len(SECTIONS) + 1))


def test_what_cannot_be_reported_is_refused_with_a_sentence(township: Township) -> None:
    new = organisation("V09", township["T01"], opened=date(2013, 1, 1))
    gone = organisation("V08", township["T01"], closed=date(2012, 1, 1))
    for target, as_of, field in (
        (township["T01"], date(2011, 12, 31), "as_of"),
        (new, LAST_DAY, "organisation"),
        (gone, LAST_DAY, "organisation"),
    ):
        with pytest.raises(ValidationError) as refusal:
            take(target, year=YEAR, as_of=as_of)
        assert list(refusal.value.message_dict) == [field]


def test_codes_stand_in_one_order_whatever_the_database_thinks(township: Township) -> None:
    for code in ("a1", "B1", "b-1", "V03-10", "V03_1"):
        graded(organisation(code, township["T01"]), "general")
    members = take(township["T01"], year=YEAR, as_of=LAST_DAY)["sections"]["classes"]["members"]
    codes = [row[0] for row in members]
    assert codes == sorted(codes)
    assert Grading.objects.count() == 5
