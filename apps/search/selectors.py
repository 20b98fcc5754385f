"""Everything that a person may see and that holds some words, grouped by kind, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.functional import Promise

from apps.accounts.models import User
from apps.core.text import half_width
from apps.organisations.access import may
from apps.registers.registry import REGISTERS
from apps.registers.searching import Found, records_found, searchable_by
from apps.search.kinds import KINDS, Hit, Kind

#: So many of a kind are shown.
SHOWN = 4
#: The register that most look for.
FIRST = "documents"
#: Longer words find nothing that shorter ones do not.
MOST_SIGNS = 60


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many there are, the first ones, and the list that shows all."""

    title: str | Promise
    icon: str
    number: int
    hits: list[Hit]
    address: str

    @property
    def has_more(self) -> bool:
        return self.number > len(self.hits)


def words_of(typed: str) -> str:
    """What is searched for."""
    return half_width(typed)[:MOST_SIGNS].strip()


def may_search(user: User) -> bool:
    """Whether there is anything that the person may find."""
    return any(may(user, kind.action) for kind in KINDS.values()) or bool(searchable_by(user))


def groups_for(user: User, text: str) -> list[Group]:
    """The kinds of which `user` may see something that holds `text`.  A query for each, one for all registers."""
    kinds = (_group(user, name, kind, text) for name, kind in KINDS.items() if may(user, kind.action))
    return [group for group in kinds if group.number] + _of_registers(user, text)


def _group(user: User, name: str, kind: Kind, text: str) -> Group:
    rows = list(kind.rows(user, text).annotate(found=Window(Count("*")))[:SHOWN])
    address = f"{reverse(kind.listed)}?{urlencode({'q': text})}" if kind.listed else one_kind(name, text)
    return Group(kind.title, kind.icon, rows[0].found if rows else 0, list(map(kind.hit, rows)), address)


def one_kind(name: str, text: str) -> str:
    """The address of the page that shows all of a kind which has no list of its own."""
    return f"{reverse('search:search')}?{urlencode({'q': text, 'kind': name})}"


def _of_registers(user: User, text: str) -> list[Group]:
    found = records_found(user, text, SHOWN)
    names = sorted((name for name in REGISTERS if name in found), key=lambda name: name != FIRST)
    return [_records(name, *found[name], text) for name in names]


def _records(name: str, number: int, found: list[Found], text: str) -> Group:
    register: Any = REGISTERS[name]
    hits = [
        Hit(
            reverse("registers:detail", args=[name, it.pk]),
            it.title,
            remark=" · ".join(filter(None, [it.organisation, it.on.isoformat() if it.on else ""])),
        )
        for it in found
    ]
    return Group(register.title, register.icon, number, hits, f"{register.address}?{urlencode({'q': text})}")
