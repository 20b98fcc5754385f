"""The register of village decisions."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.decisions.models import Decision
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import Period, Settled
from apps.registers.registry import declare


def proposed(period: Period) -> Q:
    """What was proposed in the year."""
    return Q(proposed_on__range=period)


def complete(period: Period) -> Q:
    """What went through every step by now, with the opinion of the supervisors."""
    every = {f"{step.on}__isnull": False for step in Decision.STEPS}
    return Q(**every, result_disclosed_on__lte=period.as_of) & ~Q(supervision="")


@declare
class Decisions(CaseRegister):
    name = "decisions"
    record_name = "decision"
    title = gettext_lazy("Deliberation and disclosure")
    record_title = gettext_lazy("Decision")
    explained = gettext_lazy("Four deliberations, two disclosures, one supervision: what is done and what is missing")
    icon = "gavel"
    sheet = "四议两公开"
    model = Decision
    titled = "title"
    lines: ClassVar[Any] = (
        Line("title", "决策事项", key=True, listed=True, searched=True, width=36),
        Line("proposed_on", "支部提议", key=True, listed=True),
        Line("consulted_on", "两委会商议"),
        Line("reviewed_on", "党员大会审议"),
        Line("members_in_favour", "党员赞成", width=10),
        Line("resolved_on", "村民代表会议决议", listed=True, width=18),
        Line("assembly_present", "代表到会", width=10),
        Line("assembly_in_favour", "代表赞成", width=10),
        Line("disclosed_on", "决议公开"),
        Line("disclosed_where", "公开地点", width=20),
        Line("result_disclosed_on", "结果公开", listed=True),
        Line("supervision", "监督意见", width=30),
    )
    measures: ClassVar[Any] = (Settled("M072", proposed, settled=complete),)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.proposed_on is None:
            found["proposed_on"] = _("Enter the day on which the branch proposed it.")
        present, in_favour = record.assembly_present, record.assembly_in_favour
        if present is not None and in_favour is not None and in_favour > present:
            found["assembly_in_favour"] = _("More than were present.")
        return found
