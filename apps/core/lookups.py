"""Lookups that the database answers by itself, where Django would ask Python about each row."""

from typing import Any

from django.db.models import DateField
from django.db.models.functions import ExtractMonth


class MonthOfDay(ExtractMonth):
    """``__month`` of a day, 1 to 12: on SQLite out of the text that a day is there."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        del connection, context
        day, params = compiler.compile(self.lhs)
        return f"CAST(SUBSTR({day}, 6, 2) AS integer)", tuple(params)


def add_lookups() -> None:
    """For days; a time has its own, for the month depends on the time zone."""
    DateField.register_lookup(MonthOfDay)
