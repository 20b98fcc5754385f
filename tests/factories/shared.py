"""What one of the processes that run tests side by side makes for all of them."""

import fcntl
from collections.abc import Callable
from pathlib import Path


def made_once(place: Path, make: Callable[[Path], object]) -> bool:
    """Whether it was made here: else another process has made it, or is waited for until it has.

    `make` writes the file that it is given, which stands at `place` once it is whole.
    """
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if place.exists():
            return False
        part = place.with_suffix(".part")
        make(part)
        part.rename(place)
        return True
