"""P4: the three rates and all indicators of a district of 84,000 organisations, on PostgreSQL.

``P4_TOWNSHIPS=12`` tries it on a small one.
"""

import os
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from apps.gradings.classes import RateCode
from apps.gradings.rates import MECHANISM_OF, Rate
from apps.gradings.selectors import rates_of
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.plans.models import Plan
from apps.progress.figures import Standing
from apps.progress.selectors import progress_of
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
    """What `manage.py progress` and `manage.py rates` say of the district at the end of its year."""
    return progress_of(district, YEAR.year, YEAR.last_day), rates_of(district, YEAR.year)


def compare(its: tuple[list[Standing], dict[RateCode, Rate]], least: tuple[dict[str, Any], Sequence[Any]]) -> None:
    """Raises `RuntimeError` with what differs from the floor, by indicator or rate."""
    (standings, rates), (figures, graded) = its, least
    said = {it.indicator.code: (it.figure.numerator, it.figure.denominator) for it in standings}
    outcomes = Counter((start, outcome) for _code, start, outcome in graded)
    codes = {it.indicator.mechanism: it.indicator.code for it in standings}
    wanted = dict(figures)
    for rate, mechanism in MECHANISM_OF.items():
        over, rest = (outcomes[START_OF[rate], outcome] for outcome in ("upgraded", "not"))
        wanted[codes[mechanism]] = (over, over + rest)
    found = {code: (said.get(code), its) for code, its in wanted.items() if said.get(code) != its}
    found |= {code: (its, None) for code, its in said.items() if code not in wanted}
    for code, rate in rates.items():
        its = {"upgraded": rate.upgraded, "not": rate.not_upgraded, "exit": rate.exits}
        for outcome, organisations in its.items():
            least_of = tuple(it[0] for it in graded if it[1:] == (START_OF[code], outcome))
            if organisations != least_of:
                found[f"{code} {outcome}"] = (len(organisations), len(least_of))
    if found:
        raise RuntimeError(f"The portal and the floor say otherwise (portal, floor): {found}")


START_OF = {
    RateCode.ADVANCED_UPGRADE: "advanced",
    RateCode.GENERAL_UPGRADE: "general",
    RateCode.BACKWARD_CONVERSION: "backward",
}


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
