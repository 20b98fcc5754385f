"""Writing what a workbook of targets brings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from apps.accounts.models import User
from apps.audit.services import Act, record_many
from apps.plans.models import Target

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is going to be written, and what the audit log says of it."""

    target: Target
    act: Act


@transaction.atomic
def targets_import(*, created: Sequence[Change], updated: Sequence[Change], by: User | None) -> None:
    """Write the targets and their audit entries, set-based."""
    Target.objects.bulk_create((change.target for change in created), batch_size=_BATCH)
    Target.objects.bulk_update(
        (change.target for change in updated), ["value", "due", "responsible"], batch_size=_BATCH
    )
    record_many((change.act for change in (*created, *updated)), by=by)
