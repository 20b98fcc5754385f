"""The three rates of 三分类三升级 (M064–M066), exactly as figures.md section 4 says.  Pure: no ORM, no clock.

Worked table, targets 20 / 30 / 95:

    cohort          exits  upgraded  rate           original cohort  reached  needed
    10 advanced     0      2         2/10 = 20.0    2/10 = 20.0      yes      0
    12 general      1      3         3/11 = 27.2    3/12 = 25.0      no       1
    20 backward     2      17        17/18 = 94.4   17/20 = 85.0     no       1
    0 backward      0      0         not applicable not applicable   –        –
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from apps.core.calendar import ReportingYear
from apps.core.ratio import Ratio
from apps.gradings.classes import GradingClass, RateOutcome, RecognitionLevel
from apps.gradings.classes import RateCode as RateCode

#: The class at the start of the year whose organisations are the cohort of a rate.
COHORT_OF = {
    RateCode.ADVANCED_UPGRADE: GradingClass.ADVANCED,
    RateCode.GENERAL_UPGRADE: GradingClass.GENERAL,
    RateCode.BACKWARD_CONVERSION: GradingClass.BACKWARD,
}

#: The mechanism whose indicator in the year's plan carries the target of a rate.
MECHANISM_OF = {
    RateCode.ADVANCED_UPGRADE: "M064",
    RateCode.GENERAL_UPGRADE: "M065",
    RateCode.BACKWARD_CONVERSION: "M066",
}

#: Percent, where the year's plan says nothing else (the 2012 opinion).
DEFAULT_TARGETS = {
    RateCode.ADVANCED_UPGRADE: Fraction(20),
    RateCode.GENERAL_UPGRADE: Fraction(30),
    RateCode.BACKWARD_CONVERSION: Fraction(95),
}

#: The rate in whose cohort a start class is; none for those that are not graded.
RATE_OF = {str(cohort): code for code, cohort in COHORT_OF.items()}
_RANK = {str(GradingClass.BACKWARD): 0, str(GradingClass.GENERAL): 1, str(GradingClass.ADVANCED): 2}


class GradedOrganisation(NamedTuple):
    """What the rates need to know of one organisation in one year."""

    code: str
    start_class: str
    start_level: int = RecognitionLevel.NONE
    start_confirmed: bool = True
    end_class: str = ""
    end_level: int = RecognitionLevel.NONE
    accepted: bool | None = None
    confirmed_on: date | None = None
    opened: date | None = None
    closed: date | None = None
    accepted_on: date | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it has an end class that nobody has confirmed yet."""
        return bool(self.end_class) and self.confirmed_on is None

    def passed(self, on: date) -> bool | None:
        """Whether its rectification was accepted, as was known on a day."""
        return known_on(self.accepted, self.accepted_on or self.confirmed_on, on)


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate with the lists behind it: sorted codes; upgraded and not upgraded together are the denominator.

    `reasons` says for every code of `not_upgraded` why.
    """

    code: RateCode
    target: Fraction
    upgraded: tuple[str, ...]
    not_upgraded: tuple[str, ...]
    exits: tuple[str, ...]
    provisional: bool
    reasons: Mapping[str, RateOutcome] = field(default_factory=dict)

    @property
    def ratio(self) -> Ratio:
        """The official figure: exits have left numerator and denominator."""
        return Ratio(len(self.upgraded), len(self.upgraded) + len(self.not_upgraded))

    @property
    def original_cohort(self) -> Ratio:
        """The figure in which exits stay in the denominator as not upgraded."""
        return Ratio(self.ratio.numerator, self.ratio.denominator + len(self.exits))

    @property
    def reached(self) -> bool | None:
        return self.ratio.reached(self.target)

    @property
    def needed(self) -> int | None:
        return self.ratio.needed(self.target)

    @property
    def out_of_reach(self) -> bool:
        return self.ratio.out_of_reach(self.target)


def rates(
    graded: Iterable[GradedOrganisation],
    *,
    year: int,
    as_of: date,
    targets: Mapping[RateCode, Fraction] = DEFAULT_TARGETS,
    minimum_level: int = RecognitionLevel.TOWNSHIP,
) -> dict[RateCode, Rate]:
    """The three rates over the organisations of a scope, in one pass.

    `targets` are in percent; `minimum_level` is the least recognition that counts as an upgrade of an advanced
    organisation.  Organisations outside the three cohorts are passed over.
    """
    first_day = ReportingYear(year).first_day
    standings: dict[RateCode, dict[str, RateOutcome]] = {code: {} for code in COHORT_OF}
    for organisation in graded:
        code = RATE_OF.get(organisation.start_class)
        if code is not None and in_cohort(organisation, first_day):
            standings[code][organisation.code] = standing(organisation, as_of, minimum_level)
    return {code: _rate(code, targets[code], members) for code, members in standings.items()}


def in_cohort(organisation: GradedOrganisation, first_day: date) -> bool:
    """Whether it has a confirmed start-of-year class and existed on 1 January."""
    return organisation.start_confirmed and existed(organisation, first_day)


def existed(organisation: GradedOrganisation, day: date) -> bool:
    """Whether it was opened on or before `day` and not closed on or before it."""
    return (organisation.opened is None or organisation.opened <= day) and (
        organisation.closed is None or organisation.closed > day
    )


def known_on(accepted: bool | None, since: date | None, on: date) -> bool | None:
    """What was known on a day of an acceptance that was decided on `since`: the day of the decision, or, where nobody
    entered one, that of the confirmed class."""
    return accepted if since is not None and since <= on else None


def has_left(organisation: GradedOrganisation, as_of: date) -> bool:
    """Whether a member of the cohort is an exit: closed in (1 January, as_of]."""
    return organisation.closed is not None and organisation.closed <= as_of


def counts(organisation: GradedOrganisation, as_of: date) -> bool:
    """Whether its end class is confirmed on or before `as_of`."""
    return bool(organisation.end_class) and organisation.confirmed_on is not None and organisation.confirmed_on <= as_of


def standing(organisation: GradedOrganisation, as_of: date, minimum_level: int) -> RateOutcome:
    """How a member of one of the three cohorts stands on `as_of`."""
    if has_left(organisation, as_of):
        return RateOutcome.EXIT
    if not counts(organisation, as_of):
        return RateOutcome.UNCONFIRMED
    if organisation.end_class == GradingClass.UNGRADED:
        return RateOutcome.UNGRADED
    rise = _RANK[organisation.end_class] - _RANK[organisation.start_class]
    if rise < 0:
        return RateOutcome.FELL
    if organisation.start_class == GradingClass.ADVANCED:
        return _standing_of_advanced(organisation, minimum_level)
    if rise == 0:
        return RateOutcome.KEPT
    if organisation.start_class == GradingClass.BACKWARD and (passed := organisation.passed(as_of)) is not True:
        return RateOutcome.ACCEPTANCE_OPEN if passed is None else RateOutcome.NOT_ACCEPTED
    return RateOutcome.UPGRADED


def _standing_of_advanced(organisation: GradedOrganisation, minimum_level: int) -> RateOutcome:
    """Staying advanced is an upgrade only with a higher recognition, at least at the plan's minimum."""
    if organisation.end_level <= organisation.start_level:
        return RateOutcome.LEVEL_NOT_HIGHER
    if organisation.end_level < minimum_level:
        return RateOutcome.LEVEL_TOO_LOW
    return RateOutcome.UPGRADED


def ends_confirmed(
    graded: Iterable[GradedOrganisation], *, on: date, codes: Container[str] | None = None
) -> Iterator[GradedOrganisation]:
    """The same organisations as if their draft end classes (only those of `codes`) were confirmed on the day `on`."""
    for organisation in graded:
        taken = organisation.is_draft and (codes is None or organisation.code in codes)
        yield organisation._replace(confirmed_on=on) if taken else organisation


def starts_confirmed(graded: Iterable[GradedOrganisation], *, codes: Container[str]) -> Iterator[GradedOrganisation]:
    """The same organisations as if the start-of-year classes of `codes` were confirmed."""
    for organisation in graded:
        yield organisation._replace(start_confirmed=True) if organisation.code in codes else organisation


def _rate(code: RateCode, target: Fraction, members: Mapping[str, RateOutcome]) -> Rate:
    upgraded: list[str] = []
    exits: list[str] = []
    reasons: dict[str, RateOutcome] = {}
    for organisation in sorted(members):
        stands = members[organisation]
        if stands is RateOutcome.UPGRADED:
            upgraded.append(organisation)
        elif stands is RateOutcome.EXIT:
            exits.append(organisation)
        else:
            reasons[organisation] = stands
    provisional = RateOutcome.UNCONFIRMED in reasons.values()
    return Rate(code, target, tuple(upgraded), tuple(reasons), tuple(exits), provisional, reasons)
