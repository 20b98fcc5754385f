"""Lookups as SQLite answers them best; what they find is what Django's own find."""

from typing import Any

from django.db.models import CharField, DateField
from django.db.models.expressions import Col
from django.db.models.functions import ExtractMonth
from django.db.models.lookups import In

#: So many texts are compared one after the other.
FEW = 8


class MonthOfDay(ExtractMonth):
    """``__month`` of a day, 1 to 12: out of the text that a day is there, where Django would ask Python."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        del connection, context
        day, params = compiler.compile(self.lhs)
        return f"CAST(SUBSTR({day}, 6, 2) AS integer)", tuple(params)


class OneOfFew(In):
    """``__in`` of a few texts: for a list of more than two SQLite makes a table of its own each time."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        if isinstance(self.lhs, Col) and self.rhs_is_direct_value():
            column, _none = self.process_lhs(compiler, connection)
            given, values = self.process_rhs(compiler, connection)
            if 2 < len(values) <= FEW and given == f"({', '.join(['%s'] * len(values))})":
                return f"({' OR '.join([f'{column} = %s'] * len(values))})", values
        return self.as_sql(compiler, connection)


def add_lookups() -> None:
    """For days; a time has its own, for the month depends on the time zone.  And for short texts: codes and kinds."""
    DateField.register_lookup(MonthOfDay)
    CharField.register_lookup(OneOfFew)
