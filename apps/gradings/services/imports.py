"""Writing what a workbook of classes brings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.services import Act, record_many
from apps.gradings.models import Grading

#: The fields that a workbook brings.
FIELDS = (
    "start_class",
    "start_level",
    "end_class",
    "end_level",
    "accepted",
    "confirmed_on",
    "superior_decided_on",
    "document_number",
    "start_confirmed",
)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is going to be written, and what the audit log says of it."""

    grading: Grading
    act: Act


@transaction.atomic
def gradings_import(*, created: Sequence[Change], updated: Sequence[Change], by: User | None) -> None:
    """Write new and changed classes, checked before, with an audit entry each; set-based."""
    Grading.objects.bulk_create((change.grading for change in created), batch_size=_BATCH)
    for change in updated:
        change.grading.version += 1
        change.grading.changed_by, change.grading.changed_at = by, timezone.now()
        change.grading.pk = None  # organisation and year find the row again, for many rows in one statement
    Grading.objects.bulk_create(
        (change.grading for change in updated),
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["organisation", "year"],
        update_fields=[*FIELDS, "version", "changed_by", "changed_at"],
    )
    record_many((change.act for change in (*created, *updated)), by=by)
