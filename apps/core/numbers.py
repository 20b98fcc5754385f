"""THE reader of numbers: what people type into a page, paste into the grid of targets or write into a workbook.

Nothing is guessed.  Digits may be full-width, outer blanks do not count, and a comma or a blank may separate groups
of three digits; whatever else stands there is an error with a sentence, for 24，4 is neither 244 nor 24.4.

| typed | read | | typed | read |
| --- | --- | --- | --- | --- |
| `12` `１２` `　12 ` | 12 | | `24，4` `12,5` `1,23` `1234,567` `0,123` | error: separators |
| `12.5` `１２．５` | 12.5 | | `1_0` `1e1` `0x1` `1/2` `½` `①` `十二` `24个` | error: no number |
| `1,234` `1，234` `1 234` | 1234 | | `+5` `--` `－` `.5` `5.` `1.2.3` | error: no number |
| `12,345.5` | 12345.5 | | `-5` where nothing is below zero | error: less than zero |
| `12.0` where whole ones are asked | 12 | | `12.5` where whole ones are asked | error: whole |
| blank | nothing, which is not zero | | `1.234` where two decimals are kept | error: decimals |
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from apps.core.text import half_width

#: The database's whole numbers of 64 bits hold that many in hundredths.
MAX_VALUE = 10**13

#: Ten thousand.
_WAN = "万"
#: Signs that look like a minus, and blanks of other widths.
_ALIKE = str.maketrans("−–—﹣\u00a0\u2009\u202f", "----   ")
_PLAIN = re.compile(r"(-?)(\d{1,40})(?:\.(\d+))?", re.ASCII)
_GROUPED = re.compile(r"(-?)([1-9]\d{0,2}([, ])\d{3}(?:\3\d{3}){0,3})(?:\.(\d+))?", re.ASCII)
_SEPARATED = re.compile(r"-?[\d.]*[, ][\d., ]*", re.ASCII)


class BadNumber(ValueError):
    """What stands there is no number that is asked for; the text says why, in the reader's language."""


def read_number(text: str, *, decimals: int = 2, least: int | None = 0, most: int = MAX_VALUE) -> Decimal | None:
    """The number that `text` writes; None where it is blank.  Raises `BadNumber`.

    It has at most `decimals` decimals (zeros at the end do not count) and lies between `least` and `most`.
    """
    written = half_width(text).translate(_ALIKE)
    if not written:
        return None
    minus, whole, places = _parts(written, decimals)
    if len(places) > decimals:
        raise BadNumber(
            _("At most %(decimals)d decimals.") % {"decimals": decimals} if decimals else _("A whole number, please.")
        )
    number = Decimal(f"{minus}{whole}.{places}")
    if least == 0 and number < 0:
        raise BadNumber(_("This cannot be less than zero."))
    if number > most or (least is not None and number < least):
        raise BadNumber(_outside(least, most, decimals))
    return number


def read_in_unit(text: str, unit: str, *, decimals: int = 2, least: int = 0, most: int = MAX_VALUE) -> Decimal | None:
    """The number that `text` writes where `unit` is asked for: people write the unit, and ten thousand as 万.

    ``12.5万元`` and ``12.5万`` are 12.5 where 万元 is asked for, ``12.5万`` is 125000 where 元 or 人 is.  Another
    unit is an error with a sentence.  Else as `read_number`.
    """
    written = half_width(text).removesuffix(unit)
    if written.endswith(_WAN):
        times = 0 if unit.startswith(_WAN) else 4
        whole = read_number(written.removesuffix(_WAN), decimals=decimals + times, least=least)
        written = "" if whole is None else f"{whole.scaleb(times):f}"
    elif (part := unit.removeprefix(_WAN)) and part != unit and written.endswith(part):
        raise BadNumber(_("Here %(unit)s is asked for: write the figure in %(unit)s.") % {"unit": unit})
    if half_width(text) and not written:
        raise BadNumber(_("Enter a number, without sign or unit."))
    return read_number(written, decimals=decimals, least=least, most=most)


def _parts(written: str, decimals: int) -> tuple[str, str, str]:
    """Sign, digits before the point and digits behind it, without zeros at the end."""
    if found := _PLAIN.fullmatch(written):
        minus, whole, places = found.groups()
    elif found := _GROUPED.fullmatch(written):
        minus, grouped, separator, places = found.groups()
        whole = grouped.replace(separator, "")
    elif _SEPARATED.fullmatch(written):
        raise BadNumber(_("Not clear: a comma separates groups of three digits (1,234), a point the decimals (24.4)."))
    elif decimals:
        raise BadNumber(_("Enter a number, without sign or unit."))
    else:
        raise BadNumber(_("A whole number, please."))
    return minus, whole, (places or "").rstrip("0")


def _outside(least: int | None, most: int, decimals: int) -> str:
    if least is None:
        return _("At most %(most)s, please.") % {"most": most}
    limits = {"least": least, "most": most}
    if decimals:
        return _("A number from %(least)d to %(most)d, please.") % limits
    return _("A whole number from %(least)d to %(most)d, please.") % limits
