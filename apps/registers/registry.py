"""The registers that the apps have declared."""

from typing import TypeVar

from django.http import Http404

from apps.organisations import policy
from apps.registers.register import RecordRegister

#: By name, in the order of declaration.
REGISTERS: dict[str, RecordRegister] = {}

R = TypeVar("R", bound=type[RecordRegister])


def declare(register: R) -> R:
    """Make a register known: its pages, its workbook, its rows in the table of permissions."""
    made = register()
    REGISTERS[made.name] = made
    for what, roles in made.roles.items():
        policy.declare(made.may(what), roles)
    return register


def register_named(name: str) -> RecordRegister:
    """The register of an address; 404 where there is none."""
    try:
        return REGISTERS[name]
    except KeyError:
        raise Http404 from None
