"""What the rules of admission ask of each step, by the version in force on the day of the act.  Pure: no ORM.

=============== ============================================ ===========
step            may not be before                            is due by
=============== ============================================ ===========
apply           eighteen years old
talk                                                         1 month after applying
check                                                        6 months after the mentors, or after the last check
candidate       1 year as an activist, and the day after
                the last working day of public notice
branch meeting  more than half of those entitled in favour   1 month after the pre-review
approval                                                     3 months after the branch meeting; after 6 refused
oath                                                         1 month after approval
full member     1 year after the branch meeting that
                admitted, longer where extended              the end of probation
approval of it                                               3 months after the branch meeting
=============== ============================================ ===========
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from apps.core.calendar import WorkingDays, months_after


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the rules: months, years, working days and hours."""

    min_age: int = 18
    activist_months: int = 12
    notice_days: int = 5
    training_hours: int = 24
    approval_months: int = 3
    approval_most: int = 6
    probation_months: int = 12


#: The versions by the first day on which they hold; the first one holds for what was done before it too.  That of 2014
#: asks for no public notice of candidates; places that had one enter it as a rule of their own.
VERSIONS: tuple[tuple[date, RuleSet], ...] = (
    (date(2014, 5, 28), RuleSet(notice_days=0)),
    (date(2026, 5, 11), RuleSet()),
)
#: Months that no version and no township changes.
TALK, CHECK, MEETING, OATH = 1, 6, 1, 1
EXTENSION_LEAST, EXTENSION_MOST = 6, 12

#: The steps that the rules let nobody take before a certain day.
TIMED = ("candidate", "extended", "full_meeting")

#: The rules on a day.
RulesOn = Callable[[date], RuleSet]


def usual_rules(on: date) -> RuleSet:
    """The version in force on a day."""
    return next((rules for start, rules in reversed(VERSIONS) if start <= on), VERSIONS[0][1])


def probation_ends(case: Any, rules_on: RulesOn) -> date | None:
    """A year after the branch meeting that admitted, whichever day that was approved; later where it was extended."""
    if case.meeting_on is None:
        return None
    return months_after(case.meeting_on, rules_on(case.meeting_on).probation_months + (case.extension or 0))


def earliest(step: str, case: Any, rules: RuleSet, rules_on: RulesOn, calendar: WorkingDays) -> date | None:
    """The first day on which a step may be taken, besides that of the step before; None where no rule says one."""
    match step:
        case "candidate" if case.activist_on:
            first = months_after(case.activist_on, rules.activist_months)
            if case.noticed_on and rules.notice_days:
                return max(first, calendar.last_of(case.noticed_on, rules.notice_days) + timedelta(days=1))
            return first
        case "extended" if case.meeting_on:
            return months_after(case.meeting_on, rules_on(case.meeting_on).probation_months)
        case "full_meeting":
            return probation_ends(case, rules_on)
    return None


def due(step: str, case: Any, rules: RuleSet, rules_on: RulesOn) -> date | None:
    """The last day on which a step is in time; None where no rule says one."""
    since, months = {
        "talked": (case.applied_on, TALK),
        "checked": (case.checked_on or case.mentored_on, CHECK),
        "meeting": (case.prereviewed_on, MEETING),
        "approved": (case.meeting_on, rules.approval_months),
        "oath": (case.approved_on, OATH),
        "observed": (case.observed_on or case.oath_on, CHECK),
        "full_approved": (case.full_meeting_on, rules.approval_months),
    }.get(step, (None, 0))
    if step == "full_meeting":
        return probation_ends(case, rules_on)
    return months_after(since, months) if since else None


def faults(case: Any, rules_on: RulesOn, calendar: WorkingDays) -> Iterator[tuple[str, str]]:
    """What the rules forbid about the steps that a case has taken: the field and why."""
    yield from _of_age(case, rules_on)
    yield from _too_early(case, rules_on, calendar)
    if case.trained_on and (case.training_hours or 0) < (least := rules_on(case.trained_on).training_hours):
        yield "training_hours", _("At least %(hours)d hours of training are needed.") % {"hours": least}
    yield from _votes(case)
    if case.meeting_on and case.approved_on:
        last = months_after(case.meeting_on, rules_on(case.approved_on).approval_most)
        if case.approved_on > last:
            yield "approved_on", _("Approval was possible until %(day)s only.") % {"day": last.isoformat()}
    if case.extended_on and not EXTENSION_LEAST <= (case.extension or 0) <= EXTENSION_MOST:
        yield "extension", _("Probation is extended once, by six to twelve months.")


def _too_early(case: Any, rules_on: RulesOn, calendar: WorkingDays) -> Iterator[tuple[str, str]]:
    for step in TIMED:
        on = getattr(case, f"{step}_on")
        if on is None:
            continue
        rules = rules_on(on)
        if step == "candidate" and rules.notice_days and case.noticed_on is None:
            said = _("First put the candidate on public notice: %(days)d working days are needed.")
            yield "candidate_on", said % {"days": rules.notice_days}
        first = earliest(step, case, rules, rules_on, calendar)
        if first is not None and on < first:
            yield f"{step}_on", _("By the rules not before %(day)s.") % {"day": first.isoformat()}


def _of_age(case: Any, rules_on: RulesOn) -> Iterator[tuple[str, str]]:
    """Of a birth only the month is known: in the month of the birthday nobody is refused."""
    if case.born and case.applied_on:
        age = rules_on(case.applied_on).min_age
        if f"{case.applied_on:%Y-%m}" < f"{int(case.born[:4]) + age}{case.born[4:]}":
            yield "applied_on", _("Whoever applies must be %(age)d years old.") % {"age": age}


def _votes(case: Any) -> Iterator[tuple[str, str]]:
    """More than half of those entitled, whether they came or not."""
    for prefix in ("", "full_"):
        if getattr(case, f"{prefix}meeting_on") is None:
            continue
        entitled, favour = getattr(case, f"{prefix}entitled"), getattr(case, f"{prefix}in_favour")
        if entitled is None or favour is None:
            missing = "entitled" if entitled is None else "in_favour"
            yield f"{prefix}{missing}", _("Enter how many were entitled to vote, and how many were in favour.")
        elif favour > entitled:
            yield f"{prefix}in_favour", _("More than were entitled to vote.")
        elif favour * 2 <= entitled:
            said = _("More than half of the %(entitled)d entitled must be in favour: at least %(least)d.")
            yield f"{prefix}in_favour", said % {"entitled": entitled, "least": entitled // 2 + 1}
