"""The vocabulary of reads about organisations: who is visible to whom, who stands below whom, and when."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from apps.core.calendar import today, valid_on
from apps.organisations import policy
from apps.organisations.kinds import Role
from apps.organisations.tree import ids_on, path_range

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.organisations.models import Organisation, RoleAssignment


class OrganisationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "OrganisationQuerySet":
        """The organisations on which `user` may do `action` today.  THE row scope of the portal; costs `held_by`.

        It goes by the last known place, so an organisation that opens next month can be prepared today.
        Unknown actions raise.
        """
        return self.below_paths(user_paths(user, action))

    def below_paths(self, paths: Iterable[str]) -> "OrganisationQuerySet":
        """Organisations whose last known place is at or below one of `paths`."""
        within = _within(paths, "placements__")
        return self.filter(within, placements__end__isnull=True) if within else self.none()

    def subtree_of(self, organisation: "Organisation", on: date) -> "OrganisationQuerySet":
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
        text = text.strip()
        if not text:
            return self
        code = text.split()[0]
        return self.filter(Q(code__icontains=text) | Q(name__icontains=text) | Q(code__iexact=code))

    def with_parent(self) -> "OrganisationQuerySet":
        """Adds `path`, `parent_code` and `parent_name` of the last known place."""
        from_last = models.FilteredRelation("placements", condition=Q(placements__end__isnull=True))
        with_parent: OrganisationQuerySet = self.annotate(
            last_place=from_last,
            path=models.F("last_place__path"),
            parent_code=models.F("last_place__parent__code"),
            parent_name=models.F("last_place__parent__name"),
        )
        return with_parent


class PlacementQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> "PlacementQuerySet":
        return self.filter(valid_on(day))

    def below_paths(self, paths: Iterable[str]) -> "PlacementQuerySet":
        """Places at or below one of `paths`, at any time."""
        within = _within(paths)
        return self.filter(within) if within else self.none()


class RoleAssignmentQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> "RoleAssignmentQuerySet":
        return self.filter(valid_on(day))

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

    def grantable_by(self, user: "User") -> "RoleAssignmentQuerySet":
        """The roles of others that `user` may grant and end."""
        condition = Q()
        for roles, paths in granting_paths(user).items():
            condition |= Q(role__in=roles) & _within(paths, "organisation__placements__")
        if not condition:
            return self.none()
        return self.filter(condition, organisation__placements__end__isnull=True).exclude(user=user)

    def holders_of(self, post: "RoleAssignment", day: date) -> "RoleAssignmentQuerySet":
        """Who holds the same role over the same organisation, or one above it, on a day, and may sign in."""
        above = post.organisation.placements.filter(end__isnull=True).values_list("path", flat=True).first() or ""
        same = self.on(day).filter(role=post.role, user__is_active=True)
        return same.filter(organisation__in={*ids_on(above), post.organisation_id})


def held_by(user: "User") -> frozenset[tuple[str, str]]:
    """The roles that `user` holds today, each with the path at and below which.

    One query for the life of `user`, or a day: `forget_held` where a role changes meanwhile.
    """
    day = today()
    known: tuple[date, frozenset[tuple[str, str]]] | None = getattr(user, "_held", None)
    if known is None or known[0] != day:
        roles = user.roles.on(day).filter(organisation__placements__end__isnull=True).order_by()
        known = day, frozenset(roles.values_list("role", "organisation__placements__path"))
        user._held = known  # type: ignore[attr-defined]
    return known[1]


def forget_held(user: "User") -> None:
    """Let the next question about the roles of `user` be answered by the database."""
    user._held = None  # type: ignore[attr-defined]


def user_paths(user: "User", action: str) -> list[str]:
    """The paths at and below which `user` may do `action` today.  One query for the life of `user`."""
    allowed = policy.roles_that_may(action)
    return sorted({path for role, path in held_by(user) if role in allowed})


def paths_by_action(user: "User", *actions: str) -> dict[str, list[str]]:
    """For each of these actions the paths at and below which `user` may do it today."""
    return {action: user_paths(user, action) for action in actions}


def granting_paths(user: "User") -> dict[frozenset[Role], list[str]]:
    """The roles that `user` may grant, together with the paths at and below which; those without any left out."""
    by_paths: dict[tuple[str, ...], set[Role]] = {}
    for role in Role:
        if paths := user_paths(user, policy.granting(role)):
            by_paths.setdefault(tuple(paths), set()).add(role)
    return {frozenset(roles): list(paths) for paths, roles in by_paths.items()}


def _within(paths: Iterable[str], prefix: str = "") -> Q:
    condition = Q()
    for path in paths:
        low, high = path_range(path)
        condition |= Q(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})
    return condition
