"""Handover (交接): the roles of one person end on a day and those of the successor begin on the same posts.

Work belongs to organisations, so nothing moves but roles.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services import account_create, account_disable
from apps.audit.services import Act, record_many
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.organisations.services.roles import role_end, role_grant
from apps.organisations.services.second_person import credentials_given


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A successor who has no account yet, with the password for the first sign-in."""

    username: str
    name: str
    phone: str
    password: str


@transaction.atomic
def roles_hand_over(
    *,
    former: User,
    posts: Collection[int],
    to: User | Newcomer,
    on: date,
    by: User | None,
    disable: bool = False,
) -> User:
    """End these roles of `former` (by id) on the day `on` and start the successor's; all of them or none.

    A role with an end passes on until then.  With `disable` the former account can no longer sign in.  Sent twice,
    the second time changes nothing.  Returns the successor.  Raises `ValidationError` by field.
    """
    User.objects.select_for_update().get(pk=former.pk)
    held = _held(former, posts, on)
    successor = _successor(to, held[0].organisation.code, by)
    if successor.pk == former.pk:
        raise ValidationError({"successor": _("Nobody hands over to themselves.")})
    for post in held:
        role_grant(user=successor, role=Role(post.role), organisation=post.organisation, start=on, end=post.end, by=by)
        role_end(assignment=post, on=on, by=by)
    record_many(_acts(former, successor, held, on), by=by)
    if disable:
        _disable(former, on, by)
    return successor


def _held(former: User, posts: Collection[int], on: date) -> list[RoleAssignment]:
    if not posts:
        raise ValidationError({"posts": _("Choose at least one role.")})
    rows = former.roles.not_ended(on).filter(pk__in=posts).select_related("organisation", "user")
    held = list(rows.order_by("organisation__code", "role"))
    if len(held) < len(set(posts)):
        raise ValidationError({"posts": _("Some of these roles have ended by then, or were handed over already.")})
    if late := [str(post.organisation) for post in held if post.start >= on]:
        sentence = _("Not begun by then: %(names)s. Choose a later day, or leave it out.")
        raise ValidationError({"on": sentence % {"names": "、".join(late)}})
    return held


def _successor(to: User | Newcomer, home: str, by: User | None) -> User:
    if isinstance(to, Newcomer):
        made = account_create(
            username=to.username,
            name=to.name,
            phone=to.phone,
            password=to.password,
            home=home,
            must_change_password=True,
            by=by,
        )
        credentials_given(user=made, by=by)
        return made
    if not to.is_active:
        raise ValidationError({"successor": _("This account is disabled.")})
    return to


def _disable(former: User, on: date, by: User | None) -> None:
    if on > today() or former.roles.not_ended(on).exists():
        sentence = _("The account can be disabled only where all roles are handed over today.")
        raise ValidationError({"disable": sentence})
    account_disable(user=former, by=by)


def _acts(former: User, successor: User, held: Collection[RoleAssignment], on: date) -> list[Act]:
    """The handover as the audit log tells it, of both people."""
    posts = [[str(post.role), post.organisation.code] for post in held]
    codes = {post.organisation.code for post in held}
    code = codes.pop() if len(codes) == 1 else ""
    facts = {"on": on.isoformat(), "posts": posts}
    return [
        Act("role.handed_over", former.username, code, after={"to": successor.username, **facts}),
        Act("role.handed_over", successor.username, code, after={"from": former.username, **facts}),
    ]
