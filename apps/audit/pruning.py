"""Letting go of old entries: a checkpoint takes the place of their links."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.checks import LEAST_DAYS
from apps.audit.models import Chain, Checkpoint, Entry, Link, Pruning
from apps.audit.sealing import checkpoint_seal_of
from apps.audit.services import Act, record


@transaction.atomic
def entries_prune(*, days: int | None = None) -> Checkpoint | None:
    """Delete the chained entries older than `days` (the retention time), the oldest first and without gaps.

    Leaves a checkpoint from which the rest is verified; None where nothing is that old.  Raises `ValidationError`
    for less than the six months that the law asks for.
    """
    kept_days = settings.AUDIT_RETENTION_DAYS if days is None else days
    if kept_days < LEAST_DAYS:
        raise ValidationError(_("Audit entries are kept for at least %(days)d days.") % {"days": LEAST_DAYS})
    now = timezone.now()
    Chain.objects.select_for_update().filter(pk=1).first()
    last = _last_to_go(now - timedelta(days=kept_days))
    if last is None:
        return None
    checkpoint = _checkpoint(last, now - timedelta(days=kept_days), now)
    _delete_up_to(checkpoint)
    after = {"entries": checkpoint.entries, "number": checkpoint.number, "before": checkpoint.before.isoformat()}
    record(Act("audit.pruned", str(checkpoint.number), after=after), by=None)
    return checkpoint


def _last_to_go(before: datetime) -> Link | None:
    """The last link of which it and all before it hold entries from before the moment."""
    links = Link.objects.order_by("number")
    young = Entry.objects.filter(at__gte=before).values("pk")
    first_to_stay = links.filter(entry_id__in=young).values_list("number", flat=True).first()
    old = links if first_to_stay is None else links.filter(number__lt=first_to_stay)
    return old.last()


def _checkpoint(last: Link, before: datetime, now: datetime) -> Checkpoint:
    going = Link.objects.filter(number__lte=last.number)
    checkpoint = Checkpoint(number=last.number, digest=last.digest, entries=going.count(), before=before, at=now)
    checkpoint.seal = checkpoint_seal_of(checkpoint)
    checkpoint.save()
    return checkpoint


def _delete_up_to(checkpoint: Checkpoint) -> None:
    opened = Pruning.objects.create(before=checkpoint.before)
    with connection.cursor() as cursor:
        links = "SELECT entry_id FROM audit_link WHERE number <= %s"
        cursor.execute(f"DELETE FROM audit_entry WHERE id IN ({links})", [checkpoint.number])  # noqa: S608 - fixed text
    Link.objects.filter(number__lte=checkpoint.number).delete()
    opened.delete()
