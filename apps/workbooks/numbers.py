"""A column of numbers with decimals: amounts, hours, targets, percentages."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from apps.core.amount import hundredths
from apps.workbooks.columns import BadValue, Column, Disguised, Duration, Percent, as_text, number_in

DECIMALS = 2


@dataclass(frozen=True)
class NumberColumn(Column):
    """A column of numbers between `least` and `most` with at most `decimals` decimals.

    The value in code is in integer hundredths, as the database has it (`core.hundredths`); a cell formatted as a
    percentage counts as the person reads it, so 0.8 is 80.
    """

    least: int = 0
    most: int = 2_000_000_000
    width: int = 11

    number_format: ClassVar[str] = "General"

    @property
    def takes(self) -> str:
        limits = {"least": self.least, "most": self.most, "decimals": DECIMALS}
        return _("A number from %(least)d to %(most)d with at most %(decimals)d decimals") % limits

    def read(self, value: Any) -> int:
        return hundredths(number_in(_digits(value), decimals=DECIMALS, least=self.least, most=self.most))


@dataclass(frozen=True)
class HoursColumn(NumberColumn):
    """A column of hours; a cell formatted as elapsed time counts as the person reads it, so 30:00 is 30."""

    @property
    def takes(self) -> str:
        return _("%(number)s; or a time in the format [h]:mm") % {"number": super().takes}

    def read(self, value: Any) -> int:
        if isinstance(value, time):
            raise BadValue(self.takes)
        if not isinstance(value, Duration):
            return super().read(value)
        # A minute is no exact part of a day: Excel keeps fifteen digits, of which the last few are noise.
        return super().read(f"{(Decimal(float(value)) * 24).quantize(Decimal('1e-9')):f}")


def _digits(value: Any) -> str:
    """The number as Excel shows it: a saved 0.30000000000000004 is the 0.3 that the person sees."""
    if isinstance(value, Percent):
        return f"{Decimal(_fifteen(value)) * 100:f}"
    if isinstance(value, float) and not isinstance(value, Disguised | Duration):
        return f"{Decimal(_fifteen(value)):f}"
    return as_text(value)


def _fifteen(value: float) -> str:
    """Excel keeps fifteen digits of a number."""
    return format(value, ".15g")
