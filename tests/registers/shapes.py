"""Registers that stand for all whose records go through the same lines of views and templates."""

from typing import Any

from apps.accounts.models import User
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.registers.cases import CaseRegister
from apps.registers.filters import RecordFilter
from apps.registers.links import LinkRegister
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from tests.factories.township import Township
from tests.registers.examples import NAMES, WRITERS
from tests.selection import ONE_OF_EACH_SHAPE, walks_are_whole

BY_VILLAGES = [name for name in NAMES if Role.SECRETARY in REGISTERS[name].roles["record"]]
ONE_AT_A_TIME = [name for name in NAMES if REGISTERS[name].fit_together]
OF_FACTS = [name for name in NAMES if not REGISTERS[name].lies_ahead]
#: Another name of a record.
RENAMED = "另一个名称"


def writer(name: str, township: Township) -> User:
    return township.people[WRITERS.get(name, "staff")]


def listed(register: RecordRegister, by: User, **asked: str) -> list[Any]:
    """What the list holds with these filters."""
    return list(RecordFilter(asked, register, register.visible_to(by), Organisation.objects.none()).qs)


def _goes_through(register: RecordRegister) -> tuple[Any, ...]:
    """What tells apart how a record is sent, shown and taken back: shape, page, and who reads it or locks it."""
    shape = next(it for it in (CaseRegister, LinkRegister, RecordRegister) if isinstance(register, it))
    return shape, register.detail_template, register.is_private, register.fit_together


#: One of all that are alike in this; one that runs on PostgreSQL too, where there is such.
OF_EACH_PAGE = sorted({_goes_through(REGISTERS[name]): name for name in (*NAMES, *sorted(ONE_OF_EACH_SHAPE))}.values())
THE_OTHERS = sorted({*NAMES} - {*OF_EACH_PAGE})
THROUGH_PAGES = NAMES if walks_are_whole() else OF_EACH_PAGE
