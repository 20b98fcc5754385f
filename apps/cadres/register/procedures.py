"""The register of procedures about members who do not qualify (M115): few read it, every look is noted."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.cadres.guarded import GUARDED
from apps.cadres.models import Procedure
from apps.cadres.models.procedure import MEASURE_WORDS, Measure
from apps.core.calendar import today
from apps.members.people import Guarded, member_line
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.registry import declare


@declare
class Procedures(Guarded, CaseRegister):
    name = "procedures"
    record_name = "procedure"
    title = gettext_lazy("Procedures about members")
    record_title = gettext_lazy("Procedure about a member")
    explained = gettext_lazy("Steps, days and approvals only, no reasons; every look into it is noted in the audit log")
    icon = "gavel"
    sheet = "处置程序"
    roles = GUARDED
    model = Procedure
    titled = "document_number"
    lines: ClassVar[Any] = (
        member_line(),
        Line("opened_on", "启动日期", key=True, listed=True),
        Line("handled_by", "承办单位", searched=True, width=20),
        Line("verified_on", "核实谈话日期"),
        Line("meeting_on", "支部大会日期", listed=True),
        Line("measure", "处置方式", listed=True, filtered=True, words=MEASURE_WORDS, width=12),
        Line("approved_on", "批准日期", listed=True),
        Line("document_number", "批准文号", width=20),
        Line("dropped_on", "终止日期"),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.meeting_on and not record.measure:
            found["measure"] = _("Enter what was decided.")
        if record.measure and not record.meeting_on:
            found["meeting_on"] = _("Enter the day of the branch meeting.")
        if record.approved_on and not record.meeting_on:
            found["approved_on"] = _("The branch meeting decides first.")
        if record.approved_on and record.dropped_on:
            found["dropped_on"] = _("Approved, and ended without a measure: one of both is wrong.")
        return found

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """How many were approved in the year, by measure; no list ranks anybody by it."""
        if record is not None:
            return []
        rows = self.visible_to(user).counted().filter(approved_on__year=today().year).order_by()
        numbers = {row["measure"]: row["number"] for row in rows.values("measure").annotate(number=Count("pk"))}
        told = "、".join(f"{it.label} {numbers[it]}" for it in Measure if it in numbers)
        return [_("Approved this year: %(measures)s.") % {"measures": told}] if told else []
