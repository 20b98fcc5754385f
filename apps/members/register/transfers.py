"""The register of transfer letters (组织关系接转): out and in, the days between, and what is still under way."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.audit.services import record as record_act
from apps.core.calendar import today
from apps.members.fields import MonthColumn
from apps.members.models import Member, TransferLetter
from apps.members.models.member import Leaving
from apps.members.models.transfer import DIRECTION_WORDS, Direction
from apps.members.people import NAME, OfMembers
from apps.members.roll import come_back, settle
from apps.organisations.recorded import facts_of
from apps.registers.cases import CaseRegister
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.registry import REGISTERS, declare
from apps.workbooks.columns import CodeColumn

#: So long a letter is valid where it says nothing else.
VALID = timedelta(days=90)


@declare
class Transfers(OfMembers, CaseRegister):
    name = "transfers"
    record_name = "transfer_letter"
    title = gettext_lazy("Transfer letters")
    record_title = gettext_lazy("Transfer letter")
    explained = gettext_lazy(
        "Members who go to, or come from, another Party committee; inside the township see the roll"
    )
    icon = "mail-forward"
    sheet = "组织关系接转"
    model = TransferLetter
    titled = "number"
    kind = "direction"
    deadline = Deadline("due", "received_on")
    awaited = ("decide",)
    lines: ClassVar[Any] = (
        Line("direction", "转出转入", key=True, listed=True, filtered=True, words=DIRECTION_WORDS, width=10),
        Line("number", "介绍信编号", key=True, listed=True, searched=True, width=18),
        Line("member", "党员编号", listed=True, named="姓名", made=CodeColumn, restricted=NAME),
        Line("partner", "对方党组织", listed=True, searched=True, width=30),
        Line("issued_on", "开具日期", listed=True),
        Line("dues_until", "党费交至", made=MonthColumn, width=12),
        Line("due", "有效期至"),
        Line("received_on", "回执日期", listed=True),
    )

    def title_of(self, record: Any) -> str:
        return f"{record.get_direction_display()} {record.number}"

    def subject(self, record: Any) -> str:
        return f"{record.organisation.code} {record.number}"

    def complete(self, record: Any) -> None:
        if record.due is None and record.issued_on:
            record.due = record.issued_on + VALID

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """How long one took; above the list how long those of the year took, and what is under way."""
        if record is not None:
            if record.received_on is None:
                return ()
            days = (record.received_on - record.issued_on).days
            return (_("The receipt came after %(days)d days.") % {"days": days},)
        took = ExpressionWrapper(F("received_on") - F("issued_on"), output_field=DurationField())
        over = Q(received_on__year=today().year)
        late = Q(received_on__isnull=True, due__lt=today())
        seen = self.visible_to(user).counted().order_by()
        found = seen.aggregate(
            over=Count("pk", filter=over),
            took=Avg(took, filter=over),
            open=Count("pk", filter=Q(received_on__isnull=True)),
            late=Count("pk", filter=late),
        )
        said = []
        if found["over"]:
            found["days"] = found["took"].days
            said.append(_("Receipts this year: %(over)d, after %(days)d days on average.") % found)
        if found["open"]:
            said.append(_("Under way: %(open)d, of them %(late)d past their day.") % found)
        return said

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.direction == Direction.OUT and record.member_id is None:
            found["member"] = _("Enter who goes.")
        if record.due and record.issued_on and record.due < record.issued_on:
            found["due"] = _("Before the day on which it was issued.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Who goes belongs there on the day of the letter; who comes was elsewhere then.  A receipt stays."""
        out = [it for it in records if it.direction == Direction.OUT and it.member_id is not None]
        yield from super().conflicts(out)
        cleared = {it.pk: it for it in out if it.pk and it.received_on is None}
        stored = TransferLetter.objects.filter(pk__in=cleared, received_on__isnull=False) if cleared else ()
        for letter in stored:
            yield cleared[letter.pk], "received_on", _("The receipt is there: withdraw the letter instead.")

    def before_withdrawal(self, record: Any) -> str:
        took = record.direction == Direction.OUT and gone_with(record, record.member)
        return _("The member is on the roll again.") if took else ""

    def written(self, records: Sequence[Any]) -> None:
        """Whose letter out has its receipt is on the roll no more; where it is withdrawn, they never went."""
        over = {it.member_id: it for it in records if it.direction == Direction.OUT and it.received_on}
        if not over:
            return
        rows = Member.objects.counted().filter(code__in=over).select_related("organisation")
        for member in rows.select_for_update():
            letter, before = over[member.code], facts_of(member)
            by = letter.changed_by or letter.recorded_by
            if letter.withdrawn_at is None and member.left_on is None:
                member.left_on, member.left_how, member.left_note = letter.received_on, Leaving.MOVED, letter.partner
                member.save(by=by)
                settle([member])
            elif letter.withdrawn_at is not None and gone_with(letter, member):
                come_back(member, by)
            else:
                continue
            was, became = difference(before, facts_of(member))
            record_act(REGISTERS["members"].act("updated", member, before=was, after=became), by=by)


def gone_with(letter: TransferLetter, member: Member) -> bool:
    """Whether it was the receipt of this letter that took the member off the roll."""
    left = (member.left_on, member.left_how)
    return letter.received_on is not None and left == (letter.received_on, Leaving.MOVED)
