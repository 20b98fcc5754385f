"""docs/mechanisms.md: complete, its links alive, and no register decides a figure without saying so there."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.urls import resolve

from apps.measures.registry import MEASURES
from apps.measures.stated import measured_by_registers

ROW = re.compile(r"^\| (M\d{3}) \|.*\| (\S[^|]*) \| (works|partly|not yet) \| [^|]*\|$", re.MULTILINE)
TEXT = Path(settings.BASE_DIR, "docs/mechanisms.md").read_text()
ROWS = ROW.findall(TEXT)


def test_every_mechanism_has_one_row() -> None:
    assert [mechanism for mechanism, _carrier, _state in ROWS] == [f"M{number:03}" for number in range(1, 170)]


def test_every_link_leads_to_a_page() -> None:
    for path in set(re.findall(r"\]\((/[^)]*)\)", TEXT)):
        assert resolve(path)


def test_what_carries_nothing_is_not_yet_there_and_nothing_else_is() -> None:
    assert all((carrier.strip() == "–") == (state == "not yet") for _mechanism, carrier, state in ROWS)


def test_the_counts_are_those_of_the_rows() -> None:
    said = {
        state: int(number) for state, number in re.findall(r"^- (works|partly|not yet): (\d+)$", TEXT, re.MULTILINE)
    }
    assert Counter(said) == Counter(state for _mechanism, _carrier, state in ROWS)


def test_whatever_has_a_measure_is_carried_by_something() -> None:
    states = {mechanism: state for mechanism, _carrier, state in ROWS}
    measured = MEASURES.keys() | measured_by_registers().keys()
    stated = {it for it in measured if ":" not in it}  # what a plan chose has no mechanism
    assert {mechanism for mechanism in stated if states[mechanism] == "not yet"} == set()
