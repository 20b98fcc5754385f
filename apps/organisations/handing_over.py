"""What is open at an organisation that ends or is split, and who takes it over.

Each app says so of what it keeps, by a function that `settings.HANDED_OVER` names: it carries out what a `Succession`
means for it and tells what became of everything.  Facts stay where they are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from apps.accounts.models import User
from apps.organisations.kinds import Closing
from apps.organisations.models import Organisation


class Fate(Enum):
    """What becomes of something: it goes to an heir, ends on the day, or stays as it is."""

    MOVES = "moves"
    ENDS = "ends"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Going:
    """One thing that was open at the giver, and what becomes of it; `why` where that needs a word.

    `version` is the one of before; `places` are the organisations and days that it was and is dated at.
    """

    group: str | Promise
    key: str
    label: str
    fate: Fate
    heir: Organisation | None = None
    version: int = 0
    why: str | Promise = ""
    places: frozenset[tuple[int, date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Succession:
    """From the day `on` the `heirs` take over from `giver`, which `closes` then or goes on beside them.

    `lasting`: what is so from a day to a day goes on with them, as after a merger; after a dissolution it ends, and
    only what is open passes on.  `chosen` says of single things (their keys) who gets them, by code.
    """

    giver: Organisation
    on: date
    heirs: tuple[Organisation, ...] = ()
    closes: bool = True
    lasting: bool = True
    chosen: Mapping[str, str] = field(default_factory=dict)

    def heir_of(self, key: str) -> Organisation | None:
        """Who gets a thing; None: nobody.  By itself the first heir of whoever closes, else it stays."""
        first = self.heirs[0] if self.closes and self.heirs else None
        if key not in self.chosen:
            return first
        return next((it for it in self.heirs if it.code == self.chosen[key]), first)


HandsOver = Callable[[Succession, User | None], Iterable[Going]]


def hand_over(succession: Succession, *, by: User | None) -> list[Going]:
    """Carry out what a succession means, in every app.  Call inside the transaction of the act."""
    parts: list[HandsOver] = [import_string(name) for name in settings.HANDED_OVER]
    return [going for part in parts for going in part(succession, by)]


def hand_over_closed(closed: Iterable[Organisation], *, by: User | None) -> list[Going]:
    """What reaches beyond the closing of these organisations: to whoever each was merged into, else to its parent."""
    return [going for it in closed if it.closed for going in hand_over(_usual(it, it.closed), by=by)]


def _usual(giver: Organisation, day: date) -> Succession:
    into = giver.merged_into if giver.closing == Closing.MERGED else None
    place = giver.placements.filter(end__isnull=True).select_related("parent").first()
    heir = into or (place.parent if place else None)
    living = heir is not None and (heir.closed is None or heir.closed > day)
    return Succession(giver, day, (heir,) if heir and living else (), lasting=into is not None)
