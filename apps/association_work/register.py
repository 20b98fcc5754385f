"""The registers of what associations do.  The association keeps them; the branch that leads it reads (M008)."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.association_work.models import (
    COMBINATION_WORDS,
    NEED_WORDS,
    STAGE_WORDS,
    Agreement,
    MemberHouseholds,
    Need,
    Project,
    Service,
)
from apps.associations.register import OfAssociations
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import DistinctCount, Glance, Number, Period, Settled, Way, lasting
from apps.registers.registry import declare


def of_the_year(period: Period) -> Q:
    return Q(date__range=period)


def registered(period: Period) -> Q:
    return Q(registered_on__range=period)


def met(period: Period) -> Q:
    return Q(met_on__lte=period.as_of)


@declare
class Households(OfAssociations):
    name = "member-households"
    record_name = "member_households"
    title = gettext_lazy("Member households")
    record_title = gettext_lazy("Number of member households")
    explained = gettext_lazy(
        "How many households belong to an association: joining and leaving are free, nobody is named"
    )
    icon = "home-2"
    sheet = "会员户"
    model = MemberHouseholds
    titled = "basis"
    glance = Glance(of_the_year)
    lines: ClassVar[Any] = (
        Line("date", "统计日期", key=True, listed=True),
        Line("households", "会员户数", listed=True, width=10),
        Line("joined", "本年自愿入会户数", listed=True, width=18),
        Line("left", "本年自愿退会户数", listed=True, width=18),
        Line("basis", "统计依据", searched=True, width=20),
    )

    def title_of(self, record: Any) -> str:
        return str(record)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if None not in (record.joined, record.households) and record.joined > record.households + (record.left or 0):
            found["joined"] = _("More joined than belong to it and left.")
        return found


@declare
class Agreements(OfAssociations, LinkRegister):
    name = "agreements"
    record_name = "agreement"
    title = gettext_lazy("Agreements of associations")
    record_title = gettext_lazy("Agreement")
    explained = gettext_lazy("What associations agreed with households that wanted to, from when to when")
    icon = "file-certificate"
    sheet = "协议"
    model = Agreement
    titled = "subject"
    glance = Glance(lasting)
    lines: ClassVar[Any] = (
        Line("number", "协议编号", searched=True),
        Line("subject", "协议内容", key=True, listed=True, searched=True, width=30),
        Line("partner", "对方单位", listed=True, searched=True, width=24),
        Line("households", "签约户数", listed=True, width=10),
        Line("start", "签订日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
    )
    measures: ClassVar[Any] = (DistinctCount("M010", lasting),)


@declare
class Services(OfAssociations):
    name = "association-services"
    record_name = "association_service"
    title = gettext_lazy("Services of associations")
    record_title = gettext_lazy("Service of an association")
    explained = gettext_lazy("Before, during and after production, with the number of households served")
    icon = "tractor"
    sheet = "产前产中产后服务"
    model = Service
    titled = "content"
    glance = Glance(of_the_year, totals=("households", "under_agreement"))
    lines: ClassVar[Any] = (
        Line("content", "服务内容", key=True, listed=True, searched=True, width=30),
        Line("stage", "阶段", listed=True, filtered=True, words=STAGE_WORDS, width=10),
        Line("date", "服务日期", key=True, listed=True),
        Line("households", "受益户数", listed=True, width=10),
        Line("under_agreement", "其中签约户数", width=14),
    )
    kind = "stage"
    ways: ClassVar[Any] = (Way("number", gettext_lazy("how many in the year"), Number, of_the_year),)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.under_agreement is not None and record.under_agreement > (record.households or 0):
            found["under_agreement"] = _("More than were served.")
        return found


@declare
class Needs(OfAssociations, CaseRegister):
    name = "association-needs"
    record_name = "association_need"
    title = gettext_lazy("Needs of associations")
    record_title = gettext_lazy("Need of an association")
    explained = gettext_lazy("Start-up money, office, venue, infrastructure: what is needed and how it was met")
    icon = "help-hexagon"
    sheet = "协会需求"
    model = Need
    titled = "subject"
    glance = Glance(lambda period: Q(met_on__isnull=True) | Q(met_on__range=period))
    lines: ClassVar[Any] = (
        Line("subject", "需求事项", key=True, listed=True, searched=True, width=28),
        Line("type", "类别", key=True, listed=True, filtered=True, words=NEED_WORDS, width=20),
        Line("amount", "金额（元）或面积（平方米）", listed=True, width=28, former="金额或面积"),
        Line("registered_on", "登记日期", key=True, listed=True),
        Line("met_on", "解决日期", listed=True),
        Line("met_by", "解决方式", width=30),
    )
    kind = "type"
    measures: ClassVar[Any] = (Settled("M013", registered, ("funds", "office", "venue"), settled=met),)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.met_on and not record.met_by:
            found["met_by"] = _("Say how it was met.")
        return found


@declare
class Projects(OfAssociations, LinkRegister):
    name = "association-projects"
    record_name = "association_project"
    title = gettext_lazy("Projects of associations")
    record_title = gettext_lazy("Project of an association")
    explained = gettext_lazy("Projects and bases by what they bring together, how far they are and what they brought")
    icon = "seedling"
    sheet = "协会项目"
    model = Project
    titled = "title"
    glance = Glance(lasting)
    lines: ClassVar[Any] = (
        Line("title", "项目名称", key=True, listed=True, searched=True, width=28),
        Line("combination", "结合类别", listed=True, filtered=True, words=COMBINATION_WORDS, width=22),
        Line("start", "开始日期", key=True, listed=True),
        Line("end", "结束日期", listed=True),
        Line("progress", "进度", width=30),
        Line("result", "成效", width=30),
    )
    kind = "combination"
    measures: ClassVar[Any] = (DistinctCount("M011", lasting),)
