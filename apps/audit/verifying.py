"""Verifying the audit log: does every entry say what it said, and does none lack?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.audit import guards
from apps.audit.chaining import unchained
from apps.audit.models import Chain, Checkpoint, Entry, Link
from apps.audit.sealing import is_linked, is_sealed, is_sealed_checkpoint

BATCH = 2000
#: Between an act and its link lies the next run of the worker; longer than this the worker must be looked after.
CHAINED_WITHIN = timedelta(minutes=10)


class Fault(TextChoices):
    """What is wrong."""

    CHANGED = "changed", _("The entry was changed or made up")
    MISSING = "missing", _("The entry is gone")
    RELINKED = "relinked", _("The link was changed")
    GAP = "gap", _("The link is gone")
    CUT_OFF = "cut_off", _("The end of the chain is gone")
    SLIPPED_IN = "slipped_in", _("The entry lost its link")
    CHECKPOINT = "checkpoint", _("The checkpoint was changed")
    UNGUARDED = "unguarded", _("The guards of the database are gone")
    NOT_CHAINED = "not_chained", _("Not chained yet: is the worker running?")


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, and where: the number of the link and the id of the entry, as far as there are any."""

    fault: Fault
    number: int | None = None
    entry: Entry | None = None
    entry_id: int | None = None

    @property
    def is_fault(self) -> bool:
        """Entries that wait for the worker are no fault of the log."""
        return self.fault != Fault.NOT_CHAINED


def findings() -> Iterator[Finding]:
    """Everything that is wrong with the log, streamed: a batch of entries is in memory at a time."""
    chain = Chain.objects.filter(pk=1).first() or Chain()
    checkpoint = Checkpoint.objects.order_by("-number").first()
    if not guards.stand(connection):
        yield Finding(Fault.UNGUARDED)
    if checkpoint is not None and not is_sealed_checkpoint(checkpoint):
        yield Finding(Fault.CHECKPOINT, checkpoint.number)
    yield from _of_chain(chain, checkpoint)
    yield from _outside_chain(chain, timezone.now())


def log_verify() -> list[Finding]:
    """The findings; the end of the chain notes when it was verified, and how many faults there were."""
    found = list(findings())
    last = Link.objects.order_by("-number").values_list("number", flat=True).first() or 0
    noted = {"verified_at": timezone.now(), "verified_number": last, "faults": sum(it.is_fault for it in found)}
    Chain.objects.update_or_create(pk=1, defaults=noted)
    return found


def _of_chain(chain: Chain, checkpoint: Checkpoint | None) -> Iterator[Finding]:
    number, digest = (checkpoint.number, checkpoint.digest) if checkpoint else (0, "")
    while links := list(Link.objects.filter(number__gt=number, number__lte=chain.last_number)[:BATCH]):
        entries = Entry.objects.in_bulk([link.entry_id for link in links])
        for link in links:
            if link.number != number + 1:
                yield Finding(Fault.GAP, number + 1)
            else:
                yield from _of_link(link, digest, entries.get(link.entry_id))
            number, digest = link.number, link.digest
    if (number, digest) != (chain.last_number, chain.last_digest):
        yield Finding(Fault.CUT_OFF, number + 1)


def _of_link(link: Link, previous: str, entry: Entry | None) -> Iterator[Finding]:
    if entry is None:
        yield Finding(Fault.MISSING, link.number, entry_id=link.entry_id)
    elif not is_sealed(entry):
        yield Finding(Fault.CHANGED, link.number, entry, entry.pk)
    elif not is_linked(link.digest, previous, link.number, entry.pk, entry.seal):
        yield Finding(Fault.RELINKED, link.number, entry, entry.pk)


def _outside_chain(chain: Chain, now: datetime) -> Iterator[Finding]:
    for entry in unchained().iterator(chunk_size=BATCH):
        if not is_sealed(entry):
            yield Finding(Fault.CHANGED, None, entry, entry.pk)
        elif entry.pk <= chain.settled_id:
            yield Finding(Fault.SLIPPED_IN, None, entry, entry.pk)
        elif entry.at < now - CHAINED_WITHIN:
            yield Finding(Fault.NOT_CHAINED, None, entry, entry.pk)
