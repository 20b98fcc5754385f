"""What the registers about members have in common: a member is named by number, and belongs there on that day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from apps.core.batches import batches
from apps.core.restricted import mask_name
from apps.members.models import Member, Membership
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.recorded import RecordQuerySet
from apps.registers.lines import Line
from apps.registers.noted import Noted
from apps.registers.workbook import RecordComparison
from apps.workbooks.columns import CodeColumn
from apps.workbooks.keyed_register import Comparison
from apps.workbooks.register import Row

#: Who works with members; whoever reads figures only, and mass organisations, see no names.
WITH_MEMBERS = frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.LEADER, Role.SECRETARY, Role.CLERK})
KEEP_MEMBERS = frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK})
#: Who must know of need and of help; who gives it.
WITH_NEED = frozenset({Role.STAFF, Role.LEADER, Role.SECRETARY})
GIVE_HELP = frozenset({Role.STAFF, Role.SECRETARY})
NAME = "members.Member.name"


def member_line(**said: Any) -> Line:
    """The line of the member, with the name beside the number."""
    return Line("member", "党员编号", key=True, listed=True, named="姓名", made=CodeColumn, restricted=NAME, **said)


class PeopleComparison(RecordComparison):
    """Rows that name a member by number."""

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        known: dict[str, Member] = {}
        for some in batches(sorted({row.get("member") for row in rows} - {None})):
            known.update((it.code, it) for it in self._seen().filter(code__in=some))
        for row in rows:
            if (code := row.get("member")) is None:
                continue
            if (found := known.get(code)) is not None:
                self.table.check_name(row, "member", found.name, mask_name(found.name))
                continue
            del row.values["member"]
            row.bad |= {"member"}
            self.table.refuse(row, "member", not_here())

    def _seen(self) -> Any:
        rows = Member.objects.counted()
        if self.by is None:
            return rows
        return rows.filter(organisation__in=Organisation.objects.visible_to(self.by, "member.view").values("pk"))


def not_here() -> str:
    return _("No member with this number belongs to this organisation on that day.")


class OfMembers(Noted):
    """Records about members, for whoever works with them: neither in reports nor for other systems."""

    reported: ClassVar[bool] = False
    exchanged: ClassVar[bool] = False
    comparison: ClassVar[type[Comparison[Any]]] = PeopleComparison
    fields: ClassVar[Mapping[str, str]] = {"member": "member_id"}
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": WITH_MEMBERS,
        "record": KEEP_MEMBERS,
        "decide": frozenset({Role.STAFF}),
    }

    def records(self) -> RecordQuerySet:
        rows: RecordQuerySet = super().records().select_related("member")
        return rows

    @property
    def searched(self) -> Sequence[str]:
        return [*super().searched, "member__code", "member__name"]

    def title_of(self, record: Any) -> str:
        return f"{self.record_title} · {record.member.name}"

    def subject(self, record: Any) -> str:
        """By number: no name is needed in the log."""
        return f"{record.organisation.code} {record.member_id}"

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        yield from super().conflicts(records)
        belonging = belonging_of({it.member_id for it in records})
        for record in records:
            on = getattr(record, self.model.DATED)
            at = next((it for it in belonging[record.member_id] if is_on(it, on)), None)
            if at is None or at.organisation_id != record.organisation_id:
                yield record, "member", not_here()
            elif sentence := self.refused(record, at.member):
                yield record, *sentence

    def refused(self, record: Any, member: Member) -> tuple[str, str] | None:
        """What does not go with the member: the field and why."""
        del record, member
        return None


class Guarded(OfMembers):
    """What few must know."""

    list_noted = True
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {"view": WITH_NEED, "record": GIVE_HELP, "decide": WITH_NEED}


def belonging_of(codes: set[str]) -> Mapping[str, list[Membership]]:
    """The memberships of these members.  A query for a thousand."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for some in batches(sorted(codes)):
        for it in Membership.objects.counted().filter(member__in=some).select_related("member"):
            found[it.member_id].append(it)
    return found


def is_on(membership: Membership, day: date) -> bool:
    return membership.start <= day and (membership.end is None or day < membership.end)
