"""What the page of a plan shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from apps.organisations.models import Organisation
from apps.plans.models import Plan, Programme
from apps.plans.selectors import plan_over, plan_to_take_over
from apps.progress.figures import Standing
from apps.progress.scope import progress_at
from apps.progress.states import Pace


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many indicators stand so."""

    state: Pace
    number: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan by programme, and how many of its indicators stand how; `plan` is None where there is none.

    `is_empty`: it has no indicators yet; `source` is then the plan of an earlier year that may be taken over.
    """

    plan: Plan | None
    programmes: list[tuple[Programme, list[Standing]]]
    states: list[StateCount]
    is_empty: bool = False
    source: Plan | None = None


def plan_page(organisation: Organisation, path: str | None, year: int, as_of: date) -> PlanPage:
    """The indicators that mean anybody below `organisation`, which stands at `path`, or of which there are facts.

    As many queries as `progress_at`; at most three where there are none.
    """
    scope = progress_at(path, year, as_of)
    if scope is None:
        plan = plan_over(organisation, year, as_of)
        return PlanPage(plan, [], [], is_empty=True, source=plan_to_take_over(organisation, year))
    shown = [it for it in scope.standings if it.applies or it.figure.has_facts or it.exemption]
    by_programme = groupby(shown, key=lambda standing: standing.indicator.programme)
    programmes = [(programme, list(standings)) for programme, standings in by_programme]
    return PlanPage(scope.frame.plan, programmes, _states(shown))


def _states(standings: Iterable[Standing]) -> list[StateCount]:
    counted = Counter(standing.state for standing in standings if standing.exemption is None)
    return [StateCount(state, counted[state]) for state in Pace if counted[state]]
