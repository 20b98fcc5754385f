"""Making, revoking and using tokens."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.calendar import months_after, today
from apps.organisations.models import RoleAssignment
from apps.organisations.querysets import roles_in_force
from apps.tokens.models import AccessToken
from apps.tokens.secret import SHOWN, digest_of

LONGEST_MONTHS = 12
MOST = 20
#: So often the moment of the last use is written down.
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def token_create(
    *, user: User, secret: str, name: str, held: RoleAssignment, may_write: bool, last_day: date
) -> AccessToken:
    """Keep the hash of `secret`, which opens the portal as the role `held` of `user` up to and with `last_day`.

    Raises `ValidationError` by field: for a role that `user` does not hold today, for a day that is past or more
    than a year away, and beyond the twentieth token.
    """
    User.objects.select_for_update().get(pk=user.pk)
    day = today()
    if not roles_in_force(user).filter(pk=held.pk).exists():
        raise ValidationError({"held": _("You do not hold this role today.")})
    if not day <= last_day <= months_after(day, LONGEST_MONTHS):
        raise ValidationError({"last_day": _("Choose a day from today to a year from today.")})
    if AccessToken.objects.of(user).kept(day).count() >= MOST:
        raise ValidationError(_("You have %(count)d tokens. Revoke one first.") % {"count": MOST})
    token = AccessToken(user=user, name=name, held=held, may_write=may_write, last_day=last_day)
    token.digest, token.beginning, token.created_at = digest_of(secret.encode()), secret[:SHOWN], timezone.now()
    token.save()
    record(Act("token.created", _target(token), held.organisation.code, after=_facts(token)), by=user)
    return token


@transaction.atomic
def token_revoke(*, token: AccessToken, by: User) -> bool:
    """Let the token open nothing any more, at once; whether it was not revoked before."""
    now = timezone.now()
    if not AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        return False
    record(Act("token.revoked", _target(token), token.held.organisation.code, before=_facts(token)), by=by)
    return True


def token_used(*, token: AccessToken) -> None:
    """Note that it was used, at most once a minute.  No act: the log tells of what was done."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at <= now - NOTED_EVERY:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
        AccessToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)


def _target(token: AccessToken) -> str:
    return f"{token.user.username} · {token}"


def _facts(token: AccessToken) -> dict[str, Any]:
    role = str(token.held.role)
    return {"role": role, "may_write": token.may_write, "last_day": token.last_day.isoformat()}
