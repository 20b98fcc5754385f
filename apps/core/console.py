"""What management commands share: how they begin, arguments, and tables for a terminal."""

import unicodedata
from argparse import ArgumentTypeError
from collections.abc import Sequence

from django.core.checks import Tags
from django.core.management.base import BaseCommand


class PortalCommand(BaseCommand):
    """Looks for what is unsafe before it begins; for the other checks all pages would be loaded, which it needs not."""

    requires_system_checks = [Tags.security]


def year_argument(text: str) -> int:
    """A year from 1949 to 2999; for `add_argument(type=…)`, so that anything else is wrong use."""
    if text.isascii() and text.isdigit() and 1949 <= int(text) <= 2999:
        return int(text)
    raise ArgumentTypeError(f"not a year from 1949 to 2999: {text!r}")


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand below each other; Chinese characters are two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
