"""What an indicator may choose to be measured by: a register, a way to count and a kind, such as a checklist.

The key of such a choice, ``register:way:kind``, stands where another indicator has its mechanism.
"""

from django.utils.text import capfirst, format_lazy

from apps.registers.lines import choices_of
from apps.registers.measures import Measure, Way
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS

SEPARATOR = ":"
#: Stands for the kind of a register that has none.
ALL = "all"


def way_of(key: str) -> tuple[RecordRegister, Way, str] | None:
    """The register, the way and the kind that a key names; None for a mechanism."""
    name, _, rest = key.partition(SEPARATOR)
    way, _, kind = rest.partition(SEPARATOR)
    register = REGISTERS.get(name)
    found = next((it for it in register.ways if it.name == way), None) if register else None
    return (register, found, kind) if register and found and kind else None


def chosen_measure(key: str) -> tuple[RecordRegister, Measure] | None:
    """The measure that a key names, with its register."""
    found = way_of(key)
    return (found[0], found[1].measure(key, found[2] if found[0].kind else "")) if found else None


def choices_by_register() -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is to choose by register, each with the key and what people read of it.

    One query for each register whose kinds people add to.
    """
    return [(str(it.title), _choices_of(it)) for it in REGISTERS.values() if it.ways]


def choice_said(key: str) -> str:
    """What people read of a choice; empty for a key that no register offers."""
    found = way_of(key)
    return dict(_choices_of(found[0])).get(key, "") if found else ""


def _choices_of(register: RecordRegister) -> list[tuple[str, str]]:
    if not register.kind:
        return [(SEPARATOR.join((register.name, way.name, ALL)), str(way.title)) for way in register.ways]
    line = next(it for it in register.all_lines if it.name == register.kind)
    kinds = choices_of(line, register.model._meta.get_field(line.name))
    return [
        (
            SEPARATOR.join((register.name, way.name, str(kind))),
            str(format_lazy("{}：{}", capfirst(str(named)), way.title)),
        )
        for kind, named in kinds
        if kind
        for way in register.ways
    ]
