"""The vocabulary of reads about organisations: who is visible to whom, who stands below whom, and when."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from apps.core.calendar import today, valid_on
from apps.organisations import policy
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.tree import path_range

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.organisations.models import Organisation


class OrganisationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "OrganisationQuerySet":
        """The organisations on which `user` may do `action` today.  THE row scope of the portal; costs one query.

        A second one where the action reaches over led mass organisations and `user` reads those (`paths_by_action`).
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


class LeadingLinkQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> "LeadingLinkQuerySet":
        return self.filter(valid_on(day))

    def touching(self, organisations: OrganisationQuerySet) -> "LeadingLinkQuerySet":
        """Links of which at least one end is among `organisations`."""
        return self.filter(Q(leader__in=organisations) | Q(led__in=organisations))

    def linked(self, organisations: Collection[int]) -> set[int]:
        """Those of these organisations (ids) that lead or are led at any time.  One query."""
        found = self.filter(Q(leader__in=organisations) | Q(led__in=organisations)).order_by()
        return {end for ends in found.values_list("leader", "led") for end in ends}.intersection(organisations)

    def between(self, organisations: OrganisationQuerySet) -> "LeadingLinkQuerySet":
        """Links of which both ends are among `organisations`."""
        return self.filter(leader__in=organisations, led__in=organisations)

    def paths_led_from(self, paths: Iterable[str]) -> set[str]:
        """The last known paths of the mass organisations that those at or below `paths` lead.  One query.

        What has become a Party organisation since the link began is no longer read by its branch.
        """
        leading = _within(paths, "leader__placements__")
        last_known = {"leader__placements__end__isnull": True, "led__placements__end__isnull": True}
        found = self.filter(leading, **last_known).exclude(led__kind__in=PARTY_KINDS) if leading else self.none()
        return set(found.order_by().values_list("led__placements__path", flat=True))


class RoleAssignmentQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> "RoleAssignmentQuerySet":
        return self.filter(valid_on(day))


def user_paths(user: "User", action: str) -> list[str]:
    """The paths at and below which `user` may do `action` today.  As many queries as `paths_by_action`."""
    return paths_by_action(user, action)[action]


def paths_by_action(user: "User", *actions: str) -> dict[str, list[str]]:
    """For each of these actions the paths at and below which `user` may do it today.  One query for all.

    The actions of `policy.OVER_LED` reach over led mass organisations too, wherever these stand: for whoever holds a
    role of `policy.READ_LED` that is one more query, for nobody else.
    """
    roles = {action: policy.roles_that_may(action) for action in actions}
    every = {role for allowed in roles.values() for role in allowed}
    held = user.roles.on(today()).filter(role__in=every, organisation__placements__end__isnull=True)
    places = set(held.values_list("role", "organisation__placements__path"))
    found = {action: {path for role, path in places if role in roles[action]} for action in actions}
    reaching = policy.OVER_LED.intersection(actions)
    if reaching and (tops := {path for role, path in places if role in policy.READ_LED}):
        led = _links_today().paths_led_from(tops)
        found |= {action: found[action] | led for action in reaching}
    return {action: sorted(paths) for action, paths in found.items()}


def _links_today() -> LeadingLinkQuerySet:
    # The models import this module, so that it cannot import them.
    links: LeadingLinkQuerySet = apps.get_model("organisations", "LeadingLink")._default_manager.all()
    return links.on(today())


def _within(paths: Iterable[str], prefix: str = "") -> Q:
    condition = Q()
    for path in paths:
        low, high = path_range(path)
        condition |= Q(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})
    return condition
