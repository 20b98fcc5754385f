"""The register of the yearly appraisal of officials (M121 M149): restricted, and nobody is ranked by it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.cadres.guarded import OfOfficials
from apps.cadres.models import OfficialAppraisal
from apps.cadres.models.official import GRADE_WORDS, KIND_WORDS, OfficialGrade, OfficialKind
from apps.core.calendar import today
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import Period, Settled
from apps.registers.registry import declare


def of_year(period: Period) -> Q:
    """In service in the year, and to be appraised for it."""
    return Q(listed_on__range=period)


def appraised(period: Period) -> Q:
    """Appraised by now."""
    return Q(appraised_on__lte=period.as_of)


@declare
class OfficialAppraisals(OfOfficials, CaseRegister):
    name = "official-appraisals"
    record_name = "official_appraisal"
    title = gettext_lazy("Appraisal of officials")
    record_title = gettext_lazy("Appraisal of an official")
    explained = gettext_lazy(
        "Graduate village officials, village officials and staff, once a year; every look is noted in the audit log"
    )
    icon = "user-check"
    sheet = "干部考核"
    model = OfficialAppraisal
    titled = "position"
    kind = "kind"
    lines: ClassVar[Any] = (
        Line("kind", "人员类别", key=True, listed=True, filtered=True, words=KIND_WORDS, width=16),
        Line("position", "职务", key=True, listed=True, searched=True, width=20),
        Line("person", "姓名", listed=True, searched=True, restricted="cadres.OfficialAppraisal.person"),
        Line("term_ends", "聘期届满"),
        Line("listed_on", "纳入考核日期", key=True, listed=True),
        Line("attended", "出勤天数", width=10),
        Line("visits", "监管走访次数", width=14),
        Line("visited_on", "最近监管走访日期", width=18),
        Line("grade", "考核等次", filtered=True, words=GRADE_WORDS, width=10),
        Line("appraised_on", "考核日期", listed=True),
        Line("appraised_by", "考核单位或考核人", width=18),
    )
    measures: ClassVar[Any] = (
        Settled("M121", of_year, (OfficialKind.GRADUATE,), settled=appraised),
        Settled("M149", of_year, (OfficialKind.VILLAGE, OfficialKind.STAFF), settled=appraised),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.appraised_on and not record.grade:
            found["grade"] = _("Enter the grade.")
        if record.grade and not record.appraised_on:
            found["appraised_on"] = _("Enter the day of the appraisal.")
        if record.visited_on and record.visited_on > on:
            found["visited_on"] = _("This day has not come yet.")
        return found

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """How many of this year have which grade, in all."""
        if record is not None:
            return []
        rows = self.visible_to(user).counted().filter(listed_on__year=today().year).order_by()
        numbers = {row["grade"]: row["number"] for row in rows.values("grade").annotate(number=Count("pk"))}
        told = "、".join(f"{it.label} {numbers.get(it, 0)}" for it in OfficialGrade)
        whole = {"all": sum(numbers.values()), "open": numbers.get("", 0), "grades": told}
        return [_("This year: %(all)d to be appraised, %(open)d not yet; %(grades)s.") % whole] if numbers else []
