"""The posts that organisations should have, each held or empty on a day, and when its term ends (M021 M075 M164)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import pgettext_lazy

from apps.core.ratio import Ratio
from apps.organisations import sets
from apps.organisations.kinds import Kind
from apps.organisations.models import Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.posts.in_step import IN_TIME, LATE, InStep, in_step, secretaries_changed
from apps.posts.models import Appointment, Holders, Post, Way
from apps.posts.rules import Asked, Rules
from apps.registers.links import LinkState

#: A term that ends within so many days is told as due.
SOON = timedelta(days=90)

VACANT = LinkState("vacant", pgettext_lazy("seat", "vacant"), "yellow")
VACANT_LONG = LinkState("vacant_long", pgettext_lazy("seat", "vacant for too long"), "red")
OVERDUE = LinkState("overdue", pgettext_lazy("seat", "term over, election due"), "red")
DUE = LinkState("due", pgettext_lazy("seat", "election due within 90 days"), "yellow")
HELD = LinkState("held", pgettext_lazy("seat", "held"), "green")
STATES = (VACANT_LONG, VACANT, OVERDUE, DUE, HELD)

_BY_KIND = {
    **dict.fromkeys((Kind.LEAGUE_COMMITTEE, Kind.LEAGUE_GENERAL_BRANCH, Kind.LEAGUE_BRANCH), Holders.LEAGUE),
    **dict.fromkeys((Kind.GENERAL_BRANCH, Kind.BRANCH, Kind.JOINT_BRANCH), Holders.BRANCHES),
    Kind.WOMENS_FEDERATION: Holders.WOMEN,
    Kind.TRADE_UNION: Holders.UNIONS,
    Kind.ASSOCIATION: Holders.ASSOCIATIONS,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of an organisation: who holds it until when, or since when nobody does (None: ever, for all we know)."""

    code: str
    name: str
    post: Post
    state: LinkState
    held: Appointment | None = None
    term_ends: date | None = None
    vacant_since: date | None = None
    vacant_days: int | None = None
    in_step: InStep | None = None

    @property
    def is_vacant(self) -> bool:
        return self.held is None


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one post: held of those that should be, and how many stand in each state."""

    post: Post
    held: Ratio
    states: dict[str, int]


def seats_of(organisations: OrganisationQuerySet, on: date) -> list[Seat]:
    """The posts of these organisations on a day, as far as they exist; four queries."""
    settlement = ExpressionWrapper(sets.VILLAGES_AND_COMMUNITIES(on), BooleanField())
    within = organisations.order_by().values("pk")
    places = Placement.objects.on(on).filter(sets.exists_on(on), organisation__in=within).annotate(settled=settlement)
    held: dict[tuple[int, str], list[Appointment]] = {}
    begun = Appointment.objects.counted().filter(organisation__in=within, start__lte=on).order_by("start", "pk")
    for one in begun:
        held.setdefault((one.organisation_id, one.post), []).append(one)
    rules, changes, found = Rules(on), secretaries_changed(within, on), []
    for place in places.select_related("organisation").order_by("organisation__code"):
        its = Holders.SETTLEMENTS if place.settled else _BY_KIND.get(place.organisation.kind)
        asked: Iterable[Asked] = rules.asked(its, place.path) if its else ()
        changed = changes.get(place.organisation_id)
        for it in asked:
            its_holders = held.get((place.organisation_id, it.post), [])
            seat = _seat(place.organisation, it, its_holders, on)
            step = in_step(changed, it.vacant_days, its_holders, on) if changed else None
            found.append(replace(seat, in_step=step))
    return found


def tallies_of(seats: Iterable[Seat]) -> list[Tally]:
    """What the seats come to, by post."""
    by_post: dict[Post, list[Seat]] = {}
    for seat in seats:
        by_post.setdefault(seat.post, []).append(seat)
    return [_tally(post, by_post[post]) for post in Post if post in by_post]


def in_step_of(seats: Iterable[Seat]) -> Ratio:
    """Held in step, of those whose time is over or that are held."""
    states = [seat.in_step.state for seat in seats if seat.in_step]
    return Ratio(states.count(IN_TIME), states.count(IN_TIME) + states.count(LATE))


def _tally(post: Post, seats: list[Seat]) -> Tally:
    states = [seat.state.code for seat in seats]
    held = Ratio(sum(not seat.is_vacant for seat in seats), len(seats))
    return Tally(post, held, {it.code: states.count(it.code) for it in STATES})


def _seat(organisation: Any, asked: Asked, appointments: list[Appointment], on: date) -> Seat:
    now = next((it for it in reversed(appointments) if it.end is None or it.end > on), None)
    seat = {"code": organisation.code, "name": organisation.name, "post": Post(asked.post)}
    if now is None:
        since = max((it.end for it in appointments if it.end), default=organisation.opened)
        days = (on - since).days if since else None
        state = VACANT_LONG if days is None or days > asked.vacant_days else VACANT
        return Seat(**seat, state=state, vacant_since=since, vacant_days=days)
    ends = term_of(now, asked.years)
    if ends is None or ends > on + SOON:
        return Seat(**seat, state=HELD, held=now, term_ends=ends)
    return Seat(**seat, state=OVERDUE if ends <= on else DUE, held=now, term_ends=ends)


def term_of(held: Appointment, years: int | None) -> date | None:
    """The day on which the term ends: as entered, else so many years after it began; nobody appointed has one."""
    if held.term_ends is not None or years is None or held.way == Way.APPOINTED:
        return held.term_ends
    try:
        return held.start.replace(year=held.start.year + years)
    except ValueError:  # 29 February
        return date(held.start.year + years, 3, 1)


def rows_of(seats: Iterable[Seat]) -> Iterator[tuple[Any, ...]]:
    """The seats as rows of a workbook."""
    for it in seats:
        holder = (it.held.person, it.held.start) if it.held else (None, None)
        step = (it.in_step.changed, it.in_step.due, it.in_step.state.code) if it.in_step else (None, None, None)
        yield it.code, it.name, str(it.post.value), *holder, it.term_ends, it.state.code, it.vacant_since, *step
