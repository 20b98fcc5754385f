"""What the audit log stands at: as everything that is written leaves an entry, the same mark means the same facts."""

from django.db.models import Count, Max, Sum

from apps.audit.models import Entry

#: Transactions end in another order than they began: an entry may come to stand below this many younger ones.
WINDOW = 500


def mark() -> str:
    """A text that differs after every act.  One query.

    Take it before the facts are read: they are then at least as young as the mark.
    """
    newest = Entry.objects.order_by("-pk").values("pk")[:WINDOW]
    found = Entry.objects.filter(pk__in=newest).aggregate(last=Max("pk"), number=Count("pk"), sum=Sum("pk"))
    return f"{found['last']}-{found['number']}-{found['sum']}"
