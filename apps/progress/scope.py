"""Actual against target: the indicators of a plan in a part of the tree on a day, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from apps.core.calendar import valid_on
from apps.gradings.selectors.rates import Aims, aims_from, aims_of
from apps.measures.facts import FactScope
from apps.measures.register_sums import Asked
from apps.measures.registers import register_tallies
from apps.measures.registry import measured
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.organisations.tree import SEGMENT_WIDTH, ids_on, is_below
from apps.plans.applies import Meant
from apps.plans.models import Indicator
from apps.plans.natures import Source
from apps.plans.selectors import Frame, frame_of, rate_targets_in
from apps.progress.cumulation import NO_FIGURE, IndicatorFigures
from apps.progress.figures import Standing, figure_of_filings, figure_of_measure, standing_against
from apps.progress.filed import filed


@dataclass(frozen=True, slots=True)
class Part:
    """An organisation directly below the one that a page is about; `standings` by indicator code.

    An indicator that applies to nobody in the part, and of which it has no facts, is absent.
    """

    code: str
    name: str
    kind: str
    sector: str
    standings: Mapping[str, Standing]


@dataclass(frozen=True)
class ProgressScope:
    """The organisations at and below the place of a plan's `frame` on its day: what is known of them is read once.

    `with_parts`: the organisations directly below are known too.
    """

    frame: Frame
    with_parts: bool = False

    @cached_property
    def facts(self) -> FactScope:
        """Where the facts are counted."""
        plan = self.frame.plan
        frame = self.frame
        return FactScope(
            frame.path,
            plan.year,
            frame.on,
            plan.minimum_level,
            has_passed_on=frame.has_passed_on,
            has_proposals=frame.has_proposals,
        )

    @cached_property
    def aims(self) -> Aims:
        """What is asked of the three rates.  Two queries below the plan's committee, where a nearer plan may be."""
        asked = rate_targets_in(self.frame)
        return aims_from(asked) if asked else aims_of(self.frame.path, self.frame.plan.year)

    @cached_property
    def standings(self) -> list[Standing]:
        """Every indicator in the plan's order; whether one means anybody is asked only below the plan's committee."""
        names = frozenset(name for it in self._meant for name in it.names)
        path = self.frame.path
        return [
            self._standing(it, path, self._is_whole_plan or self._applies(it, path, names), None)
            for it in self.frame.indicators
        ]

    @cached_property
    def parts(self) -> list[Part]:
        """The parts that exist on the day, or that have facts, villages first.  One query."""
        names, on = self._names_by_part(), self.frame.on
        below = Organisation.objects.filter(
            valid_on(on, "placements__"), placements__parent=ids_on(self.frame.path)[-1]
        ).values_list("placements__path", "code", "name", "kind", "sector", "closed")
        parts = [
            Part(code, name, kind, sector, self._standings_of(path, names.get(path, frozenset())))
            for path, code, name, kind, sector, closed in below
            if closed is None or closed > on or any(path in it.parts for it in self._figures.values())
        ]
        return sorted(parts, key=lambda part: official_order(part.sector, part.code))

    def of(self, code: str) -> Standing | None:
        return next((standing for standing in self.standings if standing.indicator.code == code), None)

    @cached_property
    def _is_whole_plan(self) -> bool:
        return self.frame.plan.organisation_id == ids_on(self.frame.path)[-1]

    @cached_property
    def _meant(self) -> list[Meant]:
        """Whom the indicators mean; nobody asks at the plan's committee without its parts.  One query."""
        if self._is_whole_plan and not self.with_parts:
            return []
        names = {name for indicator in self.frame.indicators for name in indicator.applies_to}
        return [it for it in self.facts.placed.meant(names) if it.names]

    @cached_property
    def _figures(self) -> dict[int, IndicatorFigures]:
        """The figures by indicator; one of which nobody was asked and nothing is recorded is absent."""
        width = len(self.frame.path) + SEGMENT_WIDTH if self.with_parts else None
        return self._measured(width) | self._filed(width)

    def _measured(self, width: int | None) -> dict[int, IndicatorFigures]:
        """Registers are read once for all; the themes once for all of which the same organisations are exempted."""
        asked = {it: self._asked(it) for it in self.frame.indicators if it.source == Source.MEASURE}
        by_places: dict[tuple[str, ...], set[str]] = {}
        for its in asked.values():
            by_places.setdefault(its.without, set()).add(its.mechanism)
        registered = register_tallies(asked.values(), self.facts, width=width)
        by_theme = {it: measured(mechanisms, self.facts.less(it), width=width) for it, mechanisms in by_places.items()}
        found: dict[int, IndicatorFigures] = {}
        for indicator, its in asked.items():
            if tallies := registered.get(its) or by_theme[its.without].get(its.mechanism):
                parts = {path: figure_of_measure(indicator, tally) for path, tally in tallies.parts.items()}
                found[indicator.pk] = IndicatorFigures(figure_of_measure(indicator, tallies.whole), parts)
        return found

    def _asked(self, indicator: Indicator) -> Asked:
        return Asked(indicator.mechanism, tuple(sorted(indicator.applies_to)), self.frame.exempt_places(indicator))

    def _filed(self, width: int | None) -> dict[int, IndicatorFigures]:
        indicators = {it.pk: it for it in self.frame.indicators if it.source == Source.FILED}
        exemptions, plan = self.frame.exemptions, self.frame.plan
        figures = filed(indicators.values(), plan, self.facts, width=width, exemptions=exemptions)
        found: dict[int, IndicatorFigures] = {}
        for pk, its in figures.items():
            parts = {path: figure_of_filings(indicators[pk], figure) for path, figure in its.parts.items()}
            found[pk] = IndicatorFigures(figure_of_filings(indicators[pk], its.whole), parts)
        return found

    def _standings_of(self, path: str, names: frozenset[str]) -> dict[str, Standing]:
        standings = (self._standing(it, path, self._applies(it, path, names), path) for it in self.frame.indicators)
        return {
            it.indicator.code: it
            for it in standings
            if it.applies or it.figure.has_facts or it.figure.pending or it.exemption
        }

    def _applies(self, indicator: Indicator, path: str, names: frozenset[str]) -> bool:
        """Whether the indicator means anybody at or below `path`, where `names` mean somebody, who is not exempted."""
        if names.isdisjoint(indicator.applies_to):
            return False
        exempt = self.frame.exempt_places(indicator)
        return not exempt or any(
            not it.names.isdisjoint(indicator.applies_to) and not is_below(it.path, exempt)
            for it in self._meant
            if is_below(it.path, [path])
        )

    def _standing(self, indicator: Indicator, path: str, applies: bool, part: str | None) -> Standing:
        """An own target always counts; one from above only where the indicator applies to somebody.

        Of whoever is exempted nothing is asked, and nothing counts.
        """
        frame = self.frame
        if (exemption := frame.exemption_at(indicator, path)) is not None:
            return Standing(indicator, NO_FIGURE, indicator.due, applies=False, exemption=exemption)
        known = self._figures.get(indicator.pk)
        figure = known.of(part) if known else NO_FIGURE
        target = frame.target_at(indicator, path) if applies else frame.own_target(indicator, ids_on(path)[-1])
        return standing_against(indicator, figure, target, frame.on, applies=applies)

    def _names_by_part(self) -> dict[str, frozenset[str]]:
        width = len(self.frame.path) + SEGMENT_WIDTH
        found: dict[str, frozenset[str]] = {}
        for it in self._meant:
            part = it.path[:width]
            found[part] = found.get(part, frozenset()) | it.names
        return found


def progress_at(
    path: str | None, year: int, as_of: date, code: str | None = None, *, with_parts: bool = False
) -> ProgressScope | None:
    """The plan of the year over the subtree at `path` in the tree of the day; None without one at or above it.

    Its standings cost five queries, one for all registers, and one per other theme of measures; for an organisation
    below the plan's committee one more where somebody is exempted.  With parts one more; with `code` there is only
    that indicator, and the theme that it needs.
    """
    frame = frame_of(path, year, as_of, code, with_parts=with_parts) if path else None
    return ProgressScope(frame, with_parts) if frame else None


def progress_of(organisation: Organisation, year: int, as_of: date) -> list[Standing]:
    """Every indicator of the year's plan for the subtree of `organisation` on `as_of`, in the plan's order.

    Empty without a plan at or above it.  One query more than `progress_at`.
    """
    scope = progress_at(path_on(organisation, as_of), year, as_of)
    return scope.standings if scope else []
