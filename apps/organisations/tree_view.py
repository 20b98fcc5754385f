"""The tree as a page shows it: the organisations that a person may see, each below its parent, on one day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from apps.accounts.models import User
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import SEGMENT_WIDTH


@dataclass(slots=True)
class Node:
    """An organisation in the tree of a day.

    `below` is the number of organisations of that day below it, at all levels.  A page is written in one pass:
    after a node as many lists as `ends` has members are to be closed.
    """

    organisation: Organisation
    exists: bool
    parent: "Node | None" = None
    depth: int = 0
    below: int = 0
    has_children: bool = False
    found: bool = False
    unfolded: bool = False
    ends: range = range(0)


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes in the order of the page, parents first, and those that were searched for."""

    nodes: Sequence[Node]
    found: Sequence[Node]

    @property
    def existing(self) -> int:
        """How many organisations there are on the day, closed ones not counted."""
        return sum(node.exists for node in self.nodes)


def tree_on(user: User, on: date, text: str = "") -> Tree:
    """The organisations that `user` may see as they stood on the day `on`, `text` searched for.  Two queries.

    Below one parent the Party's own organisations come first, then the mass organisations, each by code.

    Who may see is decided by the last known place; one whose parents of that day are all hidden stands at the top.
    """
    seen = Organisation.objects.visible_to(user, "organisation.view")
    places = Placement.objects.on(on).filter(organisation__in=seen).select_related("organisation")
    in_order = sorted(places, key=lambda place: (place.organisation.kind not in PARTY_KINDS, place.organisation.code))
    by_path = {place.path: _node(place, on) for place in in_order}
    nodes = _in_order(by_path)
    for node, after in zip_longest(nodes, nodes[1:]):
        node.ends = range(node.depth - (after.depth if after else 0))
    return Tree(nodes, _search(nodes, text.strip().casefold()))


def _node(place: Placement, on: date) -> Node:
    closed: date | None = place.organisation.closed
    return Node(place.organisation, exists=closed is None or closed > on)


def _in_order(by_path: Mapping[str, Node]) -> list[Node]:
    """Every node followed by those below it, the nodes of one parent in the order in which they came."""
    children: dict[str, list[str]] = {}
    for path in by_path:
        children.setdefault(_nearest_above(path, by_path), []).append(path)
    nodes: list[Node] = []
    stack: list[tuple[str, Node | None]] = [(path, None) for path in reversed(children.get("", []))]
    while stack:
        path, parent = stack.pop()
        node = by_path[path]
        node.parent, node.depth = parent, parent.depth + 1 if parent else 0
        node.has_children = path in children
        node.unfolded = parent is None
        nodes.append(node)
        stack.extend((below, node) for below in reversed(children.get(path, [])))
    for node in reversed(nodes):
        if node.parent:
            node.parent.below += node.below + node.exists
    return nodes


def _nearest_above(path: str, by_path: Mapping[str, Node]) -> str:
    while path := path[:-SEGMENT_WIDTH]:
        if path in by_path:
            break
    return path


def _search(nodes: Iterable[Node], text: str) -> list[Node]:
    """Mark the nodes whose code or name holds `text` and unfold the way to them."""
    if not text:
        return []
    found = [it for it in nodes if text in it.organisation.code.casefold() or text in it.organisation.name.casefold()]
    for node in found:
        node.found = True
        above = node.parent
        while above and not above.unfolded:
            above.unfolded = True
            above = above.parent
    return found
