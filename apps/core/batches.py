"""Many values in portions that one statement can carry."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

BATCH = 1000


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The values in lists of at most `size`; one is taken when it is asked for, so that not all are there at once."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
