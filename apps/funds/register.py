"""The registers of funds and of incomes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.calendar import today
from apps.funds.growth import growth_told, income_told
from apps.funds.models import INCOME_WORDS, PURPOSE_WORDS, REGULAR, Fund, Income, IncomeType
from apps.registers.lines import Line
from apps.registers.measures import Glance, Period
from apps.registers.register import RecordRegister
from apps.registers.registry import declare


def of_the_year(period: Period) -> Q:
    """What was planned in the year."""
    return Q(date__range=period)


@declare
class Funds(RecordRegister):
    name = "funds"
    record_name = "fund"
    title = gettext_lazy("Funds")
    record_title = gettext_lazy("Funds of a year")
    explained = gettext_lazy("What was planned, allotted and spent, for whom and for what")
    icon = "coins"
    sheet = "经费"
    model = Fund
    titled = "source"
    glance = Glance(of_the_year, lines=("date", "planned", "allotted", "paid"), totals=("planned", "allotted", "paid"))
    lines: ClassVar[Any] = (
        Line("purpose", "用途", key=True, listed=True, filtered=True, words=PURPOSE_WORDS),
        Line("date", "安排日期", key=True, listed=True),
        Line("source", "来源", searched=True, width=20),
        Line("standard", "标准", width=20),
        Line("planned", "安排金额（元）", listed=True, former="安排金额"),
        Line("allotted", "拨付金额（元）", listed=True, former="拨付金额"),
        Line("allotted_on", "拨付日期"),
        Line("paid", "支出金额（元）", listed=True, former="支出金额"),
        Line("document_number", "文号", searched=True, width=20),
    )

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """The growth against the year before: of the regular funds that one sees, or of the same as this record."""
        seen = self.visible_to(user).counted()
        if record is None:
            return tuple(growth_told(seen.filter(purpose__in=REGULAR), today().year))
        alike = seen.filter(organisation=record.organisation, purpose=record.purpose)
        return tuple(growth_told(alike, record.date.year))

    def title_of(self, record: Any) -> str:
        return f"{record.get_purpose_display()} {record.date}"

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.allotted_on and record.allotted is None:
            found["allotted"] = _("Enter how much was allotted.")
        if record.allotted_on and record.allotted_on > on:
            found["allotted_on"] = _("This day has not come yet.")
        if record.paid and record.paid > (record.allotted or 0):
            found["paid"] = _("More than was allotted.")
        return found


@declare
class Incomes(RecordRegister):
    name = "incomes"
    record_name = "income"
    title = gettext_lazy("Incomes")
    record_title = gettext_lazy("Income of a year")
    explained = gettext_lazy("What villages and the households of associations earned in a year; no target")
    icon = "trending-up"
    sheet = "增收"
    model = Income
    titled = "source"
    glance = Glance(of_the_year, lines=("date", "amount"))
    lines: ClassVar[Any] = (
        Line("type", "类别", key=True, listed=True, filtered=True, words=INCOME_WORDS, width=18),
        Line("date", "统计截止日期", key=True, listed=True, width=14),
        Line("amount", "收入金额（元）", listed=True, former="收入金额"),
        Line("source", "来源", listed=True, searched=True, width=24),
        Line("basis", "统计口径", width=30),
    )

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """The growth against the year before: of the collective income that one sees, or of the same as this record."""
        seen = self.visible_to(user).counted()
        if record is None:
            return tuple(income_told(seen.filter(type=IncomeType.COLLECTIVE), today().year))
        alike = seen.filter(organisation=record.organisation, type=record.type)
        return tuple(income_told(alike, record.date.year))

    def title_of(self, record: Any) -> str:
        return str(record)
