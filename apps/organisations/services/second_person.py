"""A second person for privileged roles: whoever grants one, or could sign in as its holder, is never alone with it.

Whoever makes an account or gives it a password could sign in as its owner first.  So its privileged roles do not hold
until somebody else has made sure that the owner has taken the account over.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record_many
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import CredentialsGiven, Organisation, RoleAssignment
from apps.organisations.policy import PRIVILEGED, granting
from apps.organisations.querysets import RoleAssignmentQuerySet, forget_held


@transaction.atomic
def credentials_given(*, user: User, by: User | None) -> None:
    """Note that `by` could sign in as `user` from now on; the privileged roles of `user` wait for a second person.

    Whoever works on the server (`by` None) could do anything anyway.
    """
    if by is None:
        return
    CredentialsGiven.objects.update_or_create(user=user, by=by)
    held = user.roles.not_ended(today()).confirmed().filter(role__in=PRIVILEGED).select_for_update(of=("self",))
    withheld = list(held.select_related("organisation"))
    RoleAssignment.objects.filter(pk__in=[it.pk for it in withheld]).update(
        waiting=True, confirmed_by=None, confirmed_at=None, changed_by=by
    )
    forget_held(user)
    record_many((_act("role.withheld", user, it) for it in withheld), by=by)


@transaction.atomic
def roles_confirm(*, user: User, seen: Collection[int], by: User | None) -> list[RoleAssignment]:
    """Let the waiting roles of `user` hold, exactly those that were `seen` (ids).

    `by` says that the owner has taken the account over.  On the server (`by` None) nobody else is needed.  Raises
    `ValidationError` where `by` granted one of them or could have signed in as `user`, where the owner has not chosen
    a password yet, and where other roles wait than were seen.
    """
    current = User.objects.select_for_update().get(pk=user.pk)
    waiting = list(waiting_roles(user).select_for_update(of=("self",)))
    chosen = [it for it in waiting if by is None or may_confirm(it, by)]
    if not chosen or {it.pk for it in chosen} != set(seen):
        raise ValidationError(_("Other roles wait by now than those that you saw. Check them once more."))
    if obstacle := obstacle_to_confirming(current, by):
        raise ValidationError(obstacle)
    RoleAssignment.objects.filter(pk__in=[it.pk for it in chosen]).update(
        waiting=False, confirmed_by=by, confirmed_at=timezone.now(), changed_by=by
    )
    CredentialsGiven.objects.filter(user=user).delete()
    forget_held(user)
    record_many((_act("role.confirmed", user, it) for it in chosen), by=by)
    return chosen


def waiting_roles(user: User) -> RoleAssignmentQuerySet:
    """The roles of `user` that wait for a second person, with their organisations."""
    rows: RoleAssignmentQuerySet = user.roles.not_ended(today()).filter(waiting=True)
    return rows.select_related("organisation", "granted_by").order_by("organisation__code", "role", "pk")


def may_confirm(assignment: RoleAssignment, by: User) -> bool:
    """Whether `by` is a second person for this role: may grant it, did not, and does not hold it."""
    if by.pk in (assignment.user_id, assignment.granted_by_id):
        return False
    within = Organisation.objects.visible_to(by, granting(Role(assignment.role)))
    return within.filter(pk=assignment.organisation_id).exists()


def obstacle_to_confirming(user: User, by: User | None) -> str:
    """Why `by` cannot confirm anything for `user` now; empty where nothing is in the way.  One query."""
    if by is not None and by.pk == user.pk:
        return _("Nobody confirms a role of their own: another person does it.")
    if by is not None and CredentialsGiven.objects.filter(user=user, by=by).exists():
        return _(
            "You made this account, gave it a password or took its second factor away: another person confirms it."
        )
    if not user.has_usable_password() or user.must_change_password:
        return _("The person has not signed in and chosen a password of their own yet.")
    return ""


def _act(action: str, user: User, assignment: RoleAssignment) -> Act:
    return Act(action, user.username, assignment.organisation.code, after={"role": str(assignment.role)})
