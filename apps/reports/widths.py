"""How wide the columns of a table are, by what stands in them.  Pure; every width in half-width characters."""

from collections.abc import Sequence
from typing import NamedTuple

from apps.core.text import text_width
from apps.reports.layout import Column, Form, Row, text_of

#: What is not running text is left on one line up to so many times what the table gives the column.
MOST = 1.5
#: Words get at least so many times what the table gives their column, before they take two lines.
ENOUGH = 1.25
#: So much of its width a column keeps in which nothing stands: people write into it by hand.
BLANK = 0.6
#: Half a Chinese character is so much less than a figure of another typeface, as a share of itself.
WIDER = 0.3
#: Running text takes no less than this of what the table gives it; else all columns are as the table says.
LEAST = 0.5
#: Words are given two lines before running text is left less than this.
ROOMY = 0.75


class _Need(NamedTuple):
    """Of a column: what the table gives it, what its heading takes in two lines, and its widest cell on one line."""

    runs: bool
    form: Form
    given: float
    heading: float
    alone: float

    @property
    def wanted(self) -> float:
        """One line for what is short, or nearly so; else what the table gives."""
        if not self.alone:
            return max(self.heading, self.given * BLANK)
        if self.form in (Form.NUMBER, Form.PERCENT, Form.DAY) or self.alone <= self.given * MOST:
            return max(self.heading, self.alone)
        return max(self.heading, self.given, 0 if self.runs else min(self.alone / 2, self.given * MOST))

    @property
    def least(self) -> float:
        """Where the page is narrow long words take two lines; days and numbers never do."""
        return max(self.heading, min(self.wanted, self.given * ENOUGH)) if self.form is Form.WORD else self.wanted


def shared_out(columns: Sequence[Column], rows: Sequence[Row], total: float, padding: float) -> list[float]:
    """`total` among `columns`, so that days and numbers stand on one line, and short words where that is possible.

    `padding` is what a cell needs beside its text.  Running text takes what is left, the longest most of it; what
    nobody needs goes to all, in proportion to what the table gives them.
    """
    needs = _needs(columns, rows, total, padding)
    if (left := total - sum(it.wanted for it in needs)) >= 0:
        return [it.wanted + left * it.given / total for it in needs]
    running, others = [it for it in needs if it.runs], [it for it in needs if not it.runs]
    usual = sum(it.given for it in running)
    fixed = [it.wanted for it in others]
    if total - sum(fixed) < ROOMY * usual:
        fixed = [it.least for it in others]
    if (rest := total - sum(fixed)) < LEAST * usual:
        return [it.given for it in needs]
    texts, words = iter(_by_length(running, rest)), iter(fixed)
    return [next(texts if it.runs else words) for it in needs]


def _needs(columns: Sequence[Column], rows: Sequence[Row], total: float, padding: float) -> list[_Need]:
    unit = total / sum(it.width for it in columns)
    found = []
    for at, it in enumerate(columns):
        text = longest(rows, at, it.form)
        heading = max(map(reserved, _halves(it.heading.replace("\n", "")))) + padding
        runs = it.form in (Form.TEXT, Form.LINK)
        found.append(_Need(runs, it.form, it.width * unit, heading, text + padding if text else 0))
    return found


def _by_length(running: Sequence[_Need], total: float) -> list[float]:
    """`total` in proportion half to the widest cells, half to what the table gives, and room for every heading."""
    lengths = [it.alone + it.given for it in running]
    found = [max(it.heading, total * length / sum(lengths)) for it, length in zip(running, lengths, strict=True)]
    return [it * total / sum(found) for it in found]


def reserved(text: str) -> float:
    """What a text may take: programs that lack the typeface of the table set figures and letters a third wider."""
    return text_width(text) + sum(map(str.isascii, text)) * WIDER


def longest(rows: Sequence[Row], at: int, form: Form) -> float:
    """The widest cell of a column."""
    return max((reserved(text_of(row[at], form)) for row in rows), default=0)


def in_two_lines(heading: str, room: float) -> str:
    """A heading that does not fit in `room`, broken in the middle: ``党员/总数`` rather than ``党员总/数``."""
    return heading if text_width(heading) <= room else "\n".join(_halves(heading))


def _halves(heading: str) -> list[str]:
    """A heading of more than three characters in two, torn neither within a number nor behind a bracket."""
    aim = text_width(heading) / 2
    places = [at for at in range(2, len(heading) - 1) if not _holds_together(heading[at - 1], heading[at])]
    at = min(places, key=lambda it: abs(text_width(heading[:it]) - aim), default=0)
    return [heading[:at], heading[at:]] if at else [heading]


def _holds_together(one: str, other: str) -> bool:
    return (one + other).isascii() or one in "（(" or other in "）)、，"
