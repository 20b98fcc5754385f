"""Who holds which post, beside whom, and who is left when somebody goes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.accounts.models import User
from apps.administration.manageable_accounts import former_roles
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment

#: Roles without which the work of an organisation stands still.
NEEDED = frozenset({Role.STAFF, Role.SECRETARY, Role.MASS_OFFICER})


@dataclass(frozen=True, slots=True)
class Post:
    """A role that somebody holds, and who else holds it now or later."""

    held: RoleAssignment
    others: Sequence[RoleAssignment]


@dataclass(frozen=True, slots=True)
class Posts:
    """The roles of a person."""

    current: list[Post]
    coming: list[Post]
    former: list[RoleAssignment]


@dataclass(frozen=True, slots=True)
class Remaining:
    """How many others hold a post when somebody goes; `alone`: nobody, though the work needs somebody."""

    count: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A post that passed on a day, and to whom."""

    post: RoleAssignment
    successors: list[RoleAssignment]


def posts_of(person: User, user: User) -> Posts:
    """The roles of `person` by time, each with the others in the same post, as far as `user` sees them.

    Those that `person` holds are all `user`'s to grant: nobody else gets here.  Three queries.
    """
    day = today()
    held = list(person.roles.not_ended(day).select_related("organisation").order_by("organisation__code", "role"))
    others = _others(held, person)
    posts = [Post(it, others[it.role, it.organisation_id]) for it in held]
    return Posts(
        current=[post for post in posts if post.held.start <= day],
        coming=[post for post in posts if post.held.start > day],
        former=list(former_roles(person, user)),
    )


def _others(held: list[RoleAssignment], person: User) -> dict[tuple[str, int], list[RoleAssignment]]:
    same = RoleAssignment.objects.not_ended(today()).filter(
        role__in={it.role for it in held}, organisation__in={it.organisation_id for it in held}
    )
    found = defaultdict(list)
    for it in same.exclude(user=person).select_related("user").order_by("start"):
        found[it.role, it.organisation_id].append(it)
    return found


def remaining(post: RoleAssignment, on: date) -> Remaining:
    """Who is left in a post, or above it in the same role, on the day on which its holder goes.  Two queries."""
    count = RoleAssignment.objects.holders_of(post, on).exclude(user=post.user_id).values("user").distinct().count()
    return Remaining(count, alone=count == 0 and post.role in NEEDED)


def passed_on(former: User, on: date, user: User) -> list[Passed]:
    """The posts that `former` leaves on the day `on` and others take over that day, as far as `user` grants them.

    Two queries.
    """
    granted = RoleAssignment.objects.grantable_by(user).filter(user=former, end=on)
    left = list(granted.select_related("organisation").order_by("organisation__code", "role"))
    taken = defaultdict(list)
    begun = RoleAssignment.objects.filter(start=on, organisation__in={it.organisation_id for it in left})
    for it in begun.exclude(user=former).select_related("user"):
        taken[it.role, it.organisation_id].append(it)
    pairs = [Passed(it, taken[it.role, it.organisation_id]) for it in left]
    return [passed for passed in pairs if passed.successors]
