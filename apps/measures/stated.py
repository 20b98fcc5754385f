"""Which registers decide which mechanisms: stated beside the register, or chosen in the plan."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from apps.organisations.recorded import RecordQuerySet
from apps.registers.measures import Measure
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.ways import chosen_measure


def measured_by_registers() -> dict[str, tuple[RecordRegister, Measure]]:
    """The measure of each mechanism that a register decides."""
    return {it.mechanism: (register, it) for register in REGISTERS.values() for it in register.measures}


def measures_of(mechanisms: Iterable[str]) -> dict[str, tuple[RecordRegister, Measure]]:
    """The measures of these mechanisms, stated or chosen in the plan (`registers.ways`); others are absent."""
    stated = measured_by_registers()
    found = {it: stated.get(it) or chosen_measure(it) for it in mechanisms}
    return {mechanism: its for mechanism, its in found.items() if its}


def records_of(register: RecordRegister, on: date) -> RecordQuerySet:
    """Those that count, each with its `holder` of the day."""
    records: RecordQuerySet = register.model._default_manager.counted().annotate(holder=register.holder(on))
    return records


def of_its_kinds(register: RecordRegister, measure: Measure) -> Q:
    """The records that are facts of the measure."""
    return Q(**{f"{register.kind}__in": measure.kinds}) if measure.kinds else Q()
