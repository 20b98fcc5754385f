"""The register of officials who study for a degree (M144)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.cadres.guarded import OfOfficials
from apps.cadres.models import DegreeStudy
from apps.cadres.models.study import DEGREE_WORDS
from apps.core.calendar import today
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import Number, Period
from apps.registers.registry import declare


def studying(period: Period) -> Q:
    """Studies on the day, or finished in the year."""
    over = Q(graduated_on__lt=period.first_day) | Q(stopped_on__lte=period.as_of)
    return Q(enrolled_on__lte=period.as_of) & ~Q(pk__in=DegreeStudy.objects.filter(over).values("pk"))


@declare
class DegreeStudies(OfOfficials, CaseRegister):
    name = "degree-studies"
    record_name = "degree_study"
    title = gettext_lazy("Studies for a degree")
    record_title = gettext_lazy("Study for a degree")
    explained = gettext_lazy("Officials who study beside their work: since when, where, and whether they finished")
    icon = "book"
    sheet = "学历教育"
    model = DegreeStudy
    titled = "position"
    kind = "degree"
    lines: ClassVar[Any] = (
        Line("position", "职务", key=True, listed=True, searched=True, width=20),
        Line("person", "姓名", listed=True, searched=True, restricted="cadres.DegreeStudy.person"),
        Line("degree", "学历层次", listed=True, filtered=True, words=DEGREE_WORDS, width=12),
        Line("school", "学校及专业", searched=True, width=30),
        Line("enrolled_on", "入学日期", key=True, listed=True),
        Line("graduated_on", "毕业日期", listed=True),
        Line("stopped_on", "终止日期"),
    )
    measures: ClassVar[Any] = (Number("M144", studying),)

    def waiting(self) -> Q:
        """Nobody waits for a study to end."""
        return Q(pk__in=[])

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.graduated_on and record.stopped_on:
            found["stopped_on"] = _("Graduated, and stopped: one of both is wrong.")
        return found

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """How many study, and how many graduated in the year."""
        if record is not None:
            return []
        year = today().year
        going_on = Count("pk", filter=Q(graduated_on=None, stopped_on=None))
        finished = Count("pk", filter=Q(graduated_on__year=year))
        numbers = self.visible_to(user).counted().order_by().aggregate(studying=going_on, graduated=finished)
        return [_("%(studying)d are studying, %(graduated)d graduated in %(year)d.") % {**numbers, "year": year}]
