"""The first of two levels of review, where the tree has them: a general branch passes on what its branches filed.

Only a general branch with a secretary in office is waited for, and only for what a branch handed in itself: what was
entered on its behalf has its second person anyway.
"""

from collections.abc import Iterable

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Placement, RoleAssignment
from apps.organisations.querysets import held_by
from apps.organisations.tree import ids_on

#: Whose months a general branch passes on.
BRANCHES = frozenset({Kind.BRANCH, Kind.JOINT_BRANCH})


def held_up() -> FilingQuerySet:
    """What was submitted and a general branch has not passed on yet."""
    in_office = RoleAssignment.objects.on(today()).confirmed().filter(role=Role.SECRETARY, user__is_active=True)
    below = Placement.objects.filter(
        end__isnull=True,
        parent__kind=Kind.GENERAL_BRANCH,
        parent__in=in_office.values("organisation"),
        organisation__kind__in=BRANCHES,
    )
    return (
        Filing.objects.submitted()
        .filter(passed_on_by__isnull=True, entered_on_behalf=False)
        .filter(organisation__in=below.values("organisation"))
    )


def passable_by(user: User) -> FilingQuerySet:
    """What waits for `user` to pass it on: of the branches directly below a general branch whose secretary they are."""
    below = Placement.objects.filter(end__isnull=True, parent__in=_seats(user))
    return held_up().filter(organisation__in=below.values("organisation"))


def is_first_level(user: User, filing: Filing) -> bool:
    """Whether `user` is secretary directly above whoever files; the filing comes `with_path`.  No further query."""
    return bool(set(ids_on(filing.path)[-2:-1]) & _seats(user))


def held_up_among(filings: Iterable[Filing]) -> set[int]:
    """Those of these filings (ids) that are not passed on yet.  One query."""
    return set(held_up().filter(pk__in=[it.pk for it in filings]).values_list("pk", flat=True))


def _seats(user: User) -> set[int]:
    """The organisations whose secretary `user` is."""
    return {ids_on(top)[-1] for role, top in held_by(user) if role == Role.SECRETARY}
