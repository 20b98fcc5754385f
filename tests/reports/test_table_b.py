from collections import Counter
from datetime import date
from typing import Any

import pytest

from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.reports.snapshot import take
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR, many

THREE = ("advanced", "general", "backward")
JANUARY = date(2012, 1, 1)


def naive(sector: str) -> Counter[str]:
    """Table B of one category, counted organisation by organisation."""
    counts: Counter[str] = Counter()
    for it in Organisation.objects.exclude(kind="committee").filter(sector=sector):
        classes = Grading.objects.filter(organisation=it, year=YEAR).first()
        there = (not it.opened or it.opened <= LAST_DAY) and (not it.closed or it.closed > LAST_DAY)
        at_start = (not it.opened or it.opened <= JANUARY) and (not it.closed or it.closed > JANUARY)
        in_cohort = bool(classes and classes.start_confirmed and classes.start_class in THREE and at_start)
        if not in_cohort and not (there and (it.graded or classes)):
            continue
        counts.update(one(classes, in_cohort, gone=it.closed is not None and it.closed <= LAST_DAY))
    return counts


def one(classes: Grading | None, in_cohort: bool, gone: bool) -> list[str]:
    """The columns in which an organisation counts."""
    if classes is None:
        return ["total", "ungraded"]
    end = classes.end_class if classes.confirmed_on and classes.confirmed_on <= LAST_DAY else ""
    return graded_one(classes, end, gone) if in_cohort else ungraded_one(classes, end)


def ungraded_one(classes: Grading, end: str) -> list[str]:
    if classes.start_class in THREE and not classes.start_confirmed:
        return ["total", "ungraded", "start_pending"]
    found = ["total", "ungraded"]
    if end:
        found.append(f"end_{end}")
    return [*found, "newly_graded"] if end in THREE else found


def graded_one(classes: Grading, end: str, gone: bool) -> list[str]:
    start = classes.start_class
    found = ["total", "graded", f"start_{start}"]
    if gone:
        return [*found, "exits"]
    if rate := {"general": "upgrade", "backward": "conversion"}.get(start):
        found.append(f"{rate}_denominator")
    if (start, end) == ("general", "advanced"):
        found.append("upgrade_numerator")
    if start == "backward" and end in ("general", "advanced") and classes.accepted:
        found.append("conversion_numerator")
    if (start, end) in (("advanced", "general"), ("advanced", "backward"), ("general", "backward")):
        found.append("lowered")
    return [*found, f"end_{end}" if end else "end_pending"]


@pytest.mark.parametrize("seed", range(5))
def test_every_category_and_the_total_equal_a_naive_count_and_add_up(township: Township, seed: int) -> None:
    many(township, 80, seed)
    data = take(township["T01"], year=YEAR, as_of=LAST_DAY)["sections"]["table_b"]
    expected = {sector: naive(sector) for sector in data["sectors"]}
    assert {sector: dropped(counts) for sector, counts in data["sectors"].items()} == expected
    assert dropped(data["total"]) == sum(expected.values(), Counter())
    assert "" in expected
    assert_adds_up([*data["sectors"].values(), data["total"]])
    assert data["total"]["graded"] > 0


def dropped(counts: dict[str, Any]) -> Counter[str]:
    return Counter({name: count for name, count in counts.items() if count})


def assert_adds_up(rows: list[Any]) -> None:
    """For whoever checks the table by itself."""
    for row in rows:
        assert row["total"] == row["graded"] + row["ungraded"]
        assert row["graded"] == sum(row[f"start_{grading}"] for grading in THREE)
        assert row["upgrade_denominator"] <= row["start_general"]
        assert row["conversion_denominator"] <= row["start_backward"]
        ended = sum(row[f"end_{grading}"] for grading in THREE)
        cohort_without_class = row["exits"] + row["end_pending"]
        assert ended + row["end_ungraded"] - row["newly_graded"] <= row["total"] - cohort_without_class
