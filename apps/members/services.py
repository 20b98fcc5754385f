"""Transfers: a member leaves one branch and belongs to the next from a day on (组织关系接转)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import because
from apps.audit.services import Act, record
from apps.closing.standing import require_open
from apps.core.calendar import today
from apps.core.versioning import lock_version
from apps.members.models import Member, MemberCategory, Membership
from apps.members.people import belonging_of, is_on
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation


@transaction.atomic
def member_transfer(
    *,
    member: Member,
    version: int | None,
    to: Organisation,
    on: date,
    note: str = "",
    by: User | None,
    reason: str = "",
) -> Member:
    """Let a member, as seen in `version`, belong to `to` from the day `on`; what is open on them goes with them.

    Raises `StaleVersion` and `ValidationError` by field; in a closed month a `reason` is needed.
    """
    current: Member = lock_version(Member.objects.select_related("organisation"), member.pk, version)
    last = _checked(current, to, on)
    require_open(by, {(last.organisation_id, on), (to.pk, on)}, reason)
    before = current.organisation.code
    last.end = on
    last.save(by=by)
    Membership.objects.create(member=current, organisation=to, start=on, note=note, recorded_by=by)
    for it in MemberCategory.objects.counted().filter(member=current, end__isnull=True):
        _go_with(it, to, on, by)
    current.organisation = to
    current.save(by=by)
    was, became = {"organisation": before}, {"organisation": to.code, "on": on.isoformat(), "note": note}
    record(Act("member.transferred", f"{to.code} {current.code}", to.code, was, became | because(reason)), by=by)
    return current


def _checked(member: Member, to: Organisation, on: date) -> Membership:
    """The membership that ends.  Raises `ValidationError`."""
    last = max(belonging_of({member.code})[member.code], key=lambda it: it.start, default=None)
    if member.withdrawn_at is not None or last is None or not is_on(last, on) or last.start == on:
        raise ValidationError({"on": _("The member belongs nowhere on the day before, or has moved since.")})
    if on > today():
        raise ValidationError({"on": _("This day has not come yet.")})
    if to.kind not in PARTY_KINDS or to.closed is not None:
        raise ValidationError({"to": _("Members belong to organisations of the Party that are not closed.")})
    if to.pk == last.organisation_id:
        raise ValidationError({"to": _("The member belongs there already.")})
    return last


def _go_with(category: MemberCategory, to: Organisation, on: date, by: User | None) -> None:
    """From the day on the category is one of the new branch; one that began later begins there."""
    if category.start < on:
        category.end = on
        category.save(by=by)
        category.pk, category.version, category.start, category.end = None, 1, on, None
        category._state.adding, category.recorded_by, category.changed_at, category.changed_by = True, by, None, None
    category.organisation = to
    category.save(by=by)
