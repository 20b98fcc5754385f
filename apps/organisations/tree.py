"""The dated tree as arithmetic: from who-stood-below-whom-when to paths.  No ORM."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from apps.core.calendar import BEGINNING

SEGMENT_WIDTH = 8


class Loop(ValueError):
    """An organisation would stand below itself; `organisations` are the ids on the loop."""

    def __init__(self, organisations: Collection[int]) -> None:
        super().__init__(f"loop through {sorted(organisations)}")
        self.organisations = frozenset(organisations)


@dataclass(frozen=True, slots=True)
class Link:
    """An organisation stands below `parent` (None: at the top) during [start, end); end None: until further notice.

    The links of an organisation follow each other without a gap, the first from its opening on (`BEGINNING`
    where nobody knows the day), the last one without end: closing an organisation does not move it.
    """

    parent: int | None
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of time in which an organisation has one parent and one path; while the parent does not exist
    yet, the path is the organisation's alone."""

    parent: int | None
    path: str
    start: date
    end: date | None


#: A link among those of many organisations: the organisation, and the link's number among its links.
Node = tuple[int, int]


def segment(organisation: int) -> str:
    """The fixed-width part of a path that stands for one organisation; digits only, so every collation agrees."""
    return str(organisation).zfill(SEGMENT_WIDTH)


def path_range(path: str) -> tuple[str, str]:
    """The half-open range of paths of an organisation and all below it."""
    return path, path + "9" * SEGMENT_WIDTH


def place_of(organisation: int, path: str) -> str:
    """The path of an organisation that stands at `path` or directly above it."""
    return path if path.endswith(segment(organisation)) else path[:-SEGMENT_WIDTH]


def is_below(path: str, tops: Iterable[str]) -> bool:
    """Whether the organisation at `path` is one of those at `tops`, or stands below one."""
    return path.startswith(tuple(tops))


def ids_on(path: str) -> list[int]:
    """The organisations from the top down to the one that the path belongs to."""
    return [int(path[at : at + SEGMENT_WIDTH]) for at in range(0, len(path), SEGMENT_WIDTH)]


def links_of(places: Iterable[Place]) -> list[Link]:
    """The links behind an organisation's places: consecutive places with one parent are one link."""
    ordered = sorted(places, key=lambda place: place.start)
    runs = [list(run) for _, run in groupby(ordered, key=lambda place: place.parent)]
    return [Link(run[0].parent, run[0].start, run[-1].end) for run in runs]


def opened_on(links: Sequence[Link], opened: date | None) -> list[Link]:
    """The links with the first one beginning on the day `opened` (None: always); what ended before it is gone."""
    start = opened or BEGINNING
    kept = [link for link in links if link.end is None or link.end > start]
    return [replace(link, start=start) if link is kept[0] else link for link in kept]


def moved(links: Sequence[Link], parent: int | None, on: date) -> list[Link]:
    """The links after a move below `parent` on the day `on`; what was planned for later is replaced."""
    kept = [Link(link.parent, link.start, _earlier(link.end, on)) for link in links if link.start < on]
    if kept and kept[-1].parent == parent:
        return [*kept[:-1], replace(kept[-1], end=None)]
    return [*kept, Link(parent, on)]


def passed_on(links: Sequence[Link], former: int, heir: int | None, on: date) -> list[Link]:
    """The links with all that holds below `former` on the day `on` or later held below `heir` from then on."""
    found: list[Link] = []
    for link in links:
        reaches = link.parent == former and (link.end is None or link.end > on)
        if reaches and link.start < on:
            found.append(replace(link, end=on))
        new = Link(heir, max(link.start, on), link.end) if reaches else link
        if found and found[-1].parent == new.parent and found[-1].end == new.start:
            found[-1] = replace(found[-1], end=new.end)
        else:
            found.append(new)
    return found


def corrected(links: Sequence[Link], parent: int | None) -> list[Link]:
    """The links with the last one corrected to `parent`: it stood there all along."""
    return [*links[:-1], replace(links[-1], parent=parent)]


def places(links: Mapping[int, Sequence[Link]], known: Mapping[int, Sequence[Place]]) -> dict[int, list[Place]]:
    """The places of every organisation in `links`; `known` holds the places of parents outside `links`.

    Raises `Loop` where an organisation would stand below itself.
    """
    needs = _needs(links)
    in_order = _in_order(needs)
    if len(in_order) < len(needs):
        raise Loop(loops(links))
    found: dict[int, list[Place]] = {organisation: [] for organisation in links}
    for organisation, number in in_order:
        link = links[organisation][number]
        above = found if link.parent in found else known
        found[organisation].extend(_below(organisation, link, above))
    for row in found.values():
        row.sort(key=lambda place: place.start)
    return found


def loops(links: Mapping[int, Sequence[Link]]) -> frozenset[int]:
    """The organisations that would stand below themselves at some time (and those between two such loops)."""
    needs = _needs(links)
    stuck = needs.keys() - set(_in_order(needs))
    needed_by: dict[Node, list[Node]] = {node: [] for node in stuck}
    for node in stuck:
        for upper in needs[node]:
            if upper in stuck:
                needed_by[upper].append(node)
    only_below_a_loop = _in_order(needed_by)
    return frozenset(organisation for organisation, _ in stuck - set(only_below_a_loop))


def _needs(links: Mapping[int, Sequence[Link]]) -> dict[Node, list[Node]]:
    """For every link the links of its parent that hold at the same time: they must be placed before it."""
    return {
        (organisation, number): [
            (link.parent, upper)
            for upper, it in enumerate(links.get(link.parent, ()) if link.parent is not None else ())
            if link.parent is not None and _overlap(link, it)
        ]
        for organisation, row in links.items()
        for number, link in enumerate(row)
    }


def _in_order(needs: Mapping[Node, Collection[Node]]) -> list[Node]:
    """The nodes, each after those that it needs; without those on a loop and those that need one of them."""
    waiting = {node: len(needed) for node, needed in needs.items()}
    needed_by: dict[Node, list[Node]] = defaultdict(list)
    for node, needed in needs.items():
        for other in needed:
            needed_by[other].append(node)
    ready = deque(node for node, count in waiting.items() if count == 0)
    in_order = []
    while ready:
        node = ready.popleft()
        in_order.append(node)
        for other in needed_by[node]:
            waiting[other] -= 1
            if waiting[other] == 0:
                ready.append(other)
    return in_order


def _below(organisation: int, link: Link, above: Mapping[int, Sequence[Place]]) -> list[Place]:
    """The places that a link makes out of its parent's; until the parent exists the organisation stands by itself."""
    own = segment(organisation)
    if link.parent is None:
        return [Place(None, own, link.start, link.end)]
    uppers = [upper for upper in above.get(link.parent, ()) if _overlap(link, upper)]
    found = [
        Place(link.parent, upper.path + own, max(link.start, upper.start), _earlier(link.end, upper.end))
        for upper in uppers
    ]
    begins = min((place.start for place in found), default=link.end)
    if begins is None or link.start < begins:
        found.append(Place(link.parent, own, link.start, begins))
    return found


def _overlap(one: Link | Place, other: Link | Place) -> bool:
    return (other.end is None or one.start < other.end) and (one.end is None or other.start < one.end)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
