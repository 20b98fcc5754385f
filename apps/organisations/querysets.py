"""The vocabulary of reads about organisations: who is visible to whom, who stands below whom, and when."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.core.calendar import today, valid_on
from apps.core.searching import holding
from apps.core.text import half_width
from apps.core.versioning import VersionedQuerySet
from apps.organisations import policy
from apps.organisations.kinds import Role
from apps.organisations.leading_models import LeadingLink
from apps.organisations.path_filters import within_paths
from apps.organisations.tree import ids_on, is_below, path_range

#: Where an account keeps the one role that it is narrowed down to.
_ONLY = "_only"


class Placed(Protocol):
    """An organisation, as far as reads ask for it: the models stand on this module."""

    pk: Any
    placements: Any


class Post(Protocol):
    """A role over an organisation, likewise."""

    role: Any
    organisation: Any
    organisation_id: Any


class OrganisationQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: User, action: str) -> "OrganisationQuerySet":
        """The organisations on which `user` may do `action` today.  THE row scope of the portal; costs `held_by`.

        A second one where the action reaches over led mass organisations and `user` reads those (`paths_by_action`).
        It goes by the last known place, so an organisation that opens next month can be prepared today.
        Unknown actions raise.
        """
        return self.below_paths(user_paths(user, action))

    def below_paths(self, paths: Iterable[str]) -> "OrganisationQuerySet":
        """Organisations whose last known place is at or below one of `paths`."""
        within = within_paths(paths, "placements__")
        return self.filter(within, placements__end__isnull=True) if within else self.none()

    def subtree_of(self, organisation: Placed, on: date) -> "OrganisationQuerySet":
        """`organisation` and all below it in the tree on the day `on`; closed ones keep their last place.

        Costs one query for the place of `organisation`.
        """
        path = organisation.placements.on(on).values_list("path", flat=True).first()
        return self.filter(pk=organisation.pk) if path is None else self.at_or_below(path, on)

    def at_or_below(self, path: str, on: date) -> "OrganisationQuerySet":
        """The organisation whose place on the day `on` is `path`, and all below it on that day."""
        low, high = path_range(path)
        return self.filter(valid_on(on, "placements__"), placements__path__gte=low, placements__path__lt=high)

    def existing(self, on: date) -> "OrganisationQuerySet":
        """Organisations that are open on the day `on`: [opened, closed)."""
        return self.filter(
            Q(opened__isnull=True) | Q(opened__lte=on),
            Q(closed__isnull=True) | Q(closed__gt=on),
        )

    def matching(self, text: str) -> "OrganisationQuerySet":
        """Organisations whose code or name holds `text`, or that `text` names as ``V01 清水村党支部``."""
        text = half_width(text)
        if not text:
            return self
        code = text.split()[0]
        return self.filter(holding(text, "code", "name") | Q(code__iexact=code))

    def with_parent(self, on: date | None = None) -> "OrganisationQuerySet":
        """Adds `path`, `since`, `parent_code` and `parent_name` of the last known place, or of that on a day."""
        then = valid_on(on, "placements__") if on else Q(placements__end__isnull=True)
        with_parent: OrganisationQuerySet = self.annotate(
            last_place=models.FilteredRelation("placements", condition=then),
            path=models.F("last_place__path"),
            since=models.F("last_place__start"),
            parent_code=models.F("last_place__parent__code"),
            parent_name=models.F("last_place__parent__name"),
        )
        return with_parent


class PlacementQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> "PlacementQuerySet":
        return self.filter(valid_on(day))

    def below_paths(self, paths: Iterable[str]) -> "PlacementQuerySet":
        """Places at or below one of `paths`, at any time."""
        within = within_paths(paths)
        return self.filter(within) if within else self.none()


class RoleAssignmentQuerySet(VersionedQuerySet[Any]):
    def on(self, day: date) -> "RoleAssignmentQuerySet":
        return self.filter(valid_on(day))

    def confirmed(self) -> "RoleAssignmentQuerySet":
        """Those that need no second person any more."""
        return self.filter(waiting=False)

    def ended(self, by: date) -> "RoleAssignmentQuerySet":
        """Those that hold no longer on the day `by`."""
        return self.filter(end__lte=by)

    def not_ended(self, by: date) -> "RoleAssignmentQuerySet":
        """Those that hold on the day `by` or begin later."""
        return self.filter(Q(end__isnull=True) | Q(end__gt=by))

    def during(self, start: date, end: date | None) -> "RoleAssignmentQuerySet":
        """Those that hold on at least one day of [start, end)."""
        overlapping = self.not_ended(start)
        return overlapping if end is None else overlapping.filter(start__lt=end)

    def grantable_by(self, user: User) -> "RoleAssignmentQuerySet":
        """The roles of others that `user` may grant and end."""
        condition = Q()
        for roles, paths in granting_paths(user).items():
            condition |= Q(role__in=roles) & within_paths(paths, "organisation__placements__")
        if not condition:
            return self.none()
        return self.filter(condition, organisation__placements__end__isnull=True).exclude(user=user)

    def holders_of(self, post: Post, day: date) -> "RoleAssignmentQuerySet":
        """Who holds the same role over the same organisation, or one above it, on a day, and may sign in."""
        above = post.organisation.placements.filter(end__isnull=True).values_list("path", flat=True).first() or ""
        same = self.on(day).confirmed().filter(role=post.role, user__is_active=True)
        return same.filter(organisation__in={*ids_on(above), post.organisation_id})


def held_by(user: User) -> frozenset[tuple[str, str]]:
    """The roles that `user` holds today, each with the path at and below which.

    One query for the life of `user`, or a day: `forget_held` where a role changes meanwhile.
    """
    held: frozenset[tuple[str, str]] = _known(user, "_held", _held)
    return held


def led_by(user: User, action: str) -> set[str]:
    """The paths of the mass organisations that are led from where a role of `policy.READ_LED` allows `user` `action`.

    One query for the life of `user`, whatever the actions; none without such a role.
    """
    allowed = policy.READ_LED & policy.roles_that_may(action)
    tops = [path for role, path in held_by(user) if role in allowed]
    led: frozenset[tuple[str, str]] = _known(user, "_led", _led) if tops else frozenset()
    return {path for leader, path in led if is_below(leader, tops)}


def roles_in_force(user: User) -> "RoleAssignmentQuerySet":
    """The roles that count for `user` today; of whoever is narrowed down to one of them, that one at most."""
    roles: RoleAssignmentQuerySet = user.roles.on(today()).confirmed()
    only = user.__dict__.get(_ONLY)
    placed = roles.filter(organisation__placements__end__isnull=True)
    return placed if only is None else placed.filter(pk=only)


def narrow(user: User, assignment: int) -> None:
    """Let `user`, as long as this object lives, be no more than this one of their roles makes them.

    So a program asks that has a token: permissions, scope and single objects all follow from `held_by`.
    """
    user.__dict__[_ONLY] = assignment
    forget_held(user)


def forget_held(user: User) -> None:
    """Let the next question about the roles of `user` be answered by the database."""
    user.__dict__.pop("_held", None)
    user.__dict__.pop("_led", None)


def _known(user: User, name: str, ask: Callable[[User, date], Any]) -> Any:
    """What was answered for `user` today, or is now."""
    day = today()
    known = getattr(user, name, None)
    if known is None or known[0] != day:
        known = day, ask(user, day)
        setattr(user, name, known)
    return known[1]


def _held(user: User, _day: date) -> frozenset[tuple[str, str]]:
    return frozenset(roles_in_force(user).order_by().values_list("role", "organisation__placements__path"))


def _led(user: User, day: date) -> frozenset[tuple[str, str]]:
    tops = {path for role, path in held_by(user) if role in policy.READ_LED}
    return frozenset(LeadingLink.objects.on(day).paths_led_from(tops))


def user_paths(user: User, action: str) -> list[str]:
    """The paths at and below which `user` may do `action` today.  As many queries as `held_by`.

    The actions of `policy.OVER_LED` reach over led mass organisations too, wherever these stand: for whoever holds a
    role of `policy.READ_LED` that is one more query for the life of `user`, for nobody else.
    """
    own = own_paths(user, action)
    return sorted(own | led_by(user, action)) if action in policy.OVER_LED else sorted(own)


def own_paths(user: User, action: str) -> set[str]:
    """The paths at and below which a role of `user` allows `action` today, without what is led from there."""
    allowed = policy.roles_that_may(action)
    return {path for role, path in held_by(user) if role in allowed}


def paths_by_action(user: User, *actions: str) -> dict[str, list[str]]:
    """For each of these actions the paths at and below which `user` may do it today."""
    return {action: user_paths(user, action) for action in actions}


def granting_paths(user: User) -> dict[frozenset[Role], list[str]]:
    """The roles that `user` may grant, together with the paths at and below which; those without any left out."""
    by_paths: dict[tuple[str, ...], set[Role]] = {}
    for role in Role:
        if paths := user_paths(user, policy.granting(role)):
            by_paths.setdefault(tuple(paths), set()).add(role)
    return {frozenset(roles): list(paths) for paths, roles in by_paths.items()}
