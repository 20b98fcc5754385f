"""Who did what, when: append-only, sealed and chained."""

from typing import Any, NoReturn
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.audit.querysets import AppendOnly, EntryQuerySet


class Entry(models.Model):
    """One act.  Written in the transaction of the act, never changed, and deleted only by `entries_prune`.

    `action` is a dotted code (``organisation.updated``); `before` and `after` hold the fields that changed.  `seal`
    is an HMAC over everything else (`sealing.seal_of`), so that an entry can neither be changed nor made up; no two
    have the same `reference`, so that none can be copied.
    """

    at = models.DateTimeField(_("time"), db_index=True)
    action = models.CharField(_("action"), max_length=60, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    organisation_code = models.CharField(_("organisation"), max_length=40, blank=True, db_index=True)
    target = models.CharField(_("object"), max_length=120, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    address = models.CharField(_("address"), max_length=45, blank=True)
    reference = models.UUIDField(default=uuid4, unique=True, editable=False)
    seal = models.CharField(max_length=64, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")

    def __str__(self) -> str:
        return f"{self.action} {self.target}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnly


class Link(models.Model):
    """The place of a committed entry in the chain: `digest` is an HMAC over it and over the link before.

    `entry_id` is no foreign key: a link whose entry has gone must stay, to tell of it.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entry_id = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.entry_id}"


class Chain(models.Model):
    """The end of the chain; one row.  Whoever chains holds its lock.

    Every entry up to `settled_id` is chained or will never appear: what is chained is looked for above it.
    """

    last_number = models.PositiveBigIntegerField(default=0)
    last_digest = models.CharField(max_length=64, default="", blank=True)
    settled_id = models.PositiveBigIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)
    verified_number = models.PositiveBigIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.last_number} {self.last_digest}"


class Checkpoint(models.Model):
    """What pruning left in place of the links up to `number`: the digest from which the rest is verified."""

    number = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    entries = models.PositiveBigIntegerField()
    before = models.DateTimeField()
    at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class Pruning(models.Model):
    """Opens the guards of the database for entries before a moment; the row lives only inside that transaction."""

    before = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.before)
