"""Figures inside a text: ``【OPT-01】`` is the indicator's figure as the report tells it.  Pure: no ORM."""

import re
from collections.abc import Callable

_REFERENCE = re.compile(r"【\s*([^【】]+?)\s*】")


def codes_in(text: str) -> list[str]:
    """The codes that a text refers to, each once, in their order."""
    return list(dict.fromkeys(_REFERENCE.findall(text)))


def resolved(text: str, figure: Callable[[str], str]) -> str:
    """The text with what `figure` says of each code in its place."""
    return _REFERENCE.sub(lambda found: figure(found[1]), text)
