"""All that the registers tell of one organisation, each a few of its records: one query for each that is in use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.organisations.recorded import RecordQuerySet
from apps.registers.in_use import registers_in_use
from apps.registers.lines import is_organisation, names_of, shown, text_of
from apps.registers.measures import Glance, Period, lasting
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
    #: Where it belongs, if that is not the organisation itself nor a part of its title.
    place: str
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

    What is confidential is told nobody here.  One query for each register that is in use and one more for each with
    totals, beside the scope and one more.
    """
    path = organisation.placements.on(on).values_list("path", flat=True).first()
    below = Organisation.objects.at_or_below(path, on) if path else Organisation.objects.filter(pk=organisation.pk)
    period = Period(date(on.year, 1, 1), on)
    seen = [it for it in REGISTERS.values() if it.glance and wanted(it) and may(user, it.may("view"))]
    there = registers_in_use()
    return [
        _section(it, it.visible_to(user).of(below), organisation, period) if it in there else Section(it, [], False, [])
        for it in seen
    ]


def _section(register: RecordRegister, records: RecordQuerySet, organisation: Organisation, period: Period) -> Section:
    glance = register.glance or Glance(lasting)
    rows = records.counted().exclude(register.is_confidential()).filter(glance.shows(period))
    found = list(rows[: SHOWN + 1])
    titled = next((line for line in register.lines if line.name == register.titled), None)
    named = names_of(titled) if titled and found else None
    told = [_told(register, glance, it, organisation, named) for it in found[:SHOWN]]
    sums = rows.aggregate(**{f"total_{name}": Sum(name) for name in glance.totals}) if glance.totals and found else {}
    totals = [
        Cell(_("%(what)s in all") % {"what": register.label_of(line)}, text_of(register.model_field(line), total))
        for line in register.lines
        if (total := sums.get(f"total_{line.name}")) is not None
    ]
    return Section(register, told, len(found) > SHOWN, totals)


def _told(
    register: RecordRegister, glance: Glance, record: Any, organisation: Organisation, named: Mapping[str, Any] | None
) -> Told:
    """A record with the values beside its name; the organisations stand in its title, or are the place."""
    asked = [it for it in register.lines if (it.name in glance.lines if glance.lines else it.listed)]
    told = [it for it in asked if it.name != register.titled and not is_organisation(register.model_field(it))]
    cells = [cell for it in told if (cell := cell_of(register, record, it, names_of(it))).text]
    is_own = organisation.pk in {getattr(record, f"{end}_id") for end in record.ENDS}
    place = "" if is_own else record.organisation.name
    titled = shown(record, register.model._meta.get_field(register.titled), named) if named else ""
    return Told(record, titled or register.title_of(record), place, cells, register.state_of(record))
