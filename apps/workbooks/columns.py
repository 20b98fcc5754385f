"""How a column of a workbook is declared: once, for import, template and export (contract.md, "Workbooks")."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from re import compile as pattern
from typing import Any

from django.utils.translation import gettext as _

#: Outer blanks that a person does not see: ordinary, full-width, non-breaking, zero-width.
BLANKS = " \t\r\n\u3000\u00a0\u200b\ufeff"

_DATE = pattern(r"(\d{4})(?:-|\.|/|年)(\d{1,2})(?:-|\.|/|月)(\d{1,2})日?")


class BadValue(ValueError):
    """A cell's value does not fit its column; the text says why, in the reader's language."""


@dataclass(frozen=True)
class Column:
    """A column of text.

    `heading` is the Chinese word in row 1 of the workbook in every interface language, `key` the name of the
    value in code.  `read` turns a cell's value (never blank) into the value in code and raises `BadValue`;
    `write` does the reverse.
    """

    heading: str
    key: str
    required: bool = False
    is_key: bool = False
    longest: int = 200
    width: int = 16
    help_text: str = ""

    def read(self, value: Any) -> Any:
        text = as_text(value)
        if len(text) > self.longest:
            raise BadValue(_("At most %(count)d characters.") % {"count": self.longest})
        return text

    def write(self, value: Any) -> Any:
        return value

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that the column takes, for a drop-down list in the template."""
        return ()


@dataclass(frozen=True)
class CodeColumn(Column):
    """A column of codes: full-width letters and digits read as half-width, a number as its digits."""

    def read(self, value: Any) -> str:
        if isinstance(value, float) and not value.is_integer():
            raise BadValue(_("A code, not a number with a fraction."))
        return str(super().read(half_width(as_text(value))))


@dataclass(frozen=True)
class IntegerColumn(Column):
    """A column of whole numbers between `least` and `most`."""

    least: int = 0
    most: int = 2_000_000_000

    def read(self, value: Any) -> int:
        text = half_width(as_text(value))
        try:
            number = int(text)
        except ValueError:
            raise BadValue(_("A whole number, please.")) from None
        if not self.least <= number <= self.most:
            limits = {"least": self.least, "most": self.most}
            raise BadValue(_("A whole number from %(least)d to %(most)d, please.") % limits)
        return number


@dataclass(frozen=True)
class DateColumn(Column):
    """A column of days: an Excel date or one of the ways in which people write dates."""

    width: int = 13

    def read(self, value: Any) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = _DATE.fullmatch(half_width(as_text(value)))
        try:
            if found:
                return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass
        raise BadValue(_("Not a date that exists. Write it like 2012-03-20."))


@dataclass(frozen=True)
class WordColumn(Column):
    """A column that takes certain words; `words` leads from the word to the value in code.

    Several words may mean one value: the first is the one that is written.
    """

    words: Mapping[str, Any] = field(default_factory=dict)

    def read(self, value: Any) -> Any:
        text = as_text(value)
        try:
            return self.words[text]
        except KeyError:
            offered = "、".join(self.choices)
            raise BadValue(_("Not one of the words that this column takes: %(words)s") % {"words": offered}) from None

    def write(self, value: Any) -> Any:
        return next((word for word, meant in self.words.items() if meant == value), None)

    @property
    def choices(self) -> tuple[str, ...]:
        written = {self.write(value): None for value in self.words.values()}
        return tuple(written)


YES_NO = {"是": True, "否": False}


def as_text(value: Any) -> str:
    """A cell's value as the text that a person reads, without outer blanks; 101.0 is "101"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    return str(value).strip(BLANKS)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip(BLANKS)
