"""A column of numbers with decimals: amounts, hours, targets, percentages."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from apps.workbooks.columns import BadValue, Column, Percent, as_text, half_width

_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class NumberColumn(Column):
    """A column of numbers between `least` and `most` with at most `decimals` decimals.

    The value in code is a `Decimal`; a cell formatted as a percentage counts as the person reads it, so 0.8 is 80.
    """

    least: int = 0
    most: int = 2_000_000_000
    decimals: int = 2
    width: int = 11

    number_format: ClassVar[str] = "General"

    @property
    def takes(self) -> str:
        limits = {"least": self.least, "most": self.most, "decimals": self.decimals}
        return _("A number from %(least)d to %(most)d with at most %(decimals)d decimals") % limits

    def read(self, value: Any) -> Decimal:
        text = _digits(value)
        if not _NUMBER.fullmatch(text):
            raise BadValue(_("A number, please."))
        whole, _point, decimals = text.partition(".")
        decimals = decimals.rstrip("0")
        if len(decimals) > self.decimals:
            raise BadValue(_("At most %(decimals)d decimals.") % {"decimals": self.decimals})
        number = Decimal(f"{whole}.{decimals}")
        if not self.least <= number <= self.most:
            limits = {"least": self.least, "most": self.most}
            raise BadValue(_("A number from %(least)d to %(most)d, please.") % limits)
        return number


def _digits(value: Any) -> str:
    """The number as Excel shows it: a saved 0.30000000000000004 is the 0.3 that the person sees."""
    if isinstance(value, Percent):
        return f"{Decimal(_fifteen(value)) * 100:f}"
    if isinstance(value, float):
        return f"{Decimal(_fifteen(value)):f}"
    return half_width(as_text(value))


def _fifteen(value: float) -> str:
    """Excel keeps fifteen digits of a number."""
    return format(value, ".15g")
