"""How a whole is split over its parts (figures.md, section 3).  Pure: no ORM."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from apps.core.amount import HUNDRED

P = TypeVar("P", bound=Hashable)


def split_evenly(whole: int, parts: Sequence[P], *, unit: int = HUNDRED) -> dict[P, int]:
    """`whole` (hundredths) over `parts` in steps of `unit` (one piece by default), the first parts getting the rest.

    The shares add up to the whole.  Parts that would get nothing are left out: nothing is asked of them.
    """
    if not parts:
        return {}
    pieces, crumbs = divmod(whole, unit)
    share, more = divmod(pieces, len(parts))
    shares = {part: (share + (at < more)) * unit for at, part in enumerate(parts)}
    shares[parts[0]] += crumbs
    return {part: value for part, value in shares.items() if value}
