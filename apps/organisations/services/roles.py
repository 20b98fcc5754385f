"""Who holds which role over which part of the tree."""

from datetime import date

from django.db import transaction

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.querysets import forget_held


@transaction.atomic
def role_grant(
    *,
    user: User,
    role: Role,
    organisation: Organisation,
    start: date,
    end: date | None = None,
    by: User | None,
) -> RoleAssignment:
    """Give `user` a role over `organisation` and all below it during [start, end)."""
    assignment = RoleAssignment(user=user, role=role, organisation=organisation, start=start, end=end)
    assignment.full_clean()
    assignment.save()
    forget_held(user)
    after = {"role": role.value, "start": start.isoformat(), "end": end.isoformat() if end else None}
    record(Act("role.granted", user.username, organisation.code, after=after), by=by)
    return assignment
