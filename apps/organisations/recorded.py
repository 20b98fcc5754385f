"""What is recorded about organisations: by whom, since when, and whether somebody has withdrawn it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.audit.changes import fields_of
from apps.core.versioning import Versioned, VersionedQuerySet


class RecordQuerySet(VersionedQuerySet[Any]):
    def of(self, organisations: "models.QuerySet[Any]") -> "RecordQuerySet":
        """Records of which at least one end is among these organisations."""
        within = organisations.order_by().values("pk")
        of_either = Q()
        for end in self.model.ENDS:
            of_either |= Q(**{f"{end}__in": within})
        return self.filter(of_either)

    def counted(self) -> "RecordQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Recorded(Versioned):
    """A row about one organisation or more.  A withdrawn one stays, and counts no more."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
        editable=False,
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    #: The fields that are the organisations from which it is seen.
    ENDS: ClassVar[tuple[str, ...]] = ("organisation",)
    #: The field whose day says to which year and month the record belongs.
    DATED: ClassVar[str] = "date"

    class Meta:
        abstract = True

    def days(self) -> Iterator[date]:
        """The days on which something of it is dated, for closed months."""
        day: date | None = getattr(self, self.DATED)
        if day is not None:
            yield day


#: How a record came about, and what became of it: the entries of the audit log say so themselves.
_UNSAID = frozenset(field.attname for field in Recorded._meta.fields) | {"id"}


def facts_of(record: Any) -> dict[str, Any]:
    """What a record says for the audit log, organisations by code.  Costs no query where these are at hand."""
    ends = {end: getattr(record, end).code for end in record.ENDS}
    unsaid = {*_UNSAID, *(f"{end}_id" for end in ends)}
    names = {field.attname: field.name for field in record._meta.concrete_fields}
    return {**ends, **{names[name]: value for name, value in fields_of(record).items() if name not in unsaid}}
