"""Chaining the committed entries: after their transactions, so that these never wait for each other."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.audit.models import Chain, Entry, Link
from apps.audit.querysets import EntryQuerySet
from apps.audit.sealing import digest_of

BATCH = 1000
#: No transaction is open for longer: entries older than this are all there.
SETTLED_AFTER = timedelta(days=1)


def entries_chain() -> int:
    """Chain every entry that is committed by now; how many.  Several workers at once take turns."""
    chained = 0
    while count := _batch_chain():
        chained += count
    return chained


def unchained(after: int = 0) -> EntryQuerySet:
    """The entries with a higher number than `after` that have no link of the chain yet, the oldest first."""
    links = Link.objects.filter(entry_id=OuterRef("pk"))
    waiting: EntryQuerySet = Entry.objects.filter(~Exists(links), pk__gt=after).order_by("pk")
    return waiting


@transaction.atomic
def _batch_chain() -> int:
    Chain.objects.get_or_create(pk=1)
    chain = Chain.objects.select_for_update().get(pk=1)
    entries = list(unchained(chain.settled_id).values_list("pk", "seal")[:BATCH])
    links = []
    for pk, seal in entries:
        number = chain.last_number + 1
        digest = digest_of(chain.last_digest, number, pk, seal)
        links.append(Link(number=number, entry_id=pk, digest=digest))
        chain.last_number, chain.last_digest = number, digest
    Link.objects.bulk_create(links)
    if len(entries) < BATCH:
        _settle(chain)
    chain.save(update_fields=["last_number", "last_digest", "settled_id"])
    return len(entries)


def _settle(chain: Chain) -> None:
    """All that was written long ago is chained: it need not be looked through again."""
    old = Entry.objects.filter(pk__gt=chain.settled_id).before(timezone.now() - SETTLED_AFTER)
    newest = old.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None:
        chain.settled_id = newest
