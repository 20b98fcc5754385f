"""How much of a workbook is read at most, so that whatever it holds, memory and time stay bounded.

A workbook that people fill stays far below: 200,000 rows of a register have some seven million tags.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from apps.core.ooxml import Refused

CHUNK = 64 * 1024
#: The longest tag, comment or stretch of text of a part.
LONGEST = 1024 * 1024
DEEPEST = 100
#: Excel itself allows 32,767 characters in a cell; each may be written as two halves.
LONGEST_TEXT = 65_536
#: Excel itself allows 255 characters in a number format.
LONGEST_CODE = 255
MAX_ROWS = 200_000
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MAX_TEXTS = 1_000_000
#: Excel itself allows 65,490 cell formats.
MAX_FORMATS = 100_000
MAX_MERGED = 100_000
#: Tags of all parts together: what reading costs in time.
MAX_TAGS = 12_000_000
#: Characters of all texts together: what they cost in memory, at most four bytes each.
MAX_CHARACTERS = 64 * 1024 * 1024


@dataclass(slots=True)
class Budget:
    """What may still be read of one workbook; every part of it draws on the same."""

    tags: int = field(default_factory=lambda: MAX_TAGS)
    characters: int = field(default_factory=lambda: MAX_CHARACTERS)

    def spend(self, tags: int) -> None:
        self.tags -= tags
        if self.tags < 0:
            raise too_much()

    def keep(self, characters: int) -> None:
        self.characters -= characters
        if self.characters < 0:
            raise too_much()


def too_much() -> Refused:
    return Refused(
        _("The workbook holds too much: cells, texts or formats without end. Copy the rows that matter to a new one.")
    )


def too_long() -> Refused:
    return Refused(_("A cell holds more text than Excel itself allows (32,767 characters)."))


def too_many_rows() -> Refused:
    return Refused(
        _("The sheet has more than 200,000 rows, blank ones counted. Copy the rows that matter to a new workbook.")
    )
