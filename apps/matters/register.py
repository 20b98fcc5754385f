"""The register of matters."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.matters.models import CATEGORY_WORDS, RESTRICTED, Matter, MatterCategory
from apps.registers.cases import CaseRegister
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.measures import Glance, Number, Period, Settled, Way
from apps.registers.registry import declare

MECHANISMS = {
    "M036": (MatterCategory.RESOLUTION,),
    "M038": (MatterCategory.MASS_BODY,),
    "M040": (MatterCategory.PRACTICAL,),
    "M042": (MatterCategory.WORKERS_RIGHTS,),
    "M067": (MatterCategory.RECTIFICATION,),
    "M140": (MatterCategory.AFTER_ELECTION,),
    "M145": (MatterCategory.WORK_STYLE,),
    "M148": (MatterCategory.COMPLAINT,),
    "M168": (MatterCategory.WEAK_ORGANISATION,),
}


def registered(period: Period) -> Q:
    """The matters registered in the year."""
    return Q(registered_on__range=period)


def settled(period: Period) -> Q:
    """Those that are settled by now, late or not."""
    return Q(settled_on__lte=period.as_of)


def still_open(period: Period) -> Q:
    """What was registered by the day and is not settled yet."""
    return Q(registered_on__lte=period.as_of) & (Q(settled_on__isnull=True) | Q(settled_on__gt=period.as_of))


@declare
class Matters(CaseRegister):
    name = "matters"
    record_name = "matter"
    title = gettext_lazy("Matters")
    record_title = gettext_lazy("Matter")
    explained = gettext_lazy("What is to be settled: by whom, until when, with what result")
    icon = "list-check"
    sheet = "事项"
    model = Matter
    titled = "title"
    glance = Glance(still_open, lines=("category", "owner", "due"))
    lines: ClassVar[Any] = (
        Line("title", "事项", key=True, listed=True, searched=True, width=30),
        Line("category", "类别", listed=True, filtered=True, words=CATEGORY_WORDS, width=18),
        Line("source", "来源"),
        Line("problem", "主要问题", searched=True, width=30),
        Line("measures", "措施", width=30),
        Line("owner", "责任人", listed=True),
        Line("helper", "联系领导"),
        Line("helping_unit", "帮扶单位", width=20),
        Line("registered_on", "登记日期", key=True),
        Line("due", "时限", listed=True),
        Line("progress", "进展", width=30),
        Line("settled_on", "销号日期", listed=True),
        Line("result", "结果", width=30),
        Line("accepted_on", "验收日期"),
    )
    kind = "category"
    deadline = Deadline("due", "settled_on")
    confidential: ClassVar[Any] = {"category": RESTRICTED}
    # M036 as an indicator counts the joint meetings themselves (`apps.measures.activities`).
    measures: ClassVar[Any] = tuple(
        Settled(mechanism, registered, categories, settled=settled)
        for mechanism, categories in MECHANISMS.items()
        if mechanism != "M036"
    )
    ways: ClassVar[Any] = (
        Way(
            "settled",
            gettext_lazy("share of those registered in the year that are settled"),
            Settled,
            registered,
            settled,
        ),
        Way("number", gettext_lazy("how many were registered in the year"), Number, registered),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.due and record.registered_on and record.due < record.registered_on:
            found["due"] = _("Before the day on which it was registered.")
        if record.settled_on and not record.result:
            found["result"] = _("Say what came of it.")
        if record.accepted_on and not record.settled_on:
            found["accepted_on"] = _("Only what is settled can be accepted.")
        if record.accepted_on and record.category == MatterCategory.RECTIFICATION:
            found["accepted_on"] = _("The acceptance of a rectification is entered with the class of the organisation.")
        return found
