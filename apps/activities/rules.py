"""What must hold among the facts of one activity (contract.md, row `activities`).  Pure: no ORM.

The page and the workbook check by the same rules, so what one takes the other takes too.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.activities.types import ASKED_OF
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
    type: str | None = None
    carrier: str | None = None
    taken_to: str | None = None
    households: int | None = None


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


def _not_asked(name: str) -> Callable[[Facts, date], bool]:
    """Whether something is stated that the type does not ask for."""
    return lambda it, _today: bool(it.type) and getattr(it, name) not in (None, "") and it.type not in ASKED_OF[name]


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
    Rule(("carrier", "type"), _not_asked("carrier"), _("Only publicity has a carrier. Leave it blank.")),
    Rule(
        ("taken_to", "type"),
        _not_asked("taken_to"),
        _("Where it was taken to is asked of publicity and Party lectures alone. Leave it blank."),
    ),
    Rule(
        ("households", "type"),
        _not_asked("households"),
        _("Households are counted at visits and volunteer service alone. Leave it blank."),
    ),
)


def broken_rules(facts: Facts, today: date, unknown: Collection[str] = ()) -> Iterator[Rule]:
    """The rules that these facts break; those that look at a field in `unknown` are passed over."""
    return (rule for rule in RULES if rule.broken(facts, today) and not any(field in unknown for field in rule.fields))


def existed(opened: date | None, closed: date | None, day: date) -> bool:
    """Whether an organisation was open on the day: [opened, closed)."""
    return (opened is None or opened <= day) and (closed is None or day < closed)
