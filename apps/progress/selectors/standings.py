"""Actual against target: indicators × organisations on a day, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from apps.core.amount import HUNDRED
from apps.core.calendar import ReportingYear, valid_on
from apps.gradings.rates import GradedOrganisation
from apps.measures.facts import Fact, FactScope, Tallies, Tally, Theme
from apps.measures.grading import grading_facts, upgrades
from apps.measures.registers import register_tallies
from apps.measures.registry import measured
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.organisations.tree import SEGMENT_WIDTH, ids_on, is_below
from apps.plans.applies import Meant, meant_by
from apps.plans.models import Indicator, Plan, Target
from apps.plans.natures import Comparator, Source
from apps.plans.selectors import Frame, frame_of
from apps.plans.selectors.exemptions import Exemptions
from apps.progress.cumulation import Cumulated
from apps.progress.figures import Figure, Standing, figure_of_filings, figure_of_measure, in_hundredths
from apps.progress.filed import FiledTallies, filed
from apps.progress.pace import Aim, expected, state
from apps.progress.states import Pace


@dataclass(frozen=True, slots=True)
class Part:
    """An organisation directly below the one that a grid is about; `standings` by indicator code.

    An indicator that applies to nobody in the part, and of which it has no facts, is absent.
    """

    code: str
    name: str
    kind: str
    sector: str
    standings: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Grid:
    """A plan with every indicator for the whole, and for each part directly below it."""

    plan: Plan | None
    standings: list[Standing]
    parts: list[Part]
    exemptions: Exemptions = field(default_factory=dict)

    def of(self, code: str) -> Standing | None:
        return next((standing for standing in self.standings if standing.indicator.code == code), None)


def progress_of(organisation: Organisation, year: int, as_of: date) -> list[Standing]:
    """Every indicator of the year's plan for the subtree of `organisation` on `as_of`, in the plan's order.

    Empty without a plan at or above it.  One query more than `progress_at`.
    """
    return progress_at(path_on(organisation, as_of), year, as_of)


def progress_at(path: str | None, year: int, as_of: date) -> list[Standing]:
    """The same for the subtree at `path` in the tree of the day.

    Five queries, and one per theme of measures; for an organisation below the plan's committee one more, where
    somebody is exempted one more.
    """
    reading = _read(path, year, as_of)
    return reading.whole() if reading else []


def progress_in(frame: Frame, as_of: date, graded: Iterable[tuple[str, GradedOrganisation]]) -> list[Standing]:
    """The same for a plan and the classes of its scope (`graded_in`) that have been read already.

    Two queries, and one per theme of measures except that of the classes.
    """
    return _reading(frame, as_of, graded=graded).whole()


def progress_grid(path: str | None, year: int, as_of: date, code: str | None = None) -> Grid:
    """The same, with every part directly below the organisation at `path`; with `code` for one indicator only.

    Two queries more; for one indicator only the theme that it needs.
    """
    reading = _read(path, year, as_of, code, with_parts=True)
    if reading is None:
        return Grid(None, [], [])
    return Grid(reading.frame.plan, reading.whole(), reading.parts(), reading.frame.exemptions)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything read for a subtree: what is asked, who is meant, and the facts."""

    frame: Frame
    is_whole_plan: bool
    as_of: date
    meant: list[Meant]
    measures: Mapping[int, Tallies]
    filings: Mapping[int, FiledTallies]

    def whole(self) -> list[Standing]:
        """Every indicator; whether one means anybody is asked only below the plan's committee."""
        names = frozenset(name for it in self.meant for name in it.names)
        path = self.frame.path
        return [
            self._standing(it, path, self.is_whole_plan or self._applies(it, path, names), None)
            for it in self.frame.indicators
        ]

    def parts(self) -> list[Part]:
        """The parts that exist on the day, or that have facts, villages first."""
        names = self._names_by_part()
        below = Organisation.objects.filter(
            valid_on(self.as_of, "placements__"), placements__parent=ids_on(self.frame.path)[-1]
        ).values_list("placements__path", "code", "name", "kind", "sector", "closed")
        parts = [
            Part(code, name, kind, sector, self._standings_of(path, names.get(path, frozenset())))
            for path, code, name, kind, sector, closed in below
            if closed is None or closed > self.as_of or self._has_facts(path)
        ]
        return sorted(parts, key=lambda part: official_order(part.sector, part.code))

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
            for it in self.meant
            if is_below(it.path, [path])
        )

    def _standing(self, indicator: Indicator, path: str, applies: bool, part: str | None) -> Standing:
        """An own target always counts; one from above only where the indicator applies to somebody.

        Of whoever is exempted nothing is asked, and nothing counts.
        """
        if (exemption := self.frame.exemption_at(indicator, path)) is not None:
            return Standing(indicator, Figure(), indicator.due, applies=False, exemption=exemption)
        figure = self._figure(indicator, part)
        own = self.frame.own_target(indicator, ids_on(path)[-1])
        target = self.frame.target_at(indicator, path) if applies else own
        return replace(standing_of(indicator, figure, target, self.as_of), applies=applies)

    def _figure(self, indicator: Indicator, part: str | None) -> Figure:
        if indicator.source == Source.FILED:
            return figure_of_filings(indicator, _cumulated(self.filings.get(indicator.pk), part))
        return figure_of_measure(indicator, _tally(self.measures.get(indicator.pk), part))

    def _names_by_part(self) -> dict[str, frozenset[str]]:
        width = len(self.frame.path) + SEGMENT_WIDTH
        found: dict[str, frozenset[str]] = {}
        for it in self.meant:
            part = it.path[:width]
            found[part] = found.get(part, frozenset()) | it.names
        return found

    def _has_facts(self, path: str) -> bool:
        return any(path in it.parts for it in self.measures.values()) or any(
            path in it.parts for it in self.filings.values()
        )


def standing_of(indicator: Indicator, figure: Figure, target: Target | None, on: date) -> Standing:
    """What is, what is asked and what is expected by now; without facts the state says so."""
    due = (target.due if target else None) or indicator.due
    if target is None:
        return Standing(indicator, figure, due, state=None if figure.has_facts else Pace.NO_DATA)
    aim = _aim(indicator, target, due)
    unit = HUNDRED if in_hundredths(indicator) else 1
    denominator = None if figure.denominator is None else Fraction(figure.denominator, unit)
    pace: Pace | None = Pace.NO_DATA
    if figure.numerator is not None:
        pace = state(aim, on, Fraction(figure.numerator, unit), denominator)
    return Standing(indicator, figure, due, aim.target, expected(aim, on, denominator), aim.in_pieces, pace)


def _aim(indicator: Indicator, target: Target, due: date) -> Aim:
    """The milestones are the whole's: a part of a count has its share and no milestones of its own."""
    is_whole = indicator.is_rate or target.organisation_id == indicator.programme.plan.organisation_id
    milestones = [(day, Fraction(value, HUNDRED)) for day, value in indicator.milestone_days]
    year = indicator.programme.plan.year
    return Aim(
        kind=indicator.kind,
        nature=indicator.nature,
        comparator=indicator.comparator or Comparator.AT_LEAST,
        target=Fraction(target.value, HUNDRED),
        first_day=ReportingYear(year).first_day,
        due=due,
        milestones=tuple(milestones) if is_whole else (),
        is_part=not is_whole,
        notice=timedelta(days=indicator.programme.plan.year_end_notice),
    )


def _read(
    path: str | None, year: int, as_of: date, code: str | None = None, *, with_parts: bool = False
) -> _Reading | None:
    frame = frame_of(path, year, as_of, code, with_parts=with_parts) if path else None
    return _reading(frame, as_of, with_parts=with_parts) if frame else None


def _reading(
    frame: Frame,
    as_of: date,
    *,
    with_parts: bool = False,
    graded: Iterable[tuple[str, GradedOrganisation]] | None = None,
) -> _Reading:
    every, path = frame.indicators, frame.path
    is_whole_plan = frame.plan.organisation_id == ids_on(path)[-1]
    needed = with_parts or not is_whole_plan
    names = {name for indicator in every for name in indicator.applies_to} if needed else set()
    scope = FactScope(path, frame.plan.year, as_of, frame.plan.minimum_level)
    width = len(path) + SEGMENT_WIDTH if with_parts else None
    return _Reading(
        frame,
        is_whole_plan,
        as_of,
        meant_by(names, path, as_of),
        _measured(frame, scope, width, graded),
        filed(_filed(every), scope, width=width, exemptions=frame.exemptions),
    )


def _measured(
    frame: Frame, scope: FactScope, width: int | None, graded: Iterable[tuple[str, GradedOrganisation]] | None
) -> dict[int, Tallies]:
    """The measures by indicator: read once for all of which the same organisations are exempted."""
    by_places: dict[tuple[str, ...], list[Indicator]] = {}
    for indicator in frame.indicators:
        if indicator.source == Source.MEASURE:
            by_places.setdefault(frame.exempt_places(indicator), []).append(indicator)
    at_hand = None if graded is None else list(graded)
    found: dict[int, Tallies] = {}
    for places, indicators in by_places.items():
        within = replace(scope, without=places)
        facts: dict[Theme, Iterable[Fact]] = {}
        if at_hand is not None:
            left = ((path, it) for path, it in at_hand if not is_below(path, places))
            facts[upgrades] = grading_facts(left, within)
        tallies = measured({it.mechanism for it in indicators}, within, width=width, at_hand=facts)
        applies = {it.mechanism: it.applies_to for it in indicators}
        tallies |= register_tallies(applies, within, width=width)
        found |= {it.pk: tallies[it.mechanism] for it in indicators if it.mechanism in tallies}
    return found


def _filed(indicators: Iterable[Indicator]) -> list[Indicator]:
    return [indicator for indicator in indicators if indicator.source == Source.FILED]


def _tally(tallies: Tallies | None, part: str | None) -> Tally | None:
    if tallies is None:
        return None
    return tallies.whole if part is None else tallies.parts.get(part)


def _cumulated(tallies: FiledTallies | None, part: str | None) -> Cumulated | None:
    if tallies is None:
        return None
    return tallies.whole if part is None else tallies.parts.get(part)
