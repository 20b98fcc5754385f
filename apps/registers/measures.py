"""How the figures of mechanisms follow from records, each said once beside its register (figures.md).

Who is meant (applies to, not exempted, existing on the day) is the indicator's affair: `apps.measures.registers` joins
both.  The figure and the list behind it are one condition.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise

from apps.core.calendar import valid_on


class Period(NamedTuple):
    """The reporting year up to the day that still counts: a flow counts from `first_day`, a stock whenever it began."""

    first_day: date
    as_of: date


#: The records that count in a period.  Measures that count the same share one: it is asked once.
Condition = Callable[[Period], Q]


def lasting(period: Period) -> Q:
    """What is so on the day."""
    return valid_on(period.as_of)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a register tells of an organisation on a page that shows all of it: the records that `shows` names.

    `lines` are told of each (by itself those of the list), and `totals` are added up over all of them.
    """

    shows: Condition
    lines: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """The records of these `kinds` (values of the register's `kind`; none: all) are facts of the mechanism.

    Those that `counts` names are in its figure.  Without a record of the kind there is no figure: blank is not zero.
    """

    mechanism: str
    counts: Condition
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage(Measure):
    """Those meant who have a record that counts ÷ those meant."""


@dataclass(frozen=True, slots=True)
class Covered(Measure):
    """How many of those meant have a record that counts, each once."""


@dataclass(frozen=True, slots=True)
class Holders(Measure):
    """How many organisations have a record that counts, each once, whoever is meant."""


@dataclass(frozen=True, slots=True)
class Happened(Measure):
    """One, where anybody has a record that counts: for milestones."""


@dataclass(frozen=True, slots=True)
class Number(Measure):
    """How many records count, whoever is meant."""


@dataclass(frozen=True, slots=True)
class DistinctCount(Measure):
    """How many different values of `of` the records that count have, whoever is meant; one `of` for a register."""

    of: str = "pk"


@dataclass(frozen=True, slots=True)
class Settled(Measure):
    """Of the records that count those that are `settled` ÷ all of them."""

    settled: Condition = field(kw_only=True)
    #: What must be so before there is a figure at all: blank is not zero.
    known: Condition | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class SettledAmong(Settled):
    """The same of the records of those meant."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an indicator may measure the records of one kind of a register, chosen in the plan and not stated in code.

    The plan keeps it as ``register:way:kind`` where another indicator has its mechanism.
    """

    name: str
    title: Promise
    shape: type[Measure]
    counts: Condition
    settled: Condition | None = None

    @property
    def is_rate(self) -> bool:
        return issubclass(self.shape, Coverage | Settled)

    def measure(self, mechanism: str, kind: str) -> Measure:
        """The measure of the records of a kind; of all of them where that is empty."""
        more = {} if self.settled is None else {"settled": self.settled}
        return self.shape(mechanism, self.counts, (kind,) if kind else (), **more)
