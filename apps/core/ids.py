"""THE reader of what a page itself put into an address or a hidden field: the id of a row, or its version."""

import re

#: No longer than every column of ids can hold.
_ID = re.compile(r"\d{1,18}", re.ASCII)


def read_id(text: str) -> int | None:
    """The id or version that `text` writes; None where it writes none, as no page ever sent it."""
    return int(text) if _ID.fullmatch(text) else None
