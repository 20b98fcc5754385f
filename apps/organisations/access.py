"""Fetch and authorise in one call: an outsider gets 404, a weaker role 403."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from apps.accounts.models import User
from apps.core.text import half_width
from apps.organisations import policy
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.querysets import held_by, led_by, own_paths
from apps.organisations.rules import CODE
from apps.organisations.tree import is_below

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def user_of(request: HttpRequest) -> User:
    """The signed-in person; 403 for nobody (pages behind the sign-in never get there)."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def actions_of(user: User) -> frozenset[str]:
    """Everything that `user` may do somewhere today.  One query for the life of `user`."""
    roles = {role for role, _path in held_by(user)}
    return frozenset(action for action, allowed in policy.POLICY.items() if roles & allowed)


def may(user: User, action: str) -> bool:
    """Whether `user` may do `action` somewhere.  Unknown actions raise."""
    allowed = policy.roles_that_may(action)
    return any(role in allowed for role, _path in held_by(user))


def may_at(user: User, action: str, path: str) -> bool:
    """Whether `user` may do `action` on the organisation whose last known place is `path`, as `visible_to` says.

    What is led is looked up only for what is not one's own.
    """
    if is_below(path, own_paths(user, action)):
        return True
    return action in policy.OVER_LED and is_below(path, led_by(user, action))


def grantable_by(user: User) -> frozenset[Role]:
    """The roles that `user` may grant somewhere today; where, says `visible_to(user, policy.granting(role))`."""
    return frozenset(role for role in Role if may(user, policy.granting(role)))


def may_export_personal_data(user: User, paths: Iterable[str]) -> bool:
    """Whether `user` may take personal data of all that stands at and below `paths` out of the portal in clear."""
    return all(may_at(user, "personal_data.export", path) for path in paths)


def require(user: User, action: str) -> None:
    """403 where no role of `user` allows `action` anywhere."""
    if not may(user, action):
        raise PermissionDenied


def requires(action: str) -> Callable[[View[P]], View[P]]:
    """A view that needs `action` somewhere; the rows that it shows still go through `visible_to`."""
    policy.roles_that_may(action)

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(user_of(request), action)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def organisation_for(user: User, action: str, code: str, *, seen_by: str = "organisation.view") -> Organisation:
    """The organisation `code` for `action`: 404 where `user` may not even see it, 403 where only `action` is barred."""
    require(user, action)
    code = half_width(code)
    if not CODE.fullmatch(code):
        raise Http404
    allowed: Organisation | None = Organisation.objects.visible_to(user, action).filter(code=code).first()
    if allowed is not None:
        return allowed
    if Organisation.objects.visible_to(user, seen_by).filter(code=code).exists():
        raise PermissionDenied
    raise Http404
