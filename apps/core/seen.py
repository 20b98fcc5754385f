"""A batch is carried out on the rows that a person saw, in the versions that the page showed, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.ids import read_id
from apps.core.versioning import Versioned

#: As many as a person can look through, and a form can carry, at once.
MAX_ROWS = 1000

V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Seen:
    """A row, and the version of it that the person saw.  `seal` goes into the page and comes back with its form."""

    pk: int
    version: int

    @property
    def seal(self) -> str:
        return f"{self.pk}.{self.version}"


class Changed(ValidationError):
    """Somebody changed some of the rows after they were shown; `rows` are their ids."""

    def __init__(self, rows: Iterable[int] = ()) -> None:
        super().__init__(_("Somebody changed some of these meanwhile. Check them once more."))
        self.rows = frozenset(rows)


def as_seen(row: Versioned) -> Seen:
    """A row as it stands now."""
    return Seen(row.pk, row.version)


def read_seals(seals: Iterable[str]) -> list[Seen]:
    """What stands behind the seals of a form.  Raises `Changed` for one that no page ever showed."""
    found = []
    for seal in seals:
        pk, _dot, version = seal.partition(".")
        numbers = read_id(pk), read_id(version)
        if numbers[0] is None or numbers[1] is None:
            raise Changed
        found.append(Seen(numbers[0], numbers[1]))
    return found


def chosen_ids(texts: Iterable[str]) -> list[int]:
    """The ids of the rows that were ticked, each once; what is none is passed over."""
    return list(dict.fromkeys(pk for text in texts if (pk := read_id(text)) is not None))


def lock_seen(rows: "QuerySet[V]", seen: Iterable[Seen]) -> list[V]:
    """The rows that were seen, locked until the end of the transaction.

    Raises `Changed` where one is no longer among `rows` or has another version: of two people only one gets through.
    """
    wanted = {it.pk: it for it in seen}
    found = rows.filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk")
    locked = [row for row in found if as_seen(row) == wanted[row.pk]]
    if missing := wanted.keys() - {row.pk for row in locked}:
        raise Changed(missing)
    return locked
