"""How the figures of mechanisms follow from records: three kinds, each said once beside its register (figures.md).

Who is meant (applies to, not exempted, existing on the day) is the indicator's affair: `apps.measures.registers` joins
both in the database.  The figure and the list behind it are one condition.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q


class Period(NamedTuple):
    """The reporting year up to the day that still counts: a flow counts from `first_day`, a stock whenever it began."""

    first_day: date
    as_of: date


#: The records that count in a period.
Condition = Callable[[Period], Q]


@dataclass(frozen=True, slots=True)
class Measure:
    """The records of `kind` are facts of the mechanism; those that `counts` names are in its figure.

    Without a record of the kind there is no figure: blank is not zero.
    """

    mechanism: str
    kind: Q
    counts: Condition


@dataclass(frozen=True, slots=True)
class Coverage(Measure):
    """Those meant who have a record that counts ÷ those meant."""


@dataclass(frozen=True, slots=True)
class Covered(Measure):
    """How many of those meant have a record that counts, each once."""


@dataclass(frozen=True, slots=True)
class DistinctCount(Measure):
    """How many different values of `of` the records that count have, whoever is meant."""

    of: str = "pk"


@dataclass(frozen=True, slots=True)
class Settled(Measure):
    """Of the records that count those that are settled ÷ all of them."""

    settled: Condition
