"""The register of dues by branch and month (党费收缴)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.amount import plain
from apps.dues.models import Dues, month_end
from apps.members.people import KEEP_MEMBERS, WITH_MEMBERS
from apps.organisations.kinds import PARTY_KINDS, Role
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.measures import Glance, Period, Settled, Way
from apps.registers.register import RecordRegister
from apps.registers.registry import declare


def of_ended_months(period: Period) -> Q:
    """Of a month of the year that has ended by the day."""
    return Q(due_on__range=period)


def in_time(period: Period) -> Q:
    """Paid in full, and by its day: the month's end."""
    del period
    return Q(date__lte=F("due_on"), paid__gte=F("expected"))


@declare
class DuesRegister(RecordRegister):
    name = "dues"
    record_name = "dues"
    title = gettext_lazy("Party dues")
    record_title = gettext_lazy("Dues of a month")
    explained = gettext_lazy("What a branch was to collect and has handed in by month; nobody’s own amount")
    icon = "cash"
    sheet = "党费收缴"
    model = Dues
    titled = "remark"
    #: The dues of a month are known before it ends.
    lies_ahead = True
    exchanged = False
    deadline = Deadline("due_on", "date")
    beside = ((gettext_lazy("Dues of a month by branch"), "dues:month"),)
    glance = Glance(of_ended_months, lines=("year", "month", "expected", "paid"), totals=("expected", "paid"))
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": WITH_MEMBERS,
        "record": KEEP_MEMBERS,
        "decide": frozenset({Role.STAFF}),
    }
    lines: ClassVar[Any] = (
        Line("year", "年度", key=True, listed=True, width=8),
        Line("month", "月份", key=True, listed=True, width=8),
        Line("expected", "应缴金额（元）", listed=True),
        Line("paid", "实缴金额（元）", listed=True),
        Line("payers", "缴纳人数", listed=True, width=10),
        Line("date", "上缴日期", listed=True),
        Line("due_on", "缴纳期限"),
        Line("remark", "备注", searched=True, width=20),
    )
    ways: ClassVar[Any] = (
        Way(
            "in_time",
            gettext_lazy("share of the months paid in full by the month’s end"),
            Settled,
            of_ended_months,
            in_time,
        ),
    )

    def in_year(self, year: int) -> Q:
        return Q(year=year)

    def title_of(self, record: Any) -> str:
        return _("Dues of %(year)d-%(month)02d") % {"year": record.year, "month": record.month}

    def complete(self, record: Any) -> None:
        if record.due_on is None and record.year and 1 <= (record.month or 0) <= 12 and record.year <= 9999:
            record.due_on = month_end(record.year, record.month)

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """What is still missing, or too much."""
        del user
        if record is None or record.paid is None or record.paid == record.expected:
            return ()
        said = {"amount": plain(abs(record.expected - record.paid))}
        short = record.paid < record.expected
        return ((_("%(amount)s yuan are missing.") if short else _("%(amount)s yuan more than was due.")) % said,)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.date and record.date > on:
            found["date"] = _("This day has not come yet.")
        if record.date and record.paid is None:
            found["paid"] = _("Enter how much was handed in.")
        elif record.paid and not record.date:
            found["date"] = _("Enter the day.")
        if record.organisation_id and record.organisation.kind not in PARTY_KINDS:
            found["organisation"] = _("Members belong to organisations of the Party.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Once for a month."""
        yield from super().conflicts(records)
        rows = Dues.objects.counted().filter(year__in={it.year for it in records})
        there = {tuple(key): pk for *key, pk in rows.values_list("organisation", "year", "month", "pk")}
        for record in records:
            if there.get((record.organisation_id, record.year, record.month), record.pk) != record.pk:
                yield record, "month", _("The dues of this month are there already.")

    def entry_remarks(self, records: Sequence[Any], changed: Collection[str], by: User | None) -> list[list[str]]:
        del changed, by
        return [[_("People paid, and no amount.")] if record.payers and not record.paid else [] for record in records]
