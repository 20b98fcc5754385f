"""Looking through the records of a register, and of many of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, DateField, F, Q, TextField, Value
from django.db.models.functions import Cast

from apps.accounts.models import User
from apps.core.searching import holding
from apps.organisations.access import may
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


def numbers_found(user: User, text: str) -> dict[str, int]:
    """By the name of the register, how many records that count hold `text`; none where there are none.  One query."""
    named = [
        rows.order_by().values("register").annotate(number=Count("pk")).values_list("register", "number")
        for rows in (_rows(it, user, text) for it in searchable_by(user))
    ]
    return {name: number for name, number in _united(named) if number} if named else {}


def records_found(user: User, text: str, names: Sequence[str], most: int) -> dict[str, list[Found]]:
    """By the name of the register the latest of these records, `most` of all these registers together.  One query."""
    rows = [_told(REGISTERS[name], _rows(REGISTERS[name], user, text)) for name in names]
    found: dict[str, list[Found]] = {}
    if rows:
        for name, pk, called, place, on in _united(rows).order_by(F("dated").desc(nulls_last=True), "-pk")[:most]:
            found.setdefault(name, []).append(Found(pk, _title(REGISTERS[name], called), place, on))
    return found


def _rows(register: RecordRegister, user: User, text: str) -> Any:
    rows = register.visible_to(user).counted().filter(holding_in(register, text))
    return rows.annotate(register=Value(register.name, output_field=CharField()))


def _told(register: RecordRegister, rows: Any) -> Any:
    dated = Cast(F(register.model.DATED), DateField())
    told = rows.order_by().annotate(called=Cast(register.titled, TextField()), dated=dated)
    return told.values_list("register", "pk", "called", f"{register.own}__name", "dated")


def _united(rows: Sequence[Any]) -> Any:
    return rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]


def _title(register: RecordRegister, value: str) -> str:
    line = next((it for it in register.lines if it.name == register.titled), None)
    named = names_of(line) if line else None
    return text_of(register.model._meta.get_field(register.titled), value, named) or str(register.record_title)
