"""One indicator at each month's end, of this year and of the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from apps.dashboards.asked import Asked
from apps.dashboards.charts import line_chart
from apps.dashboards.months import Place, month_ends, place_on
from apps.plans.selectors import Frame, frame_of
from apps.progress.figures import Standing
from apps.progress.scope import ProgressScope


@dataclass(frozen=True, slots=True)
class Course:
    """`months`: the number, this year's standing and the one of the year before; None where nothing was asked.

    `latest` is None where the plan has no such indicator.
    """

    year: int
    latest: Standing | None
    months: Sequence[tuple[int, Standing | None, Standing | None]]
    chart: Mapping[str, Any]

    @property
    def year_before(self) -> int:
        return self.year - 1


def course_of(asked: Asked) -> Course:
    """Every point as `manage.py progress` says it of that day.

    Two queries for each month, and seven; where somebody is exempted, or stood elsewhere in the tree, six a month.
    """
    places = list(asked.organisation.placements.values_list("path", "start", "end"))
    now, before = (_standings(asked, places, year) for year in (asked.year, asked.year - 1))
    latest = next((it for it in reversed(now) if it), None)
    chart = line_chart(_values(now), _values(before), asked.year, _target(latest), _unit(latest))
    return Course(asked.year, latest, list(zip(range(1, 13), now, before, strict=True)), chart)


def _standings(asked: Asked, places: Sequence[Place], year: int) -> list[Standing | None]:
    frames: dict[str, Frame | None] = {}
    found: list[Standing | None] = []
    for day in month_ends(year, asked.as_of):
        path = place_on(places, day) if day else None
        if day is None or path is None:
            found.append(None)
            continue
        known = frames.get(path)
        if path not in frames or (known and known.exemptions):
            known = frames[path] = frame_of(path, year, day, asked.indicator, with_parts=False)
        found.append(_standing(known, day))
    return found


def _standing(frame: Frame | None, day: date) -> Standing | None:
    """Without exemptions nothing that a plan asks depends on the day."""
    return ProgressScope(replace(frame, on=day)).standings[0] if frame else None


def _values(standings: Sequence[Standing | None]) -> list[str | None]:
    return [it.value_text if it else None for it in standings]


def _target(standing: Standing | None) -> str | None:
    return standing.target_text if standing else None


def _unit(standing: Standing | None) -> str:
    return "%" if standing and standing.indicator.is_rate else ""
