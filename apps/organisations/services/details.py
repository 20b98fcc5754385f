"""What an organisation is: its name, kind, dates and how it ended."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.core.calendar import BEGINNING
from apps.organisations.kinds import GRADED_KINDS, Closing
from apps.organisations.models import Organisation
from apps.organisations.services.tree import place_organisations
from apps.organisations.tree import Link


@transaction.atomic
def organisation_create(*, parent: Organisation | None, by: User | None, **details: Any) -> Organisation:
    """Create an organisation below `parent` from its opening day on (without one: always).

    `details` are fields of `Organisation`.  Raises `ValidationError` by field.
    """
    organisation = Organisation(**details)
    _check(organisation)
    organisation.save()
    link = Link(parent.pk if parent else None, organisation.opened or BEGINNING)
    place_organisations({organisation.pk: [link]})
    after = {**fields_of(organisation), "parent_id": link.parent}
    record(Act("organisation.created", str(organisation), organisation.code, after=after), by=by)
    return organisation


@transaction.atomic
def organisation_update(*, organisation: Organisation, by: User | None, **details: Any) -> Organisation:
    """Change fields of an organisation; nothing is written or recorded where nothing changes."""
    before = fields_of(organisation)
    for name, value in details.items():
        setattr(organisation, name, value)
    _check(organisation)
    _save_and_record(organisation, before, "organisation.updated", by)
    return organisation


@transaction.atomic
def organisation_close(
    *,
    organisation: Organisation,
    on: date,
    closing: Closing,
    merged_into: Organisation | None,
    approval_number: str,
    by: User | None,
) -> Organisation:
    """Close an organisation from the day `on` on (M066, rules.md section 1): it keeps its last place and its facts."""
    if not approval_number:
        raise ValidationError({"approval_number": _("Enter the number of the approval.")})
    before = fields_of(organisation)
    organisation.closed, organisation.closing = on, closing
    organisation.merged_into, organisation.approval_number = merged_into, approval_number
    _check(organisation)
    _save_and_record(organisation, before, "organisation.closed", by)
    return organisation


@transaction.atomic
def organisation_reopen(*, organisation: Organisation, by: User | None) -> Organisation:
    """Take back a closing that was entered by mistake."""
    before = fields_of(organisation)
    organisation.closed, organisation.closing = None, ""
    organisation.merged_into, organisation.approval_number = None, ""
    _save_and_record(organisation, before, "organisation.reopened", by)
    return organisation


def _save_and_record(organisation: Organisation, before: dict[str, Any], action: str, by: User | None) -> None:
    was, became = difference(before, fields_of(organisation))
    if became:
        organisation.save()
        record(Act(action, str(organisation), organisation.code, before=was, after=became), by=by)


def _check(organisation: Organisation) -> None:
    organisation.full_clean()
    errors = closing_errors(organisation)
    if organisation.graded and organisation.kind not in GRADED_KINDS:
        errors["graded"] = _("Only general branches, branches and joint branches are graded.")
    if errors:
        raise ValidationError(errors)


def closing_errors(organisation: Organisation) -> dict[str, str]:
    """What is wrong with the dates and the ending of an organisation: a sentence per field (contract.md)."""
    errors: dict[str, str] = {}
    if organisation.opened and organisation.closed and organisation.closed < organisation.opened:
        errors["closed"] = _("The closing date lies before the opening date.")
    if organisation.closing and not organisation.closed:
        errors["closed"] = _("Enter the closing date.")
    if organisation.closing == Closing.MERGED and organisation.merged_into_id is None:
        errors["merged_into"] = _("Enter the organisation that it was merged into.")
    if organisation.merged_into_id is not None and organisation.closing != Closing.MERGED:
        errors["merged_into"] = _("Only a merged organisation has one that it was merged into.")
    if organisation.merged_into_id is not None and organisation.merged_into_id == organisation.pk:
        errors["merged_into"] = _("An organisation cannot be merged into itself.")
    return errors
