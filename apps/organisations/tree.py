"""The dated tree as arithmetic: from who-stood-below-whom-when to paths.  No ORM."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

SEGMENT_WIDTH = 8


class Loop(ValueError):
    """An organisation would stand below itself; `organisations` are the ids on the loop."""

    def __init__(self, organisations: frozenset[int]) -> None:
        super().__init__(f"loop through {sorted(organisations)}")
        self.organisations = organisations


@dataclass(frozen=True, slots=True)
class Link:
    """An organisation stands below `parent` (None: at the top) during [start, end); end None: until further notice."""

    parent: int | None
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of time in which an organisation has one parent and one path."""

    parent: int | None
    path: str
    start: date
    end: date | None


def segment(organisation: int) -> str:
    """The fixed-width part of a path that stands for one organisation; digits only, so every collation agrees."""
    return str(organisation).zfill(SEGMENT_WIDTH)


def path_range(path: str) -> tuple[str, str]:
    """The half-open range of paths of an organisation and all below it."""
    return path, path + "9" * SEGMENT_WIDTH


def ids_on(path: str) -> list[int]:
    """The organisations from the top down to the one that the path belongs to."""
    return [int(path[at : at + SEGMENT_WIDTH]) for at in range(0, len(path), SEGMENT_WIDTH)]


def links_of(places: Sequence[Place]) -> list[Link]:
    """The links behind an organisation's places: consecutive places with one parent are one link."""
    ordered = sorted(places, key=lambda place: place.start)
    runs = [list(run) for _, run in groupby(ordered, key=lambda place: place.parent)]
    return [Link(run[0].parent, run[0].start, run[-1].end) for run in runs]


def moved(links: Sequence[Link], parent: int | None, on: date) -> list[Link]:
    """The links after a move below `parent` on the day `on`; what was planned for later is replaced."""
    kept = [Link(link.parent, link.start, _earlier(link.end, on)) for link in links if link.start < on]
    return [*kept, Link(parent, on)]


def corrected(links: Sequence[Link], parent: int | None, start: date) -> list[Link]:
    """The links with the last one corrected to `parent`; `start` counts where there is none yet."""
    if not links:
        return [Link(parent, start)]
    return [*links[:-1], Link(parent, links[-1].start, links[-1].end)]


def places(links: Mapping[int, Sequence[Link]], known: Mapping[int, Sequence[Place]]) -> dict[int, list[Place]]:
    """The places of every organisation in `links`; `known` holds the places of parents outside `links`.

    Raises `Loop` where an organisation would stand below itself, be it at different times.
    """
    found: dict[int, list[Place]] = {}
    for organisation in links:
        _place(organisation, links, known, found)
    return found


def _place(
    start_at: int,
    links: Mapping[int, Sequence[Link]],
    known: Mapping[int, Sequence[Place]],
    found: dict[int, list[Place]],
) -> None:
    """Place `start_at` after its parents, without recursion: a tree may be deep."""
    open_: dict[int, None] = {}
    stack = [start_at]
    while stack:
        organisation = stack[-1]
        if organisation in found:
            stack.pop()
            continue
        open_[organisation] = None
        waiting = [
            link.parent
            for link in links[organisation]
            if link.parent is not None and link.parent in links and link.parent not in found
        ]
        if again := next((parent for parent in waiting if parent in open_), None):
            way = list(open_)
            raise Loop(frozenset(way[way.index(again) :]))
        if waiting:
            stack.extend(waiting)
            continue
        found[organisation] = [
            place
            for link in links[organisation]
            for place in _below(organisation, link, known if link.parent not in found else found)
        ]
        del open_[organisation]
        stack.pop()


def _below(organisation: int, link: Link, above: Mapping[int, Sequence[Place]]) -> list[Place]:
    if link.parent is None:
        return [Place(None, segment(organisation), link.start, link.end)]
    return [
        Place(
            link.parent,
            upper.path + segment(organisation),
            max(link.start, upper.start),
            _earlier(link.end, upper.end),
        )
        for upper in above.get(link.parent, ())
        if (link.end is None or upper.start < link.end) and (upper.end is None or link.start < upper.end)
    ]


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
