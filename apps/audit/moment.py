"""What the audit log stands at: as everything that is written leaves an entry, the same mark means the same facts."""

from apps.audit.models import Entry
from apps.core.statements import Composed, Part, Sql, rows_of

#: Transactions end in another order than they began: an entry may come to stand below this many younger ones.
WINDOW = 500


def mark() -> str:
    """A text that differs after every act.  One query.

    Take it before the facts are read: they are then at least as young as the mark.
    """
    ((last, number, total),) = rows_of(Entry, _newest)
    return f"{last}-{number}-{total}"


def _newest() -> Composed:
    """Of the newest entries the last one's number, how many there are, and the sum of their numbers."""
    newest = Part("newest", ("id",), Entry.objects.order_by("-pk").values("pk")[:WINDOW])
    return Composed([newest], Sql("SELECT MAX(id), COUNT(id), SUM(id) FROM newest"))
