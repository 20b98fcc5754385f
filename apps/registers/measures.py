"""How the figures of mechanisms follow from records: three kinds, each said once beside the register (figures.md).

A measure says which records count; the figure and the list behind it are that one queryset.  Who is meant (applies to,
not exempted, existing on the day) is the indicator's affair: `apps.measures.registers` joins both in the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from apps.registers.querysets import RecordQuerySet


class Period(NamedTuple):
    """The reporting year up to the day that still counts: a flow counts from `first_day`, a stock whenever it began."""

    first_day: date
    as_of: date


#: The records that count in a period; each stands for its `organisation`.
Records = Callable[[Period], RecordQuerySet]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Those meant who have a record ÷ those meant."""

    mechanism: str
    records: Records


@dataclass(frozen=True, slots=True)
class DistinctCount:
    """How many different values of `of` the records have: organisations, unless it says otherwise."""

    mechanism: str
    records: Records
    of: str = "organisation"


@dataclass(frozen=True, slots=True)
class Settled:
    """The records that fulfil `settled` ÷ the records."""

    mechanism: str
    records: Records
    settled: Callable[[Period], Q]


Measure = Coverage | DistinctCount | Settled
