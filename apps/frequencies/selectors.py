"""What the page "Due and not yet held" shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.text import capfirst

from apps.activities.types import ActivityType
from apps.core.calendar import today
from apps.frequencies.due import Dues, Owing
from apps.frequencies.names import how_often, how_often_word, period_named, period_word
from apps.frequencies.periods import Held, Period, held_of_due, lacking
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation


class Gap(NamedTuple):
    """A period in which less than usual was held, and a day in it for whoever records something."""

    period: Period
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation and a kind of activity: of how many due how many were held.

    `gaps` are periods that have ended; `open_until` is the last day of one that goes on and still lacks something.
    """

    organisation: Organisation
    owing: Owing
    held: Held
    gaps: Sequence[Gap]
    open_until: date | None = None
    open_day: date | None = None

    @property
    def lacks(self) -> bool:
        """Whether less than usual was held, or something is still to be held."""
        return bool(self.gaps or self.open_until)

    @property
    def type(self) -> str:
        return capfirst(str(ActivityType(self.owing.rule.type).label))

    @property
    def how_often(self) -> str:
        return how_often(self.owing.rule)

    @property
    def cells(self) -> Sequence[Any]:
        """The row of the workbook."""
        own, rule = self.organisation, self.owing.rule
        names = "、".join(period_word(gap.period) for gap in self.gaps)
        state = "低于一般频次" if self.gaps else ""
        return own.code, own.name, rule.type, how_often_word(rule), *self.held[::-1], self.held.missing, names, state


def due_rows(dues: Dues, month: int | None = None) -> list[Row]:
    """What is due in the year, or in the periods around a month, villages first.  One query more than the dues."""
    owing = list(dues)
    named = Organisation.objects.in_bulk({it.place.organisation for it in owing})
    made = (_row(named[it.place.organisation], it, dues.as_of, month) for it in owing)
    rows = (row for row in made if row)
    order = {str(it): at for at, it in enumerate(ActivityType)}
    return sorted(rows, key=lambda row: (*_order(row.organisation), order[row.owing.rule.type], row.owing.periods[0]))


def _order(organisation: Organisation) -> tuple[int, str]:
    return official_order(organisation.sector, organisation.code)


def _row(organisation: Organisation, owing: Owing, on: date, month: int | None) -> Row | None:
    """None where nothing is due in the periods that are asked for, ended or begun."""
    times, months = owing.rule.times, owing.months
    those = [it for it in owing.periods if month is None or it.first_month <= month <= it.last_month]
    ended = tuple(it for it in those if it.ended(on))
    going_on = [it for it in those if it.first <= on and not it.ended(on)]
    if not ended and not going_on:
        return None
    gaps = [Gap(it, period_named(it), it.last) for it in lacking(ended, times, months)]
    still = next(iter(lacking(going_on, times, months)), None)
    held = held_of_due(ended, times, months)
    return Row(organisation, owing, held, gaps, still.last if still else None, min(on, today()) if still else None)


def total_of(rows: Iterable[Row]) -> Held:
    """All of them together."""
    helds = [row.held for row in rows]
    return Held(sum(it.held for it in helds), sum(it.due for it in helds))
