"""Searching that finds what looks the same: full-width and half-width, radical and ideograph, capital and small.

``name__folded__icontains`` compares the stored text as `core.text.half_width` does; `holding` asks several fields, and
finds what is spelled so as well (`core.pinyin`).
"""

from typing import Any

from django.db.models import CharField, Q, TextField, Transform

from apps.core.pinyin import spelled
from apps.core.text import FULL_WIDTH, RADICALS, half_width

_ALIKE = {**FULL_WIDTH, **RADICALS}
_FROM = "".join(map(chr, _ALIKE))
_TO = "".join(_ALIKE.values())

SQLITE_FUNCTION = "half_width"


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """A text with its full-width letters, digits and signs as half-width ones, and radicals as ideographs."""

    lookup_name = "folded"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function=SQLITE_FUNCTION, **extra)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002
        sql, params = compiler.compile(self.lhs)
        return f"translate({sql}, %s, %s)", [*params, _FROM, _TO]


def add_sqlite_function(connection: Any, **_sent: Any) -> None:
    """SQLite has no ``translate``: it is given Python's."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_FUNCTION, 1, _half_width, deterministic=True)


def _half_width(text: str | None) -> str | None:
    return None if text is None else half_width(text)


def holding(text: str, *fields: str) -> Q:
    """What holds `text` in one of `fields`, however either is written, or a part that is spelled `text` in pinyin."""
    wanted, pattern, found = half_width(text), spelled(text), Q()
    for field in fields:
        found |= Q(**{f"{field}__folded__icontains": wanted})
        if pattern is not None and not field.endswith("code"):  # codes hold no characters
            found |= Q(**{f"{field}__regex": pattern})
    return found
