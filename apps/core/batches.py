"""Many values in portions that one statement can carry."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

BATCH = 1000


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    every = list(values)
    for at in range(0, len(every), size):
        yield every[at : at + size]
