"""The three rates of 三分类三升级 (M064–M066), exactly as figures.md section 4 says.  Pure: no ORM, no clock.

Worked table, targets 20 / 30 / 95:

    cohort          exits  upgraded  rate           original cohort  reached  needed
    10 advanced     0      2         2/10 = 20.0    2/10 = 20.0      yes      0
    12 general      1      3         3/11 = 27.2    3/12 = 25.0      no       1
    20 backward     2      17        17/18 = 94.4   17/20 = 85.0     no       1
    0 backward      0      0         not applicable not applicable   –        –
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import ReportingYear
from apps.core.ratio import Ratio
from apps.gradings.classes import GradingClass, RecognitionLevel


class RateCode(models.TextChoices):
    ADVANCED_UPGRADE = "advanced_upgrade", _("Upgrade rate of advanced organisations")
    GENERAL_UPGRADE = "general_upgrade", _("Upgrade rate of general organisations")
    BACKWARD_CONVERSION = "backward_conversion", _("Conversion rate of backward organisations")


#: The class at the start of the year whose organisations are the cohort of a rate.
COHORT_OF = {
    RateCode.ADVANCED_UPGRADE: GradingClass.ADVANCED,
    RateCode.GENERAL_UPGRADE: GradingClass.GENERAL,
    RateCode.BACKWARD_CONVERSION: GradingClass.BACKWARD,
}

#: Percent, where the year's plan says nothing else (the 2012 opinion).
DEFAULT_TARGETS = {
    RateCode.ADVANCED_UPGRADE: Fraction(20),
    RateCode.GENERAL_UPGRADE: Fraction(30),
    RateCode.BACKWARD_CONVERSION: Fraction(95),
}


@dataclass(frozen=True, slots=True)
class GradedOrganisation:
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


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate with the lists behind it: sorted codes; upgraded and not upgraded together are the denominator."""

    code: RateCode
    target: Fraction
    upgraded: tuple[str, ...]
    not_upgraded: tuple[str, ...]
    exits: tuple[str, ...]
    provisional: bool

    @property
    def ratio(self) -> Ratio:
        """The official figure: exits have left numerator and denominator."""
        return Ratio(len(self.upgraded), len(self.upgraded) + len(self.not_upgraded))

    @property
    def reached(self) -> bool | None:
        return self.ratio.reached(self.target)

    @property
    def needed(self) -> int | None:
        return self.ratio.needed(self.target)

    @property
    def original_cohort(self) -> Ratio:
        """The figure in which exits stay in the denominator as not upgraded."""
        return Ratio(self.ratio.numerator, self.ratio.denominator + len(self.exits))


def rates(
    graded: Iterable[GradedOrganisation],
    *,
    year: int,
    as_of: date,
    targets: Mapping[RateCode, Fraction] = DEFAULT_TARGETS,
    minimum_level: int = RecognitionLevel.TOWNSHIP,
) -> dict[RateCode, Rate]:
    """The three rates over the organisations of a scope.

    `targets` are in percent; `minimum_level` is the least recognition that counts as an upgrade of an advanced
    organisation.  Organisations outside the three cohorts are passed over.
    """
    first_day = ReportingYear(year).first_day
    by_class: dict[str, list[GradedOrganisation]] = {cohort: [] for cohort in COHORT_OF.values()}
    for organisation in graded:
        if organisation.start_class in by_class and in_cohort(organisation, first_day):
            by_class[organisation.start_class].append(organisation)
    return {
        code: _rate(code, by_class[cohort], as_of, targets[code], minimum_level) for code, cohort in COHORT_OF.items()
    }


def in_cohort(organisation: GradedOrganisation, first_day: date) -> bool:
    """Whether it has a confirmed start-of-year class and existed on 1 January."""
    return (
        organisation.start_confirmed
        and (organisation.opened is None or organisation.opened <= first_day)
        and (organisation.closed is None or organisation.closed > first_day)
    )


def has_left(organisation: GradedOrganisation, as_of: date) -> bool:
    """Whether a member of the cohort is an exit: closed in (1 January, as_of]."""
    return organisation.closed is not None and organisation.closed <= as_of


def counts(organisation: GradedOrganisation, as_of: date) -> bool:
    """Whether its end class is confirmed on or before `as_of`."""
    return bool(organisation.end_class) and organisation.confirmed_on is not None and organisation.confirmed_on <= as_of


def is_upgraded(organisation: GradedOrganisation, minimum_level: int) -> bool:
    """Whether a confirmed end class is an upgrade (or conversion) of the start class."""
    end = organisation.end_class
    if organisation.start_class == GradingClass.ADVANCED:
        higher = organisation.end_level > organisation.start_level and organisation.end_level >= minimum_level
        return end == GradingClass.ADVANCED and higher
    if organisation.start_class == GradingClass.GENERAL:
        return end == GradingClass.ADVANCED
    return end in (GradingClass.GENERAL, GradingClass.ADVANCED) and organisation.accepted is True


def _rate(code: RateCode, cohort: list[GradedOrganisation], as_of: date, target: Fraction, minimum_level: int) -> Rate:
    upgraded: list[str] = []
    not_upgraded: list[str] = []
    exits: list[str] = []
    provisional = False
    for organisation in cohort:
        if has_left(organisation, as_of):
            exits.append(organisation.code)
            continue
        confirmed = counts(organisation, as_of)
        provisional = provisional or not confirmed
        reached = confirmed and is_upgraded(organisation, minimum_level)
        (upgraded if reached else not_upgraded).append(organisation.code)
    return Rate(code, target, tuple(sorted(upgraded)), tuple(sorted(not_upgraded)), tuple(sorted(exits)), provisional)
