"""Who holds which role over which part of the tree: granting, ending, standing in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.organisations.handing_over import Fate, Going, Succession
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.policy import APART, PRIVILEGED, granting
from apps.organisations.querysets import forget_held
from apps.organisations.role_scope import misfit


def roles_left(succession: Succession, by: User | None) -> Iterator[Going]:
    """Work belongs to organisations: a role stays until somebody ends it.  One query."""
    del by
    if succession.closes:
        held = RoleAssignment.objects.not_ended(succession.on).filter(organisation=succession.giver)
        for it in held.select_related("user").order_by("role", "user__username"):
            label = f"{it.get_role_display()} · {it.user.name}"
            yield Going(_("Roles"), f"role-{it.pk}", label, Fate.STAYS, why=_("until somebody ends it"))


@transaction.atomic
def role_grant(
    *,
    user: User,
    role: Role,
    organisation: Organisation,
    start: date,
    end: date | None = None,
    by: User | None,
    stand_in_for: User | None = None,
) -> RoleAssignment:
    """Give `user` a role over `organisation` and all below it during [start, end).

    A privileged one waits for a second person (`roles_confirm`), unless it was granted on the server (`by` None).
    Raises `ValidationError` by field: where `by` may not grant it, where it does not fit the organisation, and
    where `user` holds the same already during a part of that time, or one that is kept apart from it.
    """
    user = _locked(user)
    assignment = RoleAssignment(
        user=user,
        role=role,
        organisation=organisation,
        start=start,
        end=end,
        granted_by=by,
        waiting=needs_second_person(role, by),
    )
    if end is not None and end <= start:
        raise ValidationError({"end": _("It must end after the day on which it begins.")})
    assignment.full_clean()
    _check_may(assignment, by)
    _check_fits(assignment)
    _check_once(assignment)
    _check_apart(assignment)
    assignment.save()
    forget_held(user)
    after = role_facts(assignment) | ({"stand_in_for": stand_in_for.username} if stand_in_for else {})
    record(Act("role.granted", user.username, organisation.code, after=after), by=by)
    return assignment


@transaction.atomic
def role_end(*, assignment: RoleAssignment, on: date, by: User | None) -> None:
    """Let a role hold no longer from the day `on` on; one that has not begun by then is taken back whole.

    Raises `ValidationError` by field: for a day that is past, where it has ended by then anyway, where `by` may not
    end it, and for the last administrator.
    """
    user = _locked(assignment.user)
    rows = RoleAssignment.objects.not_ended(on).select_related("organisation", "user")
    current: RoleAssignment | None = rows.filter(pk=assignment.pk).first()
    if current is None:
        raise ValidationError({"on": _("This role has ended by then anyway.")})
    _check_may(current, by)
    if on < today():
        raise ValidationError({"on": _("Choose today or a later day: what was done until now stays done.")})
    _check_not_last_administrator(current, on)
    before = role_facts(current)
    if on <= current.start:
        current.delete()
        act = Act("role.withdrawn", user.username, current.organisation.code, before=before)
    else:
        current.end = on
        current.save(update_fields=["end"], by=by)
        after = {"role": current.role, "end": on.isoformat()}
        act = Act("role.ended", user.username, current.organisation.code, before=before, after=after)
    forget_held(user)
    record(act, by=by)


def stand_in_appoint(
    *, assignment: RoleAssignment, user: User, start: date, end: date, by: User | None
) -> RoleAssignment:
    """Let `user` act in the same role over the same organisation during [start, end); both may act.

    It ends by itself.  Raises `ValidationError` by field.
    """
    if user.pk == assignment.user_id:
        raise ValidationError({"user": _("Nobody stands in for themselves.")})
    if start < assignment.start or (assignment.end is not None and end > assignment.end):
        raise ValidationError({"end": _("The role itself does not hold for all of this time.")})
    return role_grant(
        user=user,
        role=Role(assignment.role),
        organisation=assignment.organisation,
        start=start,
        end=end,
        by=by,
        stand_in_for=assignment.user,
    )


def needs_second_person(role: str, by: User | None) -> bool:
    """Whether a role that `by` grants holds only once somebody else has confirmed it."""
    return by is not None and role in PRIVILEGED


def role_facts(assignment: RoleAssignment) -> dict[str, Any]:
    """A role for the audit log."""
    end = assignment.end.isoformat() if assignment.end else None
    facts = {"role": str(assignment.role), "start": assignment.start.isoformat(), "end": end}
    return facts | ({"waiting": True} if assignment.waiting else {})


def _locked(user: User) -> User:
    """The person, locked: of two who change the roles of one person the second sees what the first did."""
    User.objects.select_for_update().get(pk=user.pk)
    return user


def _check_may(assignment: RoleAssignment, by: User | None) -> None:
    if by is None:
        return
    if by.pk == assignment.user_id:
        raise ValidationError(_("Nobody grants or ends a role of their own: another person does it."))
    within = Organisation.objects.visible_to(by, granting(Role(assignment.role)))
    if not within.filter(pk=assignment.organisation_id).exists():
        raise ValidationError({"role": _("You may not grant or end this role over this organisation.")})


def _check_fits(assignment: RoleAssignment) -> None:
    organisation = assignment.organisation
    if sentence := misfit(Role(assignment.role), organisation.kind, organisation.sector):
        raise ValidationError({"organisation": str(sentence)})
    if organisation.closed is not None and organisation.closed <= assignment.start:
        raise ValidationError({"organisation": _("This organisation is closed by then.")})


def _check_once(assignment: RoleAssignment) -> None:
    same = RoleAssignment.objects.filter(
        user=assignment.user_id, role=assignment.role, organisation=assignment.organisation_id
    )
    if same.during(assignment.start, assignment.end).exists():
        sentence = _("%(name)s holds this role over %(organisation)s already during a part of this time.")
        names = {"name": assignment.user.name, "organisation": assignment.organisation.name}
        raise ValidationError({"role": sentence % names})


def _check_apart(assignment: RoleAssignment) -> None:
    if assignment.role not in APART:
        return
    others = RoleAssignment.objects.filter(user=assignment.user_id, role__in=APART - {Role(assignment.role)})
    if others.during(assignment.start, assignment.end).exists():
        raise ValidationError({"role": _("Nobody is administrator and auditor at the same time.")})


def _check_not_last_administrator(assignment: RoleAssignment, on: date) -> None:
    if assignment.role != Role.ADMINISTRATOR or assignment.waiting:
        return
    administrators = RoleAssignment.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")
    list(administrators.select_for_update(of=("self",)))  # two of them cannot end each other at once
    others = RoleAssignment.objects.holders_of(assignment, on).exclude(user=assignment.user_id)
    if not others.filter(end__isnull=True).exists():
        raise ValidationError(_("This is the last administrator: appoint another one without an end first."))
