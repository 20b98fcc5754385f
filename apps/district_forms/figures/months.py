"""What was filed for one month alone, approved."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.amount import HUNDRED
from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.district_forms.files.values import Percent, Value
from apps.filings.models import FilingLine
from apps.filings.months import Month
from apps.filings.states import FilingState
from apps.organisations.tree import is_below
from apps.plans.models import Indicator, Plan
from apps.plans.selectors import Frame
from apps.progress.filed import last_month

#: A line: its indicator, the place of its organisation, numerator and denominator in hundredths.
_Line = tuple[int, str, int, int | None]


class MonthFigures:
    """The approved lines of the months of plans, each month read once."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, int, date], list[_Line]] = {}

    def of(self, frame: Frame, indicator: Indicator, path: str, on: date) -> tuple[Value | None, str]:
        """The sum of the last month that has ended on `on` at and below `path`, or why there is none.

        As in what months add up to, those who are exempted on the day leave.
        """
        month = last_month(frame.plan.year, on)
        if not month:
            return None, _("No month of that year has ended yet.")
        lines = [
            (numerator, denominator)
            for pk, place, numerator, denominator in self._read(frame.plan, month, on)
            if pk == indicator.pk and is_below(place, [path]) and frame.exemption_at(indicator, place) is None
        ]
        if not lines:
            return None, _("Nothing is approved for month %(month)d.") % {"month": month}
        return _together(indicator, lines), ""

    def _read(self, plan: Plan, month: int, on: date) -> list[_Line]:
        asked = plan.pk, month, on
        if asked not in self._lines:
            place = "filing__organisation__placements__"
            lines = FilingLine.objects.filter(
                valid_on(on, place),
                *_existing(Month(plan.year, month).last_day),
                filing__plan=plan,
                filing__month=month,
                filing__state=FilingState.APPROVED,
                numerator__isnull=False,
            )
            self._lines[asked] = list(
                lines.order_by().values_list("indicator", f"{place}path", "numerator", "denominator")
            )
        return self._lines[asked]


def _existing(on: date) -> tuple[Q, Q]:
    """Of whom a month counts: who existed at its end."""
    organisation = "filing__organisation__"
    opened = Q(**{f"{organisation}opened__isnull": True}) | Q(**{f"{organisation}opened__lte": on})
    return opened, Q(**{f"{organisation}closed__isnull": True}) | Q(**{f"{organisation}closed__gt": on})


def _together(indicator: Indicator, lines: Iterable[tuple[int, int | None]]) -> Value | None:
    if not indicator.is_rate:
        return Decimal(sum(numerator for numerator, _denominator in lines)) / HUNDRED
    pairs = [(numerator, denominator) for numerator, denominator in lines if denominator is not None]
    percent = Ratio(sum(it[0] for it in pairs), sum(it[1] for it in pairs)).percent
    return None if percent is None else Percent(Decimal(percent))
