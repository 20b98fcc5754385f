"""What an approved admission does to the roll: a probationary member is made, becomes full, or leaves it."""

from collections.abc import Sequence
from typing import Any

from apps.admissions.models import Admission
from apps.admissions.rules import probation_ends
from apps.admissions.standing import Rules
from apps.audit.changes import difference, filled
from apps.audit.services import record as record_act
from apps.members.models import Member
from apps.members.models.member import Leaving, MemberStanding
from apps.members.roll import settle
from apps.organisations.recorded import facts_of
from apps.registers.registry import REGISTERS


def follow_cases(cases: Sequence[Admission]) -> None:
    """Let the roll follow cases that were written; membership counts from the branch meeting, the roll from approval.

    A member who has left, or whom somebody entered as full already, stays as they are.
    """
    approved = [it for it in cases if it.approved_on and it.withdrawn_at is None]
    _take_back([it for it in cases if it.approved_on and it.withdrawn_at is not None])
    if not approved:
        return
    rules = Rules(approved)
    rows = Member.objects.select_for_update().select_related("organisation")
    known = {it.code: it for it in rows.filter(code__in=[it.code for it in approved])}
    for case in approved:
        member = known.get(case.code)
        before = facts_of(member) if member else {}
        if member is None:
            member = _new(case)
        if member.withdrawn_at or member.left_on or (before and member.standing == MemberStanding.FULL):
            continue
        if case.full_approved_on:
            member.standing, member.full_on = MemberStanding.FULL, probation_ends(case, rules.of(case))
        elif case.ended_on:
            member.left_on, member.left_how = case.ended_on, Leaving.LEFT
        _save(case, member, before)


def made_by(cases: Sequence[Admission]) -> Any:
    """The members on the roll who are there because these cases were approved."""
    rows = Member.objects.counted().filter(code__in=[it.code for it in cases], left_on__isnull=True)
    return rows.select_related("organisation")


def _take_back(cases: Sequence[Admission]) -> None:
    """Whose case was withdrawn had never been admitted: the member is withdrawn with it, for the same reason."""
    by_code = {it.code: it for it in cases}
    for member in made_by(cases).select_for_update():
        case = by_code[member.code]
        if member.joined_on != case.meeting_on:
            continue
        member.withdrawn_at, member.withdrawn_by = case.withdrawn_at, case.withdrawn_by
        member.withdrawn_reason = case.withdrawn_reason
        member.save(by=case.withdrawn_by)
        act = REGISTERS["members"].act("withdrawn", member, after={"reason": member.withdrawn_reason})
        record_act(act, by=case.withdrawn_by)


def _new(case: Admission) -> Member:
    said = {name: getattr(case, name) for name in ("code", "name", "sex", "born", "education", "organisation")}
    return Member(standing=MemberStanding.PROBATIONARY, joined_on=case.meeting_on, recorded_by=_who(case), **said)


def _save(case: Admission, member: Member, before: dict[str, Any]) -> None:
    after = facts_of(member)
    was, became = difference(before, after) if before else ({}, filled(after))
    if not became:
        return
    member.save(by=_who(case))
    settle([member])
    act = REGISTERS["members"].act("updated" if before else "created", member, before=was, after=became)
    record_act(act, by=_who(case))


def _who(case: Admission) -> Any:
    return case.changed_by or case.recorded_by
