"""The register of what is done with and for veteran cadres (M150 M151): numbers, never names."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.cadres.models import VeteranService
from apps.cadres.models.veteran import SERVICE_WORDS, ServiceType
from apps.core.calendar import today
from apps.core.ratio import Ratio
from apps.registers.lines import Line
from apps.registers.measures import Glance, Number, Period
from apps.registers.register import RecordRegister
from apps.registers.registry import declare

_VOTES = ("valid", "satisfied", "fairly")


def in_year(period: Period) -> Q:
    return Q(date__range=period)


@declare
class Veterans(RecordRegister):
    name = "veterans"
    record_name = "veteran_service"
    title = gettext_lazy("Veteran cadres")
    record_title = gettext_lazy("Service to veteran cadres")
    explained = gettext_lazy("Visits, study, tours, services in communities, satisfaction: numbers, never names")
    icon = "armchair"
    sheet = "老干部工作"
    model = VeteranService
    titled = "subject"
    kind = "type"
    glance = Glance(in_year, lines=("type", "date", "people"), totals=("people",))
    lines: ClassVar[Any] = (
        Line("type", "类别", key=True, listed=True, filtered=True, words=SERVICE_WORDS, width=14),
        Line("subject", "内容", key=True, listed=True, searched=True, width=30),
        Line("date", "日期", key=True, listed=True),
        Line("people", "人次", listed=True, width=8),
        Line("place", "地点", searched=True, width=20),
        Line("valid", "有效票", width=8),
        Line("satisfied", "满意票", width=8),
        Line("fairly", "较满意票", width=10),
    )
    measures: ClassVar[Any] = (
        Number("M150", in_year, (ServiceType.VISIT, ServiceType.STUDY, ServiceType.TOUR)),
        Number("M151", in_year, (ServiceType.COMMUNITY,)),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        votes = [getattr(record, name) for name in _VOTES]
        if record.type != ServiceType.BALLOT:
            said = next((name for name, number in zip(_VOTES, votes, strict=True) if number is not None), "")
            return {**found, said: _("Only a ballot has votes.")} if said else found
        if None in votes:
            return {**found, _VOTES[votes.index(None)]: _("A ballot needs its votes; enter 0 where there were none.")}
        if record.satisfied + record.fairly > record.valid:
            found["valid"] = _("Fewer than satisfied and fairly satisfied together.")
        return found

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """Satisfied and fairly satisfied of the valid votes: of this year, or of this ballot."""
        if record is not None:
            sums = {name: getattr(record, name) for name in _VOTES}
        else:
            rows = self.visible_to(user).counted().filter(type=ServiceType.BALLOT, date__year=today().year)
            sums = rows.order_by().aggregate(**{name: Sum(name) for name in _VOTES})
        if sums["valid"] is None:
            return []
        rate = Ratio(sums["satisfied"] + sums["fairly"], sums["valid"])
        said = {"pleased": rate.numerator, "valid": rate.denominator, "percent": rate.percent or "–"}
        return [_("Satisfied or fairly satisfied: %(pleased)d of %(valid)d valid votes, %(percent)s %%.") % said]
