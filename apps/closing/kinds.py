"""The kinds of facts for which something can be proposed: each is declared by the app that owns it.

`settings.FACT_KINDS` names the functions that give them, as they stand above this app.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.closing.models import Proposal


@dataclass(frozen=True, slots=True)
class Stored:
    """A fact as it stands now; `counts` is False where it was withdrawn."""

    version: int
    facts: Mapping[str, Any]
    counts: bool = True


class FactKind(ABC):
    """What is dated and can be closed: activities, and the records of every register."""

    #: How `Proposal.kind` names it, and how people do.
    code: str
    title: str | Promise
    #: The names of the fields, in the order in which people read them; `organisations` is the one that holds codes.
    labels: Mapping[str, str | Promise]
    organisations: str

    @abstractmethod
    def text(self, name: str, value: Any) -> str:
        """A field's value as people read it; empty for a blank one."""

    @abstractmethod
    def address(self, key: str) -> str:
        """The page of the fact."""

    def hidden_from(self, user: "User") -> Q:
        """The proposals about facts of this kind that `user` may not see though they see the organisations."""
        del user
        return Q()

    @abstractmethod
    def stored(self, keys: Collection[str]) -> Mapping[str, Stored]:
        """These facts as they stand now, by key.  A fixed number of queries."""

    @abstractmethod
    def apply(self, proposal: "Proposal", *, version: int | None, by: "User") -> str:
        """Carry the proposal out through the app's own service, in the name of `by`; the key of the fact.

        Only the fields that the proposal changes are written, on the fact as it was seen in `version`.  Raises
        `ValidationError`, also where it is another version by now.
        """


@cache
def kinds() -> Mapping[str, FactKind]:
    """Every kind by its code."""
    found: Iterable[FactKind] = chain.from_iterable(import_string(name)() for name in settings.FACT_KINDS)
    return {kind.code: kind for kind in found}


def changed_fields(proposal: "Proposal") -> dict[str, Any]:
    """The fields in which the new fact differs from the old one."""
    return {name: value for name, value in proposal.new.items() if proposal.old.get(name) != value}
