"""What was filed, added up in the database: tables by hand, and a second implementation on hundreds of years."""

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest

from apps.filings.models import Filing, FilingLine
from apps.filings.states import FilingState
from apps.measures.facts import FactScope
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_move
from apps.organisations.tree import SEGMENT_WIDTH
from apps.plans.models import Indicator, Plan
from apps.plans.natures import Source
from apps.progress.cumulation import Figure, IndicatorFigures, together
from apps.progress.filed import filed, last_month
from tests.factories.township import Township
from tests.progress.cast import END, YEAR
from tests.progress.reference import Line, cumulate

FLOW, STOCK, RATE = "FIL-01", "FIL-03", "FIL-04"
VILLAGES = ["V01", "V02", "V03-1", "V03-2"]


def file(organisation: Organisation, plan: Plan, lines: Mapping[int, Mapping[str, Line]]) -> None:
    """By month and indicator; the lines of one month have one state."""
    known = {it.code: it for it in Indicator.objects.filter(programme__plan=plan)}
    filings = Filing.objects.bulk_create(
        Filing(
            plan=plan,
            organisation=organisation,
            year=YEAR,
            month=month,
            state=state,
            due_on=END,
            first_submitted_on=END,
        )
        for month, its in lines.items()
        for state in {line.state for line in its.values()}
    )
    assert [it.month for it in filings] == list(lines)
    FilingLine.objects.bulk_create(
        FilingLine(filing=filing, indicator=known[code], numerator=it.numerator, denominator=it.denominator)
        for filing in filings
        for code, it in lines[filing.month].items()
    )


def tallies(township: Township, day: date = END) -> dict[str, IndicatorFigures]:
    path = township["T01"].placements.get().path
    its = Indicator.objects.filter(source=Source.FILED)
    plan = Plan.objects.get(year=YEAR)
    scope = FactScope(path, YEAR, day)
    found = filed(its, plan, scope, width=len(path) + SEGMENT_WIDTH, exemptions={})
    return {it.code: found[it.pk] for it in its if it.pk in found}


@pytest.mark.parametrize(
    ("code", "months", "upto", "found"),
    [
        (FLOW, {1: Line(500), 2: Line(700), 3: Line(200), 4: Line(900)}, 3, Figure(1400)),
        (FLOW, {1: Line(500), 3: Line(200)}, 4, Figure(700, missing_months=(2, 4))),
        (FLOW, {1: Line(0), 2: Line(None)}, 2, Figure(0, missing_months=(2,))),
        (FLOW, {1: Line(500), 2: Line(0), 3: Line(200, state="submitted")}, 3, Figure(500, None, 200, (3,))),
        (FLOW, {2: Line(200, state="submitted")}, 2, Figure(None, None, 200, (1, 2))),
        (FLOW, {1: Line(300, state="draft"), 2: Line(200, state="returned")}, 2, Figure(missing_months=(1, 2))),
        (STOCK, {2: Line(200, state="submitted")}, 2, Figure(pending=200)),
        (STOCK, {1: Line(1200), 2: Line(1500), 3: Line(None)}, 5, Figure(1500, month=2)),
        (STOCK, {1: Line(1200), 6: Line(1500)}, 5, Figure(1200, month=1)),
        (STOCK, {2: Line(1200), 3: Line(1500, state="submitted")}, 3, Figure(1200, pending=300, month=2)),
        (STOCK, {2: Line(1200), 1: Line(900, state="submitted")}, 3, Figure(1200, month=2)),
        (RATE, {1: Line(100, 300), 2: Line(200, None), 3: Line(300, 300)}, 3, Figure(400, 600, 0, (2,))),
    ],
)
def test_the_months_of_one_village_add_up(
    township: Township, plan: Plan, code: str, months: dict[int, Line], upto: int, found: Figure
) -> None:
    file(township["V01"], plan, {month: {code: line} for month, line in months.items()})
    day = date(YEAR, upto + 1, 1)
    assert tallies(township, day)[code].whole == found


def test_an_indicator_of_which_nobody_was_asked_is_absent(township: Township, plan: Plan) -> None:
    assert tallies(township) == {}


def test_whoever_stands_elsewhere_by_then_counts_there_and_not_for_the_whole_plan(
    township: Township, plan: Plan
) -> None:
    for village, value in (("V01", 500), ("V02", 700)):
        file(township[village], plan, {1: {FLOW: Line(value)}})
    day = date(YEAR, 2, 1)
    assert tallies(township, day)[FLOW].whole == Figure(1200)
    organisation_move(organisation=township["V02"], parent=None, on=date(YEAR, 2, 1), by=None)
    assert tallies(township, day)[FLOW].whole == Figure(500)


@pytest.mark.parametrize("seed", range(30))
def test_line_by_line_the_figures_are_the_same(township: Township, plan: Plan, seed: int) -> None:
    chance = Random(seed)
    day = date(YEAR, chance.randint(1, 12), chance.choice([1, 15, 28]))
    upto, first = last_month(YEAR, day), {code: chance.choice([1, 1, 4]) for code in (FLOW, STOCK, RATE)}
    for code, month in first.items():
        Indicator.objects.filter(code=code).update(first_month=month)
    expected: dict[str, list[tuple[str, Figure]]] = {}
    for village in VILLAGES:
        organisation = township[village]
        opened = chance.choice([None, None, date(YEAR - 3, 8, 1), date(YEAR, 5, 20)])
        closed = chance.choice([None, None, None, date(YEAR, 9, 1), date(YEAR, 9, 20), date(YEAR + 1, 1, 1)])
        Organisation.objects.filter(pk=organisation.pk).update(opened=opened, closed=closed)
        lines = year_of(chance)
        file(organisation, plan, lines)
        since = opened.month if opened and opened.year == YEAR else 1
        until = min(upto, {None: 12, date(YEAR, 9, 1): 8, date(YEAR, 9, 20): 8}.get(closed, 12))
        for code in first:
            months = {month: its[code] for month, its in lines.items() if code in its}
            if any(month <= upto for month in months):
                nature = "stock" if code == STOCK else "flow"
                begin = max(since, first[code])
                found = cumulate(nature, months, begin, until, is_rate=code == RATE)
                expected.setdefault(code, []).append((village[:3], found))
    tallied = tallies(township, day)
    assert tallied.keys() == expected.keys()
    for code, values in expected.items():
        assert tallied[code].whole == together(value for _part, value in values)
        assert tallied[code].parts == {
            township[part].placements.get().path: together(value for its, value in values if its == part)
            for part, _value in values
        }


def year_of(chance: Random) -> dict[int, dict[str, Line]]:
    """Months in any state, with lines that are filled, blank or half filled, or not there at all."""
    lines: dict[int, dict[str, Line]] = {}
    for month in chance.sample(range(1, 13), chance.randint(0, 12)):
        state = chance.choice([*FilingState, FilingState.APPROVED])
        its = {code: Line(blank(chance), blank(chance), state) for code in (FLOW, STOCK, RATE) if chance.random() < 0.8}
        if its:
            lines[month] = its
    return lines


def blank(chance: Random) -> int | None:
    return chance.choice([None, 0, chance.randint(1, 10**12)])
