"""The register of help for members: restricted, never ranked, every look into it noted (M118 M125 M126 M127)."""

from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy

from apps.members.models import CareRecord
from apps.members.models.care import CARE_WORDS, CareType
from apps.members.people import Guarded, member_line
from apps.registers.lines import Line
from apps.registers.measures import DistinctCount, Period
from apps.registers.registry import declare


def given(period: Period) -> Q:
    """Was given in the year."""
    return Q(date__range=period)


@declare
class Care(Guarded):
    name = "care"
    record_name = "care"
    title = gettext_lazy("Help for members")
    record_title = gettext_lazy("Help for a member")
    explained = gettext_lazy("Subsidies, relief, visits, support: every look into it is noted in the audit log")
    icon = "heart"
    sheet = "关爱帮扶"
    model = CareRecord
    titled = "occasion"
    kind = "type"
    lines: ClassVar[Any] = (
        member_line(),
        Line("type", "类别", key=True, listed=True, filtered=True, words=CARE_WORDS, width=14),
        Line("date", "日期", key=True, listed=True),
        Line("amount", "金额（元）", listed=True),
        Line("occasion", "事由", listed=True, searched=True, width=24),
        Line("given_by", "慰问帮扶人"),
    )
    measures: ClassVar[Any] = (
        DistinctCount("M126", given, (CareType.RELIEF,), of="member"),
        DistinctCount("M127", given, (CareType.VISIT,), of="member"),
    )
