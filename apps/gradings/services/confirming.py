"""Confirming classes in a batch, and taking a confirmation back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record, record_many
from apps.core.calendar import today
from apps.core.seen import Seen, lock_seen
from apps.core.versioning import lock_version
from apps.gradings.models import Grading


@transaction.atomic
def gradings_confirm(
    *,
    seen: Iterable[Seen],
    confirmed_on: date,
    document_number: str,
    superior_decided_on: date | None = None,
    by: User | None,
) -> list[Grading]:
    """Confirm the draft end classes of several organisations; all of them, exactly as they were seen, or none.

    A date of the superior's decision that was entered before stays where none is given.
    Raises `Changed` where a draft is another one by now or none any more (so of two people who confirm at once
    only one does), and `ValidationError` by field.
    """
    if confirmed_on > today():
        raise ValidationError({"confirmed_on": _("A confirmation cannot lie in the future.")})
    if not document_number:
        raise ValidationError({"document_number": _("Enter the document number.")})
    confirmation: dict[str, Any] = {"confirmed_on": confirmed_on, "document_number": document_number}
    if superior_decided_on is not None:
        confirmation["superior_decided_on"] = superior_decided_on
    drafts = lock_seen(Grading.objects.drafts().select_related("organisation"), seen)
    return _write(drafts, confirmation, "grading.confirmed", by)


@transaction.atomic
def start_classes_confirm(*, seen: Iterable[Seen], by: User | None) -> list[Grading]:
    """Confirm the draft start-of-year classes of several organisations, as `gradings_confirm` does."""
    drafts = lock_seen(Grading.objects.start_drafts().select_related("organisation"), seen)
    return _write(drafts, {"start_confirmed": True}, "grading.start_confirmed", by)


@transaction.atomic
def grading_reopen(
    *, grading: Grading, start: bool, reason: str, by: User | None, version: int | None = None
) -> Grading:
    """Take back the confirmation of the end class, or of the `start` class, so that it can be changed.

    Date, document number and the superior's decision of an end class go with it; the audit log keeps them.
    `version` is the one that the person saw.  Raises `ValidationError` without a reason or without a confirmation,
    and `StaleVersion`.
    """
    if not reason:
        raise ValidationError({"reason": _("Enter the reason.")})
    rows = Grading.objects.select_related("organisation")
    locked: Grading = lock_version(rows, grading.pk, version)
    if not (locked.start_confirmed if start else locked.confirmed_on):
        raise ValidationError({"reason": _("There is no confirmation to take back.")})
    before = fields_of(locked)
    if start:
        locked.start_confirmed = False
    else:
        locked.confirmed_on, locked.superior_decided_on, locked.document_number = None, None, ""
    locked.save(by=by)
    was, became = difference(before, fields_of(locked))
    action = "grading.start_reopened" if start else "grading.reopened"
    record(Act(action, locked.subject, locked.organisation.code, before=was, after={**became, "reason": reason}), by=by)
    return locked


def _write(gradings: list[Grading], changes: dict[str, Any], action: str, by: User | None) -> list[Grading]:
    acts = []
    for grading in gradings:
        before = fields_of(grading)
        for name, value in changes.items():
            setattr(grading, name, value)
        was, became = difference(before, fields_of(grading))
        acts.append(Act(action, grading.subject, grading.organisation.code, before=was, after=became))
    Grading.objects.filter(pk__in=[grading.pk for grading in gradings]).update(**changes, changed_by=by)
    record_many(acts, by=by)
    return gradings
