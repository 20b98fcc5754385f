"""The registers that the apps have declared."""

from typing import TypeVar

from django.http import Http404
from django.utils.text import format_lazy
from django.utils.translation import pgettext_lazy

from apps.audit import naming
from apps.audit.naming import Group
from apps.organisations import policy
from apps.registers.register import RecordRegister

#: By name, in the order of declaration.
REGISTERS: dict[str, RecordRegister] = {}

R = TypeVar("R", bound=type[RecordRegister])


def declare(register: R) -> R:
    """Make a register known: its pages, its workbook, its rows in the table of permissions, its acts in the log."""
    made = register()
    REGISTERS[made.name] = made
    for what, roles in made.roles.items():
        policy.declare(made.may(what), roles, over_led=what == "view")
    naming.register(_acts_of(made))
    return register


def _acts_of(register: RecordRegister) -> Group:
    """What the audit log tells of the records: "Honour: entered", and each step by its name."""
    acts = {
        "created": pgettext_lazy("act", "entered"),
        "updated": pgettext_lazy("act", "changed"),
        "withdrawn": pgettext_lazy("act", "withdrawn"),
        "restored": pgettext_lazy("act", "withdrawal undone"),
        "imported": pgettext_lazy("act", "imported"),
        **register.further_acts,
        **register.former_acts,
    }
    acts |= {f"step_{step.code}": step.act for step in getattr(register, "steps", ())}
    named = {register.may(act): format_lazy("{}：{}", register.record_title, words) for act, words in acts.items()}
    return Group(
        register.record_name,
        register.title,
        named,
        model=register.model,
        facts={"organisation": register.organisation_label},
        dated=register.name,
    )


def register_named(name: str) -> RecordRegister:
    """The register of an address; 404 where there is none."""
    try:
        return REGISTERS[name]
    except KeyError:
        raise Http404 from None
