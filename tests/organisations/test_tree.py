"""The dated tree against the naive way: walking up the links that hold on the day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.calendar import BEGINNING
from apps.organisations.tree import (
    Link,
    Loop,
    Place,
    corrected,
    ids_on,
    is_below,
    links_of,
    loops,
    moved,
    opened_on,
    path_range,
    places,
    segment,
)

FIRST = date(2012, 1, 1)
Links = dict[int, list[Link]]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


days = st.integers(0, 12).map(day)
openings = st.none() | days


@st.composite
def trees(draw: st.DrawFn) -> tuple[Links, dict[int, date | None]]:
    """Up to nine organisations with random openings, each moved up to three times; loops may come out."""
    count = draw(st.integers(1, 9))
    opened = {organisation: draw(openings) for organisation in range(1, count + 1)}
    links: Links = {}
    for organisation in range(1, count + 1):
        parents = st.none() | st.integers(1, count)
        links[organisation] = [Link(draw(parents), opened[organisation] or BEGINNING)]
        for _ in range(draw(st.integers(0, 3))):
            on = max(draw(days), opened[organisation] or BEGINNING)
            links[organisation] = moved(links[organisation], draw(parents), on)
    return links, opened


def walk_up(organisation: int, links: Mapping[int, Sequence[Link]], on: date) -> list[int] | None:
    """The organisations that exist, from the top down to this one; None where it does not; a loop never ends."""
    link = next((it for it in links[organisation] if it.start <= on and (it.end is None or on < it.end)), None)
    if link is None:
        return None
    if link.parent is None:
        return [organisation]
    return [*(walk_up(link.parent, links, on) or []), organisation]


def place_on(row: Sequence[Place], on: date) -> Place | None:
    found = [place for place in row if place.start <= on and (place.end is None or on < place.end)]
    assert len(found) <= 1
    return found[0] if found else None


EVERY_DAY = [BEGINNING, *(day(number) for number in range(-1, 14)), date(2999, 12, 31)]


@given(trees())
def test_every_path_on_every_day_is_what_walking_up_the_links_finds(tree: tuple[Links, object]) -> None:
    links, _ = tree
    try:
        found = places(links, {})
    except Loop:
        return
    for organisation, row in found.items():
        for on in EVERY_DAY:
            place = place_on(row, on)
            assert (ids_on(place.path) if place else None) == walk_up(organisation, links, on)


@given(trees())
def test_a_loop_is_refused_exactly_where_links_that_overlap_lead_back(tree: tuple[Links, object]) -> None:
    links, _ = tree
    overlapping = {
        ((child, it), (it.parent, upper))
        for child, row in links.items()
        for it in row
        if it.parent is not None
        for upper in links[it.parent]
        if it.start < (upper.end or date.max) and upper.start < (it.end or date.max)
    }
    reached = set(overlapping)
    while more := {(a, d) for a, b in reached for c, d in overlapping if b == c} - reached:
        reached |= more
    on_loops = {a for a, b in reached if a == b}
    between = {b for a, b in reached for c, d in reached if a in on_loops and b == c and d in on_loops}
    assert loops(links) == {organisation for organisation, _ in on_loops | between}
    if on_loops:
        with pytest.raises(Loop) as refused:
            places(links, {})
        assert refused.value.organisations == loops(links)
    else:
        for on in EVERY_DAY:
            for organisation in links:
                walk_up(organisation, links, on)


@given(trees())
def test_the_range_of_a_path_holds_exactly_the_organisations_below(tree: tuple[Links, object]) -> None:
    links, _ = tree
    try:
        found = places(links, {})
    except Loop:
        return
    for on in EVERY_DAY:
        paths = {organisation: place.path for organisation in found if (place := place_on(found[organisation], on))}
        for top, path in paths.items():
            low, high = path_range(path)
            below = {organisation for organisation, it in paths.items() if low <= it < high}
            assert below == {organisation for organisation, it in paths.items() if top in ids_on(it)}
            assert below == {organisation for organisation, it in paths.items() if is_below(it, [path])}


@given(trees())
def test_the_places_of_a_part_of_the_tree_need_only_those_of_the_parents_outside(tree: tuple[Links, object]) -> None:
    links, _ = tree
    try:
        whole = places(links, {})
    except Loop:
        return
    some = {organisation: row for organisation, row in links.items() if organisation % 2}
    rest = {organisation: row for organisation, row in whole.items() if organisation not in some}
    assert places(some, rest) == {organisation: whole[organisation] for organisation in some}


@given(trees())
def test_links_survive_being_written_as_places(tree: tuple[Links, object]) -> None:
    links, _ = tree
    try:
        found = places(links, {})
    except Loop:
        return
    assert {organisation: links_of(row) for organisation, row in found.items()} == links
    for row in found.values():
        assert [place.end for place in row] == [*(place.start for place in row[1:]), None]


@given(openings, st.lists(st.tuples(days, st.none() | st.integers(1, 3)), max_size=4))
def test_links_follow_each_other_without_a_gap_whatever_is_moved(
    opened: date | None, moves: list[tuple[date, int | None]]
) -> None:
    links = [Link(1, opened or BEGINNING)]
    for on, parent in moves:
        links = moved(links, parent, max(on, opened or BEGINNING))
    assert links[0].start == (opened or BEGINNING)
    assert [it.end for it in links] == [*(it.start for it in links[1:]), None]


def test_a_move_replaces_what_was_planned_for_later() -> None:
    links = moved([Link(1, BEGINNING)], 2, day(10))
    assert moved(links, 3, day(5)) == [Link(1, BEGINNING, day(5)), Link(3, day(5))]


def test_a_correction_keeps_the_dates() -> None:
    links = [Link(1, BEGINNING, day(5)), Link(2, day(5))]
    assert corrected(links, 3) == [Link(1, BEGINNING, day(5)), Link(3, day(5))]


def test_a_new_opening_takes_the_first_link_along() -> None:
    links = [Link(1, day(3), day(5)), Link(2, day(5))]
    assert opened_on(links, None) == [Link(1, BEGINNING, day(5)), Link(2, day(5))]
    assert opened_on(links, day(4)) == [Link(1, day(4), day(5)), Link(2, day(5))]
    assert opened_on(links, day(7)) == [Link(2, day(7))]


def test_until_its_parent_exists_an_organisation_stands_by_itself() -> None:
    young = {1: [Place(None, segment(1), day(8), None)]}
    placed = places({2: [Link(1, BEGINNING)]}, young)[2]
    assert placed == [
        Place(1, segment(2), BEGINNING, day(8)),
        Place(1, segment(1) + segment(2), day(8), None),
    ]
    assert links_of(placed) == [Link(1, BEGINNING)]


def test_two_organisations_may_change_places_on_one_day() -> None:
    links = {1: [Link(None, BEGINNING, day(5)), Link(2, day(5))], 2: [Link(1, BEGINNING, day(5)), Link(None, day(5))]}
    assert loops(links) == frozenset()
    assert [ids_on(place.path) for place in places(links, {})[1]] == [[1], [2, 1]]


def test_loops_are_found_all_at_once_and_what_hangs_below_them_is_not_among_them() -> None:
    always = {1: 2, 2: 1, 3: 3, 4: 1, 5: None}
    assert loops({child: [Link(parent, BEGINNING)] for child, parent in always.items()}) == {1, 2, 3}
