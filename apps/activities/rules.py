"""What must hold among the facts of one activity (contract.md, row `activities`).  Pure: no ORM.

The page and the workbook check by the same rules, so what one takes the other takes too.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.amount import HUNDRED

#: Before this day the portal records nothing: an earlier one is a slip of the finger.
EARLIEST = date(1949, 10, 1)
MAX_PEOPLE = 100_000
#: An activity has one day; a training that goes on for several is recorded on its first, with all its hours.
MAX_HOURS = 240
MAX_HUNDREDTHS = MAX_HOURS * HUNDRED
#: A day has no more hours: what is above is asked about, as a training that goes on for several days has them.
USUAL_HOURS = 24
USUAL_HUNDREDTHS = USUAL_HOURS * HUNDRED


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that the rules look at; None is blank; `hours` in hundredths."""

    date: date | None
    due: int | None
    present: int | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the fields that it looks at, and what to say where it is broken.

    The first of `fields` is the one at fault; the next is named in its stead where it is not at hand.
    """

    fields: tuple[str, ...]
    broken: Callable[[Facts, date], bool]
    message: Promise


def _more_present_than_due(it: Facts, _today: date) -> bool:
    return it.due is not None and it.present is not None and it.present > it.due


RULES = (
    Rule(
        ("date",),
        lambda it, today: it.date is not None and it.date > today,
        _("This day lies in the future. Record an activity once it has been held."),
    ),
    Rule(
        ("date",),
        lambda it, _today: it.date is not None and it.date < EARLIEST,
        _("This day lies too far back. Check the year."),
    ),
    Rule(
        ("present", "due"),
        _more_present_than_due,
        _("More people were present than were due. Correct one of the two numbers."),
    ),
    Rule(
        ("hours",),
        lambda it, _today: it.hours is not None and it.hours > MAX_HUNDREDTHS,
        _("More than 240 hours. Enter the hours of this activity only."),
    ),
)


def broken_rules(facts: Facts, today: date, unknown: Collection[str] = ()) -> Iterator[Rule]:
    """The rules that these facts break; those that look at a field in `unknown` are passed over."""
    return (rule for rule in RULES if rule.broken(facts, today) and not any(field in unknown for field in rule.fields))


def existed(opened: date | None, closed: date | None, day: date) -> bool:
    """Whether an organisation was open on the day: [opened, closed)."""
    return (opened is None or opened <= day) and (closed is None or day < closed)
