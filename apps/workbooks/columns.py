"""How a column of a workbook is declared: once, for import, template and export (contract.md, "Workbooks")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.core.days import read_day
from apps.core.numbers import BadNumber, read_number
from apps.core.text import clean, half_width, on_one_line

#: Above this Excel no longer keeps every digit of a number.
EXACT_IN_EXCEL = 10**15
#: Up to so many characters a text stands on one line, in a form as in a cell.
LONGEST_LINE = 120


class BadValue(ValueError):
    """A cell's value does not fit its column; the text says why, in the reader's language."""


class Percent(float):
    """A number that the workbook shows as a percentage: 0.8, which a person reads as 80 %."""


class Duration(float):
    """Days that the workbook shows as elapsed time: 1.25, which a person reads as 30:00."""

    def __str__(self) -> str:
        hours, minutes = divmod(round(self * 24 * 60), 60)
        return f"{hours}:{minutes:02}"


class Disguised(float):
    """A number that the workbook shows as another one: 244000 as 24.4万, 244 as 24.4."""

    def __str__(self) -> str:
        return f"{Decimal(format(self, '.15g')):f}"


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell without a value that counts: an Excel error such as ``#N/A``, or a formula without a saved value."""

    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Column:
    """A column of text.

    `heading` is the Chinese word in row 1 of the workbook in every interface language, `key` the name of the
    value in code.  `read` turns a cell's value (never blank) into the value in code and raises `BadValue`.
    """

    heading: str
    key: str
    required: bool = False
    is_key: bool = False
    longest: int = 200
    width: int = 16
    help_text: str | Promise = ""
    #: What follows from the other columns: an export writes it, an import reads over it.
    is_told: bool = False
    #: The restricted field that it holds (``accounts.User.phone``); masked in exports without a watermark.
    restricted: str = ""
    #: What the heading was in earlier versions, whose workbooks are read further on; empty where it was never another.
    former: str = ""

    #: What Excel makes of what a person types into the template: text stays text, so a code keeps its zeros.
    number_format: ClassVar[str] = "@"

    def read(self, value: Any) -> Any:
        text = as_text(value)
        if self.longest <= LONGEST_LINE:
            text = on_one_line(text)
        if len(text) > self.longest:
            raise BadValue(_("At most %(count)d characters.") % {"count": self.longest})
        return text

    @property
    def room(self) -> int:
        """How wide it is in half-width characters: as wide as its heading in any case."""
        return max(self.width, 2 * len(self.heading) + 2)

    @property
    def takes(self) -> str:
        """What the cells take, said to the person who fills in the template."""
        return _("Text of at most %(count)d characters") % {"count": self.longest}

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that the column takes, for a drop-down list in the template."""
        return ()


@dataclass(frozen=True)
class CodeColumn(Column):
    """A column of codes: full-width letters and digits read as half-width, a number as its digits."""

    @property
    def takes(self) -> str:
        return _("A code of letters and digits")

    def read(self, value: Any) -> str:
        if isinstance(value, str):
            return str(super().read(half_width(value)))
        if isinstance(value, Duration | Disguised):
            return as_text(value)
        if isinstance(value, date | time):
            raise BadValue(_("Excel made a date of this code. Format the cell as text and enter it again."))
        if isinstance(value, float) and not value.is_integer():
            raise BadValue(_("A code, not a number with a fraction."))
        if isinstance(value, int | float) and abs(value) >= EXACT_IN_EXCEL:
            raise BadValue(_("Excel keeps only 15 digits of a number. Format the cell as text and enter it again."))
        return str(super().read(value))


@dataclass(frozen=True)
class IntegerColumn(Column):
    """A column of whole numbers between `least` and `most`."""

    least: int = 0
    most: int = 2_000_000_000

    number_format: ClassVar[str] = "General"

    @property
    def takes(self) -> str:
        return _("A whole number from %(least)d to %(most)d") % {"least": self.least, "most": self.most}

    def read(self, value: Any) -> int:
        if type(value) is int and self.least <= value <= self.most:
            return value
        return int(number_in(as_text(value), decimals=0, least=self.least, most=self.most))


@dataclass(frozen=True)
class DateColumn(Column):
    """A column of days: an Excel date or one of the ways in which people write dates."""

    width: int = 13

    number_format: ClassVar[str] = "yyyy-mm-dd"
    #: Whether its values are days, or texts that are read like them.
    holds_days: ClassVar[bool] = True

    @property
    def takes(self) -> str:
        return _("A date like 2012-03-20 or 2012.3.20")

    def read(self, value: Any) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = read_day(as_text(value))
        if found is not None:
            return found
        raise BadValue(_("Not a date that exists. Write it like 2012-03-20."))


@dataclass(frozen=True)
class WordColumn(Column):
    """A column that takes certain words; `words` leads from the word to the value in code.

    Several words may mean one value: the first is the one that is written.
    """

    words: Mapping[str, Any] = field(default_factory=dict)

    @property
    def takes(self) -> str:
        return _("One of: %(words)s") % {"words": "、".join(self.choices)}

    def read(self, value: Any) -> Any:
        text = on_one_line(as_text(value))
        try:
            return self.words[text if text in self.words else half_width(text)]
        except KeyError:
            offered = "、".join(self.choices)
            raise BadValue(_("Not one of the words that this column takes: %(words)s") % {"words": offered}) from None

    @cached_property
    def written(self) -> Mapping[Any, str]:
        """The word that is written for each value in code."""
        return {value: word for word, value in reversed(list(self.words.items()))}

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(word for word, value in self.words.items() if self.written[value] == word)


YES_NO = {"是": True, "否": False}


@dataclass(frozen=True)
class NameColumn(Column):
    """The name of what the code in the column `of` stands for, for people to read.

    An export writes it; an import takes it for a check of the code and for nothing else (`Table.check_name`).
    """

    of: str = ""
    longest: int = 4000
    width: int = 30

    def read(self, value: Any) -> Any:
        return on_one_line(super().read(value))

    @property
    def takes(self) -> str:
        return _("The name that belongs to the code beside it; may stay empty")


def as_text(value: Any) -> str:
    """A cell's value as the text that a person reads, without outer blanks; 101.0 is "101", 80 % is "80".

    Raises `BadValue` for a cell that has no value that counts, or none that can be told for certain.
    """
    if type(value) is str:
        return clean(value)
    if isinstance(value, ErrorCell):
        raise BadValue(_("This cell has no value: correct its formula, or open and save the workbook in Excel."))
    if isinstance(value, float):
        return _number_as_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time.min else value.isoformat(" ", "minutes")
    return clean(str(value))


def _number_as_text(value: float) -> str:
    if isinstance(value, Duration):
        raise BadValue(_("A length of time stands here; it is asked for only where hours are."))
    if isinstance(value, Disguised):
        shown = _(
            "The number format shows another number than the %(number)s that is stored. Format the cell as General."
        )
        raise BadValue(shown % {"number": value})
    if isinstance(value, Percent):
        value = float(Decimal(repr(float(value))) * 100)
    return str(int(value) if value.is_integer() else value)


def number_in(text: str, *, decimals: int, least: int, most: int) -> Decimal:
    """The number that `text`, which is not blank, writes (`core.numbers`); raises `BadValue`."""
    try:
        number = read_number(text, decimals=decimals, least=least, most=most)
    except BadNumber as problem:
        raise BadValue(str(problem)) from problem
    if number is None:
        raise BadValue(_("Enter a number, without sign or unit."))
    return number
