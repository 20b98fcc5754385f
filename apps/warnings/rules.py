"""What there is to warn of on a day: each rule reads all organisations in a fixed number of queries.

A rule says how far it has come (`Found.value`, in the unit of `names.UNITS`); from which number on that is a warning,
`levels.py` knows.  Where nothing is known nothing is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from apps.admissions.models import Admission
from apps.core.amount import HUNDRED
from apps.filings.models import Filing
from apps.frequencies.counting import hosts_between
from apps.members.models import Member
from apps.organisations import sets
from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import SEGMENT_WIDTH
from apps.plans.models import Plan
from apps.posts.seats import seats_of
from apps.progress.figures import Standing, in_hundredths
from apps.progress.scope import progress_at
from apps.progress.states import Pace
from apps.registers.deadlines import InTime
from apps.registers.in_use import registers_in_use
from apps.warnings.names import RuleName

#: So much of a record's title is said.
TITLE = 80


class Found(NamedTuple):
    """One cause at the organisation `code`: how far it has come, and what is said of it."""

    rule: str
    code: str
    subject: str
    value: int
    facts: Mapping[str, Any]


def behind(on: date) -> Iterator[Found]:
    """Indicators that are behind: of each plan's committee and of the organisations directly below it.

    As many queries for each plan of the year as progress with its parts costs.
    """
    for plan in Plan.objects.filter(year=on.year).select_related("organisation").order_by("pk"):
        path = plan.organisation.placements.on(on).values_list("path", flat=True).first()
        scope = progress_at(path, plan.year, on, with_parts=True)
        if scope is None:
            continue
        parts = ((part.code, part.standings.values()) for part in scope.parts)
        for code, standings in ((plan.organisation.code, scope.standings), *parts):
            for it in standings:
                if it.applies and it.state == Pace.BEHIND:
                    facts = {"indicator": it.indicator.code, "name": it.indicator.name, "year": plan.year}
                    yield Found(RuleName.BEHIND, code, f"{plan.year} {it.indicator.code}", shortfall(it), facts)


def shortfall(standing: Standing) -> int:
    """By how many percent it is below what is expected, cut; 100 where it is not that which makes it behind."""
    figure, wanted = standing.figure, standing.expected or 0
    there = figure.numerator or 0
    if standing.indicator.is_rate and not standing.expected_in_pieces:
        there, wanted = there * 100, wanted * (figure.denominator or 0)
    elif in_hundredths(standing.indicator):
        wanted *= HUNDRED
    return int(100 - there * 100 / wanted) if there < wanted else 100


def not_held(on: date) -> Iterator[Found]:
    """Graded Party organisations where nothing was held for months, nor below them.

    Where nothing was ever held it is asked since the first activity of the whole tree.  Two queries.
    """
    held = hosts_between(date.min, on).filter(organisation__placements__end__isnull=True)
    by_path = held.values_list("organisation__placements__path")
    last: dict[str, date] = {}
    begun: dict[str, date] = {}
    for path, first_day, last_day in by_path.annotate(Min("activity__date"), Max("activity__date")):
        for above in (*sets.starts_of(path), path):
            last[above] = max(last_day, last.get(above, last_day))
        begun[_top(path)] = min(first_day, begun.get(_top(path), first_day))
    meant = Placement.objects.on(on).filter(sets.GRADED(on), sets.exists_on(on))
    for code, path, opened in meant.values_list("organisation__code", "path", "organisation__opened"):
        if _top(path) in begun:
            since = last.get(path) or max(begun[_top(path)], opened or date.min)
            yield Found(RuleName.NOT_HELD, code, "", months_between(since, on), {"since": since.isoformat()})


def seats(on: date) -> Iterator[Found]:
    """Posts that stand empty, as far as it is known since when, and terms that end.  Three queries."""
    for seat in seats_of(Organisation.objects.all(), on):
        post = seat.post.value
        if seat.vacant_days is not None and seat.vacant_since is not None:
            since = seat.vacant_since.isoformat()
            yield Found(RuleName.VACANT, seat.code, post, seat.vacant_days, {"post": post, "since": since})
        elif seat.term_ends is not None:
            day = seat.term_ends.isoformat()
            yield Found(RuleName.ELECTION, seat.code, post, (seat.term_ends - on).days, {"post": post, "day": day})


def late(on: date) -> Iterator[Found]:
    """The latest filings of an organisation, as far back as none was in time.  One query."""
    deadline = Coalesce("extended_to", "due_on")
    filings = Filing.objects.annotate(last_day=deadline).order_by("organisation__code", "due_on")
    in_time = filings.filter(organisation=OuterRef("organisation"), due_on__gte=OuterRef("due_on"))
    in_time = in_time.filter(first_submitted_on__lte=F("last_day"))
    missed = Q(first_submitted_on__gt=F("last_day")) | Q(first_submitted_on__isnull=True, last_day__lt=on)
    rows = filings.filter(missed, ~Exists(in_time), due_on__lt=on)
    for code, its in groupby(rows.values_list("organisation__code", "year", "month"), key=itemgetter(0)):
        months = [f"{year}-{month:02}" for _code, year, month in its]
        yield Found(RuleName.LATE, code, "", len(months), {"months": months})


def overdue(on: date) -> Iterator[Found]:
    """Records whose day has passed, of every register that other people may read; one query for each that
    is in use."""
    for register in registers_in_use():
        if register.deadline is None or not register.exchanged:
            continue
        waiting = register.deadline.condition(InTime.OVERDUE, on)
        for record in register.records().counted().filter(waiting).exclude(register.is_confidential()):
            due: date = getattr(record, register.deadline.due)
            facts = {"register": register.name, "record": record.pk, "due": due.isoformat()}
            facts["title"] = register.title_of(record)[:TITLE]
            code = getattr(record, register.own).code
            yield Found(RuleName.OVERDUE, code, f"{register.name} {record.pk}", (on - due).days, facts)


def no_admission(on: date) -> Iterator[Found]:
    """Branches that admitted nobody for years (M109): by their latest approval, without any by their roll.

    Who joined elsewhere and moved in is on the roll as well.  Two queries.
    """
    cases = Admission.objects.counted().filter(approved_on__lte=on).order_by().values_list("organisation__code")
    approved = dict(cases.annotate(Max("approved_on")))
    rolls = Member.objects.counted().filter(joined_on__lte=on).order_by().values_list("organisation__code")
    for code, joined in rolls.annotate(Max("joined_on")):
        latest = approved.get(code, joined)
        since = {"since": latest.isoformat()}
        yield Found(RuleName.NO_ADMISSION, code, "", months_between(latest, on) // 12, since)


def no_activist(on: date) -> Iterator[Found]:
    """Branches with a roll in which nobody became an activist for years (M109).

    Where nobody ever did it is asked since the first case of the whole tree.  Three queries.
    """
    cases = Admission.objects.counted().filter(applied_on__lte=on).order_by()
    within = Q(organisation__placements__in=Placement.objects.on(on))
    begun: dict[str, date] = {}
    for path, first in cases.filter(within).values_list("organisation__placements__path").annotate(Min("applied_on")):
        begun[_top(path)] = min(first, begun.get(_top(path), first))
    activists = cases.filter(activist_on__lte=on).values_list("organisation__code")
    latest = dict(activists.annotate(Max("activist_on")))
    rolls = Member.objects.counted().filter(left_on__isnull=True).values("organisation")
    there = Placement.objects.on(on).filter(sets.exists_on(on), organisation__in=rolls)
    for code, path, opened in there.values_list("organisation__code", "path", "organisation__opened"):
        if _top(path) in begun:
            since = latest.get(code) or max(begun[_top(path)], opened or date.min)
            facts = {"since": since.isoformat()}
            yield Found(RuleName.NO_ACTIVIST, code, "", months_between(since, on) // 12, facts)


def months_between(since: date, on: date) -> int:
    """The whole months from a day to another."""
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def _top(path: str) -> str:
    return path[:SEGMENT_WIDTH]


RULES: tuple[Callable[[date], Iterable[Found]], ...] = (
    behind,
    not_held,
    seats,
    late,
    overdue,
    no_admission,
    no_activist,
)
