"""The registers that go into and out of Excel, by the name that commands and addresses use."""

from typing import Any

from apps.activities.workbook import ActivitiesRegister
from apps.administration.accounts_workbook import AccountsRegister
from apps.filings.month_workbook import MonthRegister
from apps.filings.workbook import FilingsRegister
from apps.gradings.workbook import ClassesRegister
from apps.organisations.workbook import OrganisationsRegister
from apps.plans.workbook import TargetsRegister
from apps.registers.registry import REGISTERS as DECLARED
from apps.workbooks.register import Register

_OWN: tuple[Register[Any], ...] = (
    OrganisationsRegister(),
    ClassesRegister(),
    TargetsRegister(),
    ActivitiesRegister(),
    FilingsRegister(),
    AccountsRegister(),
)
REGISTERS: dict[str, Register[Any]] = {register.name: register for register in (*_OWN, *DECLARED.values())}


def register_of(name: str, part: str = "") -> Register[Any]:
    """The register, or the one part of it.  Raises `KeyError`."""
    register = REGISTERS[name]
    return MonthRegister.of(part) if part and isinstance(register, FilingsRegister) else register
