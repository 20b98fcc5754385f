"""What was asked and reached the year before, beside the targets that are being split."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from apps.organisations.selectors import path_on
from apps.plans.grid import TargetGrid
from apps.plans.models import Plan
from apps.progress.figures import Standing, comparable
from apps.progress.scope import progress_at
from apps.progress.selectors.json import default_day


class Before(NamedTuple):
    """Beside the cell of this name: the target of the year before and what was reached; None where there was none."""

    cell: str
    target: str | None
    reached: str | None


@dataclass(frozen=True, slots=True)
class LastYear:
    """The year before as of its last day, or of today while it goes on."""

    year: int
    as_of: date
    cells: list[Before]


def last_year_of(plan: Plan, grid: TargetGrid) -> LastYear:
    """For the cells of a grid, by the codes of indicators and organisations.

    The queries of `progress_at` with its parts, and two.
    """
    year = plan.year - 1
    as_of = default_day(year)
    known = _standings(plan, year, as_of)
    pairs = ((cell, known.get((cell.organisation.code, cell.indicator.code))) for cell in grid.cells)
    found = [_before(cell.name, its) for cell, its in pairs if its and comparable(cell.indicator, its.indicator)]
    return LastYear(year, as_of, [it for it in found if it.target or it.reached])


def _before(cell: str, its: Standing) -> Before:
    return Before(cell, its.target_text, its.value_text)


def _standings(plan: Plan, year: int, as_of: date) -> Mapping[tuple[str, str], Standing]:
    """By organisation and indicator: nothing where the committee had no plan of its own."""
    if not Plan.objects.filter(organisation=plan.organisation_id, year=year).exists():
        return {}
    scope = progress_at(path_on(plan.organisation, as_of), year, as_of, with_parts=True)
    if scope is None:
        return {}
    found = {(plan.organisation.code, it.indicator.code): it for it in scope.standings}
    return found | {(part.code, code): it for part in scope.parts for code, it in part.standings.items()}
