"""The scores of a year: of every organisation that is judged, and of one item by item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from apps.core.amount import HUNDRED
from apps.core.calendar import ReportingYear
from apps.gradings.classes import GradingClass
from apps.gradings.models import Grading
from apps.gradings.selectors.overview import to_be_graded
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.selectors import path_on
from apps.progress.figures import Standing, in_hundredths
from apps.progress.selectors import progress_at
from apps.scores.criteria import Versions
from apps.scores.items import Item
from apps.scores.models import Criteria, Field, ScoreItem, ScoreSheet, field_of
from apps.scores.scoring import Score, achievement, of_ballots, of_points, ranked, score_text

_FIELDS = list(Field)


@dataclass(frozen=True, slots=True)
class Judged:
    """An organisation with its criteria, what was said by item, and its classes of the year."""

    organisation: Organisation
    criteria: Criteria | None
    items: Mapping[str, ScoreItem]
    sheet: ScoreSheet | None
    grading: Grading | None
    score: Score | None
    rank: int | None = None

    @property
    def own_text(self) -> str:
        return score_text(self.score.own) if self.score else ""

    @property
    def ballot_text(self) -> str:
        return score_text(self.score.ballot) if self.score else ""

    @property
    def superior_text(self) -> str:
        return score_text(self.score.superior) if self.score else ""

    @property
    def total_text(self) -> str:
        return score_text(self.score.total) if self.score else ""

    @property
    def suggested(self) -> GradingClass | None:
        return self.score.suggested if self.score else None

    @property
    def draftable(self) -> bool:
        """Whether the suggestion may become the draft of the end class: none is there that says otherwise."""
        return bool(self.suggested and self.grading and self.grading.confirmed_on is None and not self.agrees)

    @property
    def agrees(self) -> bool:
        return self.grading is not None and self.grading.end_class == self.suggested


def judged_of(organisations: OrganisationQuerySet, year: int) -> list[Judged]:
    """Those to be graded in the year, the highest score first, the others in the official order.  Six queries."""
    there = list(organisations.filter(to_be_graded(year)))
    ids = {it.pk for it in there}
    versions = Versions(ids)
    items: dict[int, dict[str, ScoreItem]] = {}
    for it in ScoreItem.objects.counted().filter(year=year, organisation__in=ids):
        items.setdefault(it.organisation_id, {})[it.item] = it
    sheets = {it.organisation_id: it for it in ScoreSheet.objects.counted().filter(year=year, organisation__in=ids)}
    gradings = {it.organisation_id: it for it in Grading.objects.filter(year=year, organisation__in=ids)}
    found = []
    for it in there:
        criteria = versions.of(it.pk, it.sector, year)
        own, sheet = items.get(it.pk, {}), sheets.get(it.pk)
        score = score_of(criteria, own, sheet) if criteria else None
        found.append(Judged(it, criteria, own, sheet, gradings.get(it.pk), score))
    return _ranked(found)


def score_of(criteria: Criteria, items: Mapping[str, ScoreItem], sheet: ScoreSheet | None) -> Score:
    """What the points and the ballots come to by the criteria."""
    asked = {it.name: it.points for it in criteria.asked}
    rules = criteria.rules
    return Score(
        of_points(asked, {name: it.own_points for name, it in items.items()}),
        of_ballots(sheet.ballots, rules.votes) if sheet else None,
        of_points(asked, {name: it.superior_points for name, it in items.items()}),
        rules,
        bool(sheet and sheet.veto),
    )


def _ranked(judged: Sequence[Judged]) -> list[Judged]:
    """Ranks are told within a field: criteria that differ cannot be compared."""
    totals: dict[str, dict[int, Fraction | None]] = {}
    for it in judged:
        totals.setdefault(field_of(it.organisation.sector), {})[it.organisation.pk] = (
            it.score.total if it.score else None
        )
    ranks: dict[int, int] = {}
    for scores in totals.values():
        ranks |= ranked(scores)
    return sorted((replace(it, rank=ranks.get(it.organisation.pk)) for it in judged), key=_order)


def _order(it: Judged) -> tuple[int, bool, int, tuple[int, str]]:
    """By field, in it by rank, those without one behind in the official order."""
    place = it.organisation
    return (
        _FIELDS.index(field_of(place.sector)),
        it.rank is None,
        it.rank or 0,
        official_order(place.sector, place.code),
    )


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of the criteria, what was said of it, and what the plan's figure comes to where one shows it."""

    item: Item
    said: ScoreItem | None
    standing: Standing | None = None

    @property
    def measured(self) -> str:
        """The points that the figure comes to; empty without one."""
        share = achieved(self.standing) if self.standing else None
        return score_text(share * self.item.points) if share is not None else ""


def lines_of(judged: Judged, year: int) -> list[ItemLine]:
    """The items of an organisation's criteria, with the figures of the plan that they refer to."""
    if judged.criteria is None:
        return []
    asked = judged.criteria.asked
    standings = _standings(judged.organisation, year) if any(it.code for it in asked) else {}
    return [ItemLine(it, judged.items.get(it.name), standings.get(it.code)) for it in asked]


def achieved(standing: Standing) -> Fraction | None:
    """How far an indicator is, from 0 to 1; None where nothing is asked or known, or it does not apply."""
    figure, target = standing.figure, standing.target
    if target is None or figure.numerator is None or not standing.applies:
        return None
    if standing.indicator.is_rate:
        if not figure.denominator:
            return None
        actual = Fraction(figure.numerator * 100, figure.denominator)
    else:
        actual = Fraction(figure.numerator, HUNDRED if in_hundredths(standing.indicator) else 1)
    return achievement(actual, target, standing.indicator.comparator)


def _standings(organisation: Organisation, year: int) -> Mapping[str, Standing]:
    day = ReportingYear(year).last_day
    path = path_on(organisation, day)
    progress = progress_at(path, year, day) if path else None
    standings: Iterable[Standing] = progress.standings if progress else ()
    return {it.indicator.code: it for it in standings}
