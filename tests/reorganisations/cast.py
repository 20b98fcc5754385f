"""What stands at a village, and the acts of reorganising in short."""

from datetime import date
from typing import Any

from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.progress.selectors import progress_at
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from apps.reorganisations.services import Decision, Newcomer, Outcome, Way, organisation_reorganise

MAY, DAY, LATER = date(2012, 5, 31), date(2012, 6, 15), date(2012, 12, 31)


def recorded(register: str, organisation: Organisation, **details: Any) -> Any:
    return record_create(register=REGISTERS[register], by=None, organisation=organisation, **details)


def matter(organisation: Organisation, title: str = "硬化村道", on: date = date(2012, 3, 1), **details: Any) -> Any:
    return recorded("matters", organisation, title=title, category="practical", registered_on=on, due=LATER, **details)


def appointed(organisation: Organisation, person: str, post: str = "secretary") -> Any:
    return recorded("posts", organisation, post=post, person=person, start=date(2011, 1, 1))


def reorganised(organisation: Organisation, way: Way, on: date = DAY, **decided: Any) -> Outcome:
    decision = Decision(way, on, "清委发〔2012〕41号", "区划调整", **decided)
    return organisation_reorganise(
        organisation=Organisation.objects.get(pk=organisation.pk), decision=decision, by=None
    )


def merged(organisation: Organisation, heir: Organisation, on: date = DAY) -> Outcome:
    return reorganised(organisation, Way.MERGE, on, heir=heir)


def split(organisation: Organisation, *codes: str, on: date = DAY, chosen: dict[str, str] | None = None) -> Outcome:
    newcomers = [Newcomer(code, f"组织{code}") for code in codes]
    return reorganised(organisation, Way.SPLIT, on, newcomers=newcomers, chosen=chosen or {})


def figures(top: Organisation, on: date) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Every figure of the plan on a day, of the whole and of each part that has one."""
    scope = progress_at(path_on(top, on), on.year, on, with_parts=True)
    assert scope is not None
    whole = {it.indicator.code: _pair(it) for it in scope.standings}
    parts = {part.code: {code: _pair(it) for code, it in part.standings.items()} for part in scope.parts}
    return {"": whole, **parts}


def _pair(standing: Any) -> tuple[Any, ...]:
    return standing.figure.numerator, standing.figure.denominator, standing.figure.pending
