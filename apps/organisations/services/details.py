"""What an organisation is: its name, kind, dates and how it ended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.core.calendar import BEGINNING
from apps.core.saving import save_checked
from apps.core.versioning import lock_version
from apps.organisations.handing_over import hand_over_closed
from apps.organisations.kinds import Closing
from apps.organisations.leading import STILL_LINKED, changes_side
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.rules import Facts, broken_rules
from apps.organisations.services.tree import place_new, place_organisations, read_links
from apps.organisations.tree import Link, opened_on


@transaction.atomic
def organisation_create(*, parent: Organisation | None, by: User | None, **details: Any) -> Organisation:
    """Create an organisation below `parent` from its opening day on (without one: always).

    `details` are fields of `Organisation`.  Raises `ValidationError` by field.
    """
    organisation = Organisation(**details)
    _check(organisation)
    save_checked(organisation)
    link = Link(parent.pk if parent else None, organisation.opened or BEGINNING)
    place_new({organisation.pk: [link]})
    after = {**organisation_facts(organisation), "parent": parent.code if parent else None}
    record(Act("organisation.created", str(organisation), organisation.code, after=after), by=by)
    return organisation


@transaction.atomic
def organisation_update(
    *, organisation: Organisation, by: User | None, version: int | None = None, **details: Any
) -> Organisation:
    """Change fields of an organisation; nothing is written or recorded where nothing changes.

    `version` is the one that the person saw.  A new opening day takes the first place in the tree along.  Returns
    the organisation as written.  Raises `ValidationError` by field, `StaleVersion`.
    """
    return _change("organisation.updated", organisation, by, version, details)


@transaction.atomic
def organisation_end(
    *,
    organisation: Organisation,
    on: date,
    closing: Closing,
    merged_into: Organisation | None,
    approval_number: str,
    by: User | None,
    version: int | None = None,
) -> Organisation:
    """Close an organisation from the day `on` on (M066), or correct its closing; what is open there is not looked at.

    It keeps its last place and its facts.  Raises `ValidationError` by field and `StaleVersion`.
    """
    if not approval_number:
        raise ValidationError({"approval_number": _("Enter the number of the approval.")})
    ending = {"closed": on, "closing": closing, "merged_into": merged_into, "approval_number": approval_number}
    return _change("organisation.closed", organisation, by, version, ending)


@transaction.atomic
def organisation_close(*, by: User | None, **ending: Any) -> Organisation:
    """The same, and whatever is open passes on as usual (`hand_over_closed`)."""
    closed = organisation_end(by=by, **ending)
    hand_over_closed([closed], by=by)
    return closed


@transaction.atomic
def organisation_reopen(*, organisation: Organisation, by: User | None, version: int | None = None) -> Organisation:
    """Take back a closing that was entered by mistake; what passed on stays where it is.

    Raises `StaleVersion`.
    """
    ending = {"closed": None, "closing": "", "merged_into": None, "approval_number": ""}
    return _change("organisation.reopened", organisation, by, version, ending)


def organisation_facts(organisation: Organisation) -> dict[str, Any]:
    """The fields for the audit log, other organisations by code.  At most two queries."""
    fields = fields_of(organisation)
    others = {name: getattr(organisation, name) for name in ("merged_into", "split_from")}
    for name in others:
        del fields[f"{name}_id"]
    return {**fields, **{name: other.code if other else None for name, other in others.items()}}


def _change(
    action: str, organisation: Organisation, by: User | None, version: int | None, details: Mapping[str, Any]
) -> Organisation:
    current: Organisation = lock_version(Organisation.objects.all(), organisation.pk, version)
    before, opened, kind = organisation_facts(current), current.opened, current.kind
    for name, value in details.items():
        setattr(current, name, value)
    _check(current)
    if changes_side(kind, current.kind) and LeadingLink.objects.linked([current.pk]):
        raise ValidationError({"kind": str(STILL_LINKED)})
    was, became = difference(before, organisation_facts(current))
    if became:
        current.save(by=by)
        record(Act(action, str(current), current.code, before=was, after=became), by=by)
    if current.opened != opened:
        links = read_links([current.pk])[current.pk]
        place_organisations({current.pk: opened_on(links, current.opened)})
    return current


def _check(organisation: Organisation) -> None:
    organisation.full_clean(validate_constraints=False)
    merged_into = organisation.merged_into.code if organisation.merged_into else None
    facts = Facts(
        code=organisation.code,
        kind=organisation.kind,
        opened=organisation.opened,
        closed=organisation.closed,
        closing=organisation.closing,
        merged_into=merged_into,
        graded=organisation.graded,
        setting=organisation.setting,
    )
    if errors := {rule.fields[0]: str(rule.message) for rule in broken_rules(facts)}:
        raise ValidationError(errors)
