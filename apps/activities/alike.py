"""Rows of a workbook that look like a second record of an activity: one of the hosts, the day and the type."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from apps.activities.change import Change
from apps.activities.models import Host
from apps.workbooks.register import Row, Table

#: What two records of the same activity have in common: a host (id), the day and the type.
Likeness = tuple[int, date, str]


@dataclass(slots=True)
class Alike:
    """What looks like one activity recorded twice: the records that count, and the rows of the workbook so far."""

    recorded: dict[Likeness, tuple[int, str]] = field(default_factory=dict)
    rows: dict[Likeness, int] = field(default_factory=dict)

    def learn(self, changes: Iterable[Change]) -> None:
        """Look up what is recorded for the hosts, days and types of these changes.  One query."""
        wanted = {likeness for change in changes for likeness in _likenesses(change)}
        found = Host.objects.filter(
            organisation__in={host for host, _day, _type in wanted},
            activity__date__in={day for _host, day, _type in wanted},
            activity__withdrawn_at__isnull=True,
        ).order_by("activity")
        columns = ("organisation", "activity__date", "activity__type", "activity", "activity__number")
        for host, day, type_, pk, number in found.values_list(*columns):
            if (host, day, type_) in wanted:
                self.recorded.setdefault((host, day, type_), (pk, number))

    def ask(self, table: Table, row: Row, change: Change) -> None:
        """Ask about a row that looks like a second record, of something recorded or of a row above."""
        for likeness in _likenesses(change):
            pk, number = self.recorded.get(likeness, (change.activity.pk, ""))
            above = self.rows.setdefault(likeness, row.number)
            if pk != change.activity.pk:
                sentence = _("Recorded already for this host, day and type: %(number)s.")
                return table.ask(row, "date", sentence % {"number": number})
            if above != row.number:
                sentence = _("Row %(row)d has the same host, day and type.")
                return table.ask(row, "date", sentence % {"row": above})
        return None


def _likenesses(change: Change) -> list[Likeness]:
    """By what a change is likened to others; nothing where host, day and type stay as they were."""
    it, before = change.activity, change.before
    if not it.date or not it.type:
        return []
    same = before and (before["date"], before["type"], before["hosts"]) == (
        it.date.isoformat(),
        it.type,
        sorted(change.hosts),
    )
    return [] if same else [(host, it.date, it.type) for host in sorted(change.hosts.values())]
