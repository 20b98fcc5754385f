"""The roll: where members belong follows from their memberships, and a member on the roll has one."""

from collections.abc import Collection
from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.core.batches import batches
from apps.core.calendar import today
from apps.core.versioning import save_many
from apps.members.models import Member, MemberCategory, Membership
from apps.members.people import belonging_of


def since(member: Member) -> date:
    """From when a member belongs where they are entered, as far as that is known."""
    known: date | None = member.joined_on or member.organisation.opened
    return known or today()


def settle(members: Collection[Member]) -> None:
    """Let memberships follow members that were written: the first one, a corrected organisation, the end.

    A corrected organisation is that of the last membership, and of what is open on the member; dated moves are
    `services.member_transfer`.
    """
    known = belonging_of({it.code for it in members})
    new, changed = [], []
    for member in members:
        if not (its := known[member.code]):
            new.append(
                Membership(
                    member=member,
                    organisation_id=member.organisation_id,
                    start=min(since(member), member.left_on or today()),
                    end=member.left_on,
                    recorded_by=member.recorded_by,
                )
            )
            continue
        last = max(its, key=lambda it: it.start)
        end = member.left_on or last.end
        if (last.organisation_id, last.end) != (member.organisation_id, end):
            last.organisation_id, last.end = member.organisation_id, end
            changed.append(last)
    Membership.objects.bulk_create(new, batch_size=1000)
    save_many(changed, fields=["organisation", "end"], by=None)
    _follow_members({it.member_id for it in changed})


def _follow_members(codes: Collection[str]) -> None:
    """What is open on members stands where they belong, and ends with them."""
    members = {it.code: it for some in batches(sorted(codes)) for it in Member.objects.filter(code__in=some)}
    open_ones: list[MemberCategory] = []
    for some in batches(sorted(codes)):
        open_ones += MemberCategory.objects.counted().filter(member__in=some, end__isnull=True)
    for it in open_ones:
        member = members[it.member_id]
        it.organisation_id, it.end = member.organisation_id, member.left_on
    save_many(open_ones, fields=["organisation", "end"], by=None)


def come_back(member: Member, by: User | None) -> None:
    """Undo that a member left: the membership goes on, and what ended with it."""
    left_on = member.left_on
    member.left_on, member.left_how, member.left_note = None, "", ""
    member.save(by=by)
    for model in (Membership, MemberCategory):
        ended: list[Any] = list(model.objects.counted().filter(member=member, end=left_on))
        for it in ended:
            it.end = None
        save_many(ended, fields=["end"], by=by)


def follow(memberships: Collection[Membership]) -> None:
    """Let members stand where their last membership is, once memberships were written."""
    known = belonging_of({it.member_id for it in memberships})
    last = [max(its, key=lambda it: it.start) for its in known.values() if its]
    moved = [it.member for it in last if it.member.organisation_id != it.organisation_id]
    where = {it.member_id: it.organisation_id for it in last}
    for member in moved:
        member.organisation_id = where[member.code]
    save_many(moved, fields=["organisation"], by=None)
