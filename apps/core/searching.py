"""Searching that finds what looks the same: full-width and half-width, radical and ideograph, capital and small.

``name__holds`` compares the stored text as `core.text.half_width` does; `holding` asks several fields, and
finds what is spelled so as well (`core.pinyin`).
"""

from functools import lru_cache
from typing import Any

from django.db.models import CharField, Func, Lookup, Q, TextField
from django.db.models.lookups import IContains

from apps.core.pinyin import spelled
from apps.core.text import FULL_WIDTH, RADICALS, half_width

_ALIKE = {**FULL_WIDTH, **RADICALS}

SQLITE_FUNCTION = "half_width"


class _Folded(Func):
    """A text with the signs of `alike` as those that they look like."""

    output_field = TextField()

    def __init__(self, text: Any, alike: dict[str, str]) -> None:
        super().__init__(text)
        self.alike = alike

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function=SQLITE_FUNCTION, **extra)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002
        sql, params = compiler.compile(self.source_expressions[0])
        return f"translate({sql}, %s, %s)", [*params, "".join(self.alike), "".join(self.alike.values())]


@CharField.register_lookup
@TextField.register_lookup
class Holds(Lookup):
    """Holds the text, however it is written there.

    The stored text is folded no further than the one that is searched for could differ: to fold all of it costs the
    database ten times the search itself.
    """

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002
        alike = _looking_like(self.rhs)
        return compiler.compile(IContains(_Folded(self.lhs, alike) if alike else self.lhs, self.rhs))


@lru_cache(maxsize=64)
def _looking_like(text: str) -> dict[str, str]:
    """Those signs that look like one of `text`, capital or small."""
    signs = set(text.upper())
    return {chr(code): sign for code, sign in _ALIKE.items() if sign.upper() in signs}


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
        found |= Q(**{f"{field}__holds": wanted})
        if pattern is not None and not field.endswith("code"):  # codes hold no characters
            found |= Q(**{f"{field}__regex": pattern})
    return found
