"""Which posts an organisation should have, for how long they are held, how long one may stand empty.

What is stated here holds until the township says otherwise: a `PostRule` of the nearest organisation above.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from apps.core.calendar import valid_on
from apps.organisations.tree import ids_on
from apps.posts.models import Holders, Post, PostRule

#: A secretary's post that has been empty for longer makes an organisation one to be looked at.
VACANT_DAYS = 90


class Asked(NamedTuple):
    """A post that should be held: for so many years (None: no term), and empty for so many days at most."""

    post: str
    years: int | None
    vacant_days: int = VACANT_DAYS


STATED: dict[str, tuple[Asked, ...]] = {
    Holders.SETTLEMENTS: (
        Asked(Post.SECRETARY, 5),
        Asked(Post.DIRECTOR, 5),
        Asked(Post.CLERK, None),
        Asked(Post.SUPERVISION, 5),
    ),
    Holders.BRANCHES: (Asked(Post.SECRETARY, 3),),
    Holders.LEAGUE: (Asked(Post.LEAGUE, 3),),
    Holders.WOMEN: (Asked(Post.WOMEN, 3),),
    Holders.UNIONS: (Asked(Post.UNION, 3),),
    Holders.ASSOCIATIONS: (Asked(Post.ASSOCIATION, 3),),
}


class Rules:
    """What is asked of whom on a day.  One query when it is made."""

    def __init__(self, on: date) -> None:
        self._rules = {
            (it.organisation_id, it.holders, it.post): it for it in PostRule.objects.counted().filter(valid_on(on))
        }

    def asked(self, holders: str, path: str) -> Iterator[Asked]:
        """The posts that an organisation at `path`, which is one of `holders`, should have."""
        stated = {it.post: it for it in STATED[holders]}
        for post in Post:
            owners = reversed(ids_on(path))
            rule = next((it for owner in owners if (it := self._rules.get((owner, holders, post)))), None)
            if rule is None and post in stated:
                yield stated[post]
            elif rule is not None and rule.required:
                yield Asked(post, rule.years, rule.vacant_days)
