"""Looking through the records of a register, and of many of them at once."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Count, DateField, F, Q, TextField, Value, Window
from django.db.models.functions import Cast, RowNumber

from apps.accounts.models import User
from apps.core.searching import holding
from apps.organisations.access import may
from apps.registers.in_use import registers_in_use
from apps.registers.lines import names_of, text_of
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found: what it is called, whose it is, and its day."""

    pk: int
    title: str
    organisation: str
    on: date | None


def holding_in(register: RecordRegister, text: str) -> Q:
    """The records that hold `text` in what a search looks through, or whose organisations do by code or name."""
    ends = [f"{end}__{part}" for end in register.codes for part in ("code", "name")]
    return holding(text, *register.searched, *ends)


def searchable_by(user: User) -> list[RecordRegister]:
    """The registers that `user` may look through together with others: none that is about single people."""
    return [it for it in REGISTERS.values() if not it.is_private and may(user, it.may("view"))]


def records_found(user: User, text: str, most: int) -> dict[str, tuple[int, list[Found]]]:
    """By the name of the register how many records that count hold `text`, and the latest `most` of them.

    Registers without one are left out.  Two queries, beside the scope.
    """
    there = registers_in_use()
    rows = [_latest(register, user, text, most) for register in searchable_by(user) if register in there]
    united = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else [row for some in rows for row in some]
    found: dict[str, tuple[int, list[Found]]] = {}
    for name, number, _rank, pk, called, place, on in sorted(united, key=itemgetter(0, 2)):
        hits = found.setdefault(name, (number, []))[1]
        hits.append(Found(pk, _title(REGISTERS[name], called), place, on))
    return found


def _latest(register: RecordRegister, user: User, text: str, most: int) -> Any:
    """The latest of the records of a register, each with its rank and the number of all."""
    rows = register.visible_to(user).counted().filter(holding_in(register, text)).order_by()
    latest = Window(RowNumber(), order_by=[F(register.model.DATED).desc(nulls_last=True), F("pk").desc()])
    told = rows.annotate(
        found_in=Value(register.name, output_field=CharField()),
        found_number=Window(Count("*")),
        found_rank=latest,
        found_title=Cast(register.titled, TextField()),
        found_on=Cast(F(register.model.DATED), DateField()),
    )
    names = ("found_in", "found_number", "found_rank", "pk", "found_title", f"{register.own}__name", "found_on")
    return told.filter(found_rank__lte=most).values_list(*names)


def _title(register: RecordRegister, value: str) -> str:
    line = next((it for it in register.lines if it.name == register.titled), None)
    named = names_of(line) if line else None
    return text_of(register.model._meta.get_field(register.titled), value, named) or str(register.record_title)
