"""All that the registers tell of one organisation, each a few of its records: one query for each register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.registers.lines import is_organisation, names_of, text_of
from apps.registers.measures import Glance, Period
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.selectors import Cell, cell_of

#: As many records of a register stand on the page; the rest is behind the link to its list.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A record at a glance."""

    record: Any
    title: str
    cells: list[Cell]
    state: Any


@dataclass(frozen=True, slots=True)
class Section:
    """What a register tells: its records, whether there are more of them, and what is added up over all."""

    register: RecordRegister
    told: list[Told]
    has_more: bool
    totals: list[Cell]


def sections_of(
    user: User, organisation: Organisation, on: date, wanted: Callable[[RecordRegister], bool]
) -> list[Section]:
    """What the registers that are `wanted` tell `user` of an organisation and all below it, on a day in its year.

    One query for each register and one more for each with totals, beside the scope.
    """
    path = organisation.placements.on(on).values_list("path", flat=True).first()
    below = Organisation.objects.at_or_below(path, on) if path else Organisation.objects.filter(pk=organisation.pk)
    period = Period(date(on.year, 1, 1), on)
    seen = (it for it in REGISTERS.values() if it.glance and wanted(it) and may(user, it.may("view")))
    return [_section(user, register, register.glance, below, period) for register in seen if register.glance]


def _section(user: User, register: RecordRegister, glance: Glance, below: Any, period: Period) -> Section:
    rows = (
        register.visible_to(user).counted().exclude(register.is_confidential()).of(below).filter(glance.shows(period))
    )
    found = list(rows[: SHOWN + 1])
    told = [
        Told(it, register.title_of(it), _cells(register, glance, it), register.state_of(it)) for it in found[:SHOWN]
    ]
    sums = rows.aggregate(**{f"total_{name}": Sum(name) for name in glance.totals}) if glance.totals and found else {}
    totals = [
        Cell(_("%(what)s in all") % {"what": register.label_of(line)}, text_of(register.model_field(line), total))
        for line in register.lines
        if (total := sums.get(f"total_{line.name}")) is not None
    ]
    return Section(register, told, len(found) > SHOWN, totals)


def _cells(register: RecordRegister, glance: Glance, record: Any) -> list[Cell]:
    """The values of a record beside its name, and the organisations only where they are asked for."""
    lines = [it for it in register.lines if (it.name in glance.lines if glance.lines else it.listed)]
    asked = [
        it
        for it in lines
        if it.name != register.titled and (glance.lines or not is_organisation(register.model_field(it)))
    ]
    return [cell for it in asked if (cell := cell_of(register, record, it, names_of(it))).text]
