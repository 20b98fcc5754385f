"""Room for deep calls.

CPython keeps the frames of a thread in pieces of 16 kB, and gives a piece back to the system with the last
frame in it: a loop whose calls lie just across the end of a piece asks the system for memory with each of them.  At the
depth at which tests visit pages that was a seventh of their time.  A frame that is itself large gets a piece with room.
"""

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
#: Values; the piece is made twice as large at the next power of two, and what is left of it takes all deeper frames.
ROOM = 40_000


def with_room(call: Callable[[], Result]) -> Result:
    """What `call` returns."""
    return call()


with_room.__code__ = with_room.__code__.replace(co_stacksize=ROOM)
