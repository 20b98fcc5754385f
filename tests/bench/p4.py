"""P4: the three rates and all indicators of a district of 84,000 organisations, on PostgreSQL.

``P4_TOWNSHIPS=12`` tries it on a small one.
"""

import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from apps.gradings.classes import RateCode
from apps.gradings.rates import COHORT_OF, MECHANISM_OF, Rate, rates
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.plans.models import Plan
from apps.progress.figures import Standing
from apps.progress.selectors import progress_at
from tests.bench.measure import Measure, peak_memory
from tests.bench.p4_district import YEAR, write_district
from tests.bench.p4_floor import floor

TOWNSHIPS = int(os.environ.get("P4_TOWNSHIPS", "384"))
#: The memory for so many times fewer townships is compared.
FEWER = 8
RUNS = 5


def measures() -> Iterator[Measure]:
    """Needs an empty PostgreSQL; leaves it filled."""
    write_district(max(1, TOWNSHIPS // FEWER))
    small = peak_memory("tests.bench.p4_look")
    district = write_district(TOWNSHIPS)
    asked = _asked(district)
    compare(ours(district), floor(asked))
    figure, least = _in_turns([lambda: ours(district), lambda: floor(asked)])
    organisations = Organisation.objects.count()
    what = f"three rates and all indicators of {organisations} organisations"
    yield Measure("P4", f"{what}, s", figure, least, figure / least, "≤ 1.5 × floor", figure <= 1.5 * least)
    large, mega = peak_memory("tests.bench.p4_look"), 1024**2
    what = f"{what}, greatest memory, MB, against that of {max(1, TOWNSHIPS // FEWER)} townships"
    yield Measure("P4", what, large / mega, small / mega, large / small, "≤ 1.2 ×", large <= 1.2 * small)


def ours(district: Organisation) -> tuple[list[Standing], dict[RateCode, Rate]]:
    """The indicators and the rates at the end of the year, the classes read once for both, as the leaders' page does.

    Raises `RuntimeError` without a plan.
    """
    day = YEAR.last_day
    scope = progress_at(path_on(district, day), YEAR.year, day)
    if scope is None:
        raise RuntimeError("The district has no plan.")
    graded, aims = (it for _path, it in scope.facts.graded), scope.aims
    found = rates(graded, year=YEAR.year, as_of=day, targets=aims.targets, minimum_level=aims.minimum_level)
    return scope.standings, found


def compare(its: tuple[list[Standing], dict[RateCode, Rate]], least: tuple[dict[str, Any], Sequence[Any]]) -> None:
    """Raises `RuntimeError` with what differs from the floor, by indicator or rate."""
    (standings, by_rate), (figures, graded) = its, least
    said: dict[str, Any] = {it.indicator.code: (it.figure.numerator, it.figure.denominator) for it in standings}
    codes = {it.indicator.mechanism: it.indicator.code for it in standings}
    wanted = dict(figures)
    for code, rate in by_rate.items():
        of_cohort = {outcome: [it[0] for it in graded if it[1:] == (COHORT_OF[code], outcome)] for outcome in OUTCOMES}
        upgraded, rest = (len(of_cohort[outcome]) for outcome in ("upgraded", "not"))
        wanted[codes[MECHANISM_OF[code]]] = (upgraded, upgraded + rest)
        for outcome, organisations in zip(OUTCOMES, (rate.upgraded, rate.not_upgraded, rate.exits), strict=True):
            said[f"{code} {outcome}"], wanted[f"{code} {outcome}"] = list(organisations), of_cohort[outcome]
    if found := sorted(name for name in said.keys() | wanted.keys() if said.get(name) != wanted.get(name)):
        raise RuntimeError(f"The portal and the floor say otherwise: {found}")


#: What became of an organisation of a cohort, as the floor says it, in the order of a `Rate`.
OUTCOMES = ("upgraded", "not", "exit")


def _asked(district: Organisation) -> dict[str, Any]:
    plan = Plan.objects.get(organisation=district, year=YEAR.year)
    below = f"{path_on(district, YEAR.last_day)}%"
    days = {"day": YEAR.last_day, "first": YEAR.first_day}
    return {**days, "below": below, "plan": plan.pk, "level": plan.minimum_level}


def _in_turns(acts: Sequence[Callable[[], object]]) -> list[float]:
    """The median seconds of each, the database's included: a noisy moment hits all of them alike."""
    taken: list[list[float]] = [[] for _act in acts]
    for _run in range(RUNS):
        for act, seconds in zip(acts, taken, strict=True):
            began = monotonic()
            act()
            seconds.append(monotonic() - began)
    return [statistics.median(seconds) for seconds in taken]
