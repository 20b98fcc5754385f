"""What a set of criteria asks, item by item, as it is written: ``15 班子建设 【OPT-01】``.  Pure: no ORM."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The points of an item and what it is called; behind it, where the plan measures it, the indicator.
_LINE = re.compile(r"(\d{1,3})(?:\s*分)?[\s、.．]+(.+?)\s*(?:【\s*([^【】]+?)\s*】)?")
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its points; `code` is the indicator of the plan that shows how far it is."""

    points: int
    name: str
    code: str = ""


def items_in(text: str) -> list[Item]:
    """The items of a text, one in each line; lines that cannot be read are left out (`unread` names them)."""
    return [item for _line, item in _read(text) if item]


def unread(text: str) -> list[str]:
    """The lines that are no item: without points, without a name, or with a name that is there already."""
    seen: set[str] = set()
    wrong = []
    for line, item in _read(text):
        if item is None or item.name in seen or not item.points or len(item.name) > LONGEST:
            wrong.append(line)
        else:
            seen.add(item.name)
    return wrong


def _read(text: str) -> Iterator[tuple[str, Item | None]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line)
        yield line, Item(int(found[1]), found[2], found[3] or "") if found else None
