"""Who leads whom, and what is advised, as the registers take it in."""

from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.associations.models import Advice
from apps.core.calendar import today
from apps.organisations.models import LeadingLink, Organisation
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, record_withdraw, step_take


def leading_start(
    *, leader: Organisation, led: Organisation, start: date, by: User | None = None, **other: Any
) -> LeadingLink:
    """`leader` leads `led` from a day on, until further notice unless said otherwise."""
    made: Any = record_create(register=REGISTERS["leading"], by=by, leader=leader, led=led, start=start, **other)
    return made


def leading_change(*, link: LeadingLink, by: User | None = None, version: int | None = None, **other: Any) -> Any:
    return record_change(register=REGISTERS["leading"], record=link, version=version, by=by, **other)


def leading_withdraw(link: LeadingLink) -> None:
    record_withdraw(register=REGISTERS["leading"], record=link, version=None, reason="误录", by=None)


def advice_give(
    *, giver: Organisation, association: Organisation, text: str = "建议早些签订收购合同", by: User | None = None
) -> Advice:
    """Advice of today."""
    made: Any = record_create(register=REGISTERS["advice"], by=by, giver=giver, organisation=association, text=text)
    return made


def advice_answer(*, advice: Advice, answer: str, by: User | None = None, version: int | None = None) -> Advice:
    """An answer of today."""
    register: Any = REGISTERS["advice"]
    answered: Any = step_take(
        register=register, case=advice, step=register.steps[1], on=today(), version=version, by=by, answer=answer
    )
    return answered
