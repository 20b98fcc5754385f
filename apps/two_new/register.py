"""The register of two-new units."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.calendar import valid_on
from apps.organisations.hints import UNITS, counted
from apps.organisations.models import Organisation
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Glance, Period, Settled, lasting
from apps.registers.registry import declare
from apps.two_new.models import COVERAGE_WORDS, TYPE_WORDS, Coverage, TwoNewUnit

#: Reached by work alone is not covered.
ORGANISED = (Coverage.ALONE, Coverage.JOINT)


def covered(period: Period) -> Q:
    """Has an organisation of its own or one with others, by the day."""
    return Q(coverage__in=ORGANISED) & (Q(covered_on__isnull=True) | Q(covered_on__lte=period.as_of))


def organised(period: Period) -> Q:
    """In operation and covered."""
    return lasting(period) & covered(period)


def guaranteed(period: Period) -> Q:
    """Has all three: funds, venue, staff for Party work."""
    del period
    return Q(has_funds=True, has_venue=True, has_workers=True)


def units_of(organisation: Organisation, path: str, on: date) -> Mapping[str, int]:
    """How many units a branch covers on a day.  One query."""
    del path
    units = TwoNewUnit.objects.counted().filter(valid_on(on), organisation=organisation, coverage__in=ORGANISED)
    return {UNITS: units.count()}


counted(units_of, UNITS)


@declare
class TwoNewUnits(LinkRegister):
    name = "two-new-units"
    record_name = "two_new_unit"
    title = gettext_lazy("Two-new units")
    record_title = gettext_lazy("Two-new unit")
    explained = gettext_lazy("Enterprises and social organisations in operation, and what Party organisation they have")
    icon = "building-factory-2"
    sheet = "两新组织"
    organisation_headings = ("党组织编码", "党组织名称")
    organisation_label = gettext_lazy("Its Party organisation, or the one in whose area it lies")
    model = TwoNewUnit
    titled = "title"
    lies_ahead = False
    #: The unit is still there.
    outlives = True
    glance = Glance(lasting)
    lines: ClassVar[Any] = (
        Line("title", "名称", key=True, listed=True, searched=True, width=28),
        Line("type", "类型", listed=True, filtered=True, words=TYPE_WORDS, width=20),
        Line("head", "负责人", searched=True),
        Line("staff", "从业人数", listed=True, width=10),
        Line("members", "党员数", listed=True, width=10),
        Line("coverage", "组建方式", listed=True, filtered=True, words=COVERAGE_WORDS),
        Line("covered_on", "组建日期"),
        Line("instructor", "党建指导员"),
        Line("has_union", "工会", width=8),
        Line("has_league", "团", width=8),
        Line("has_women", "妇", width=8),
        Line("has_funds", "经费保障", width=10),
        Line("has_venue", "场所保障", width=10),
        Line("has_workers", "人员保障", width=10),
        Line("why_none", "未建原因", width=30),
        Line("start", "开始运营", key=True),
        Line("end", "停止运营"),
    )
    measures: ClassVar[Any] = (
        Settled("M060", lasting, settled=covered),
        Settled("M061", organised, settled=guaranteed),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.covered_on and record.coverage not in ORGANISED:
            found["covered_on"] = _("Only where it has a Party organisation.")
        if record.covered_on and record.covered_on > on:
            found["covered_on"] = _("This day has not come yet.")
        if record.why_none and record.coverage in ORGANISED:
            found["why_none"] = _("Only where it has none.")
        return found
