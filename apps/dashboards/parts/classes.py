"""The classes from the start of the year to its end, and which organisations fell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.core.calendar import ReportingYear
from apps.dashboards.asked import Asked
from apps.dashboards.charts import movement_chart
from apps.dashboards.hands import Hands, hands_of
from apps.gradings.classes import GradingClass, RateOutcome, RecognitionLevel
from apps.gradings.movement import Movement, movement
from apps.gradings.rates import RATE_OF, GradedOrganisation, in_cohort, standing
from apps.gradings.selectors.rates import graded_of

#: So many are named.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fall:
    """An organisation whose confirmed class is lower than the one at the start of the year."""

    hands: Hands
    start: GradingClass
    end: GradingClass


@dataclass(frozen=True, slots=True)
class ClassFlow:
    """The table and the chart of the same figures, and those that fell; `more` of them are not shown."""

    movement: Movement
    chart: dict[str, Any]
    fell: Sequence[Fall]
    more: int


def class_flow_of(asked: Asked) -> ClassFlow:
    """Two queries."""
    graded = list(graded_of(asked.scope, asked.year))
    flow = movement(graded, year=asked.year, as_of=asked.as_of)
    fallen = {it.code: it for it in graded if fell(it, asked.year, asked.as_of)}
    shown = sorted(fallen)[:SHOWN]
    known = hands_of(shown, asked.year, asked.as_of, told=asked.knows_hands)
    falls = [_fall(known[code], fallen[code]) for code in shown]
    return ClassFlow(flow, movement_chart(flow), falls, len(fallen) - len(shown))


def fell(it: GradedOrganisation, year: int, as_of: date) -> bool:
    """Whether its confirmed class is lower than the one with which it began the year."""
    ranked = it.start_class in RATE_OF and in_cohort(it, ReportingYear(year).first_day)
    return ranked and standing(it, as_of, RecognitionLevel.NONE) is RateOutcome.FELL


def _fall(hands: Hands, it: GradedOrganisation) -> Fall:
    return Fall(hands, GradingClass(it.start_class), GradingClass(it.end_class))
