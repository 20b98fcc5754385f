"""What a workbook of filings would change, and what is wrong with it (contract.md, row `filings`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.amount import HUNDRED
from apps.core.calendar import today
from apps.filings.models import FilingLine
from apps.filings.months import Month
from apps.filings.selectors.lines import shown
from apps.filings.services.drafting import LineEntry
from apps.filings.services.opening import wanted_in
from apps.filings.states import EDITABLE
from apps.organisations.scoped_register import ScopedComparison
from apps.organisations.tree import ids_on
from apps.plans.models import Indicator, Plan
from apps.plans.natures import IndicatorKind, Source
from apps.workbooks.register import Row

#: The column in which a workbook knows the version of the month that it was made of.
VERSION = "version"
_BLANK = LineEntry(None)


@dataclass(frozen=True, slots=True)
class Change:
    """A line that is going to be written; its filing is opened first where it is not there yet."""

    plan: Plan
    organisation: int
    month: Month
    indicator: Indicator
    entry: LineEntry
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The plan of a committee: its indicators by code, and which of them are filed by whom for which month."""

    plan: Plan
    indicators: Mapping[str, Indicator]
    lines: frozenset[tuple[int, Month, int]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A line as it stands, whether its filing is still open, and who saved it last in which version."""

    entry: LineEntry
    is_open: bool
    version: int
    saved_by: int | None
    saver: str


class FilingComparison(ScopedComparison[FilingLine]):
    """Lines of filings, which may have to be opened first.

    Three queries per thousand rows, four and one per month for each plan that is named.
    """

    actions: ClassVar[Sequence[str]] = ("filing.own",)
    unknown: ClassVar[str | Promise] = gettext_lazy("You do not enter figures for any organisation with this code.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = {(row.get("year"), row.get("month")) for row in self.table.rows}
        #: By committee and year.
        self.plans: dict[tuple[int, int], Asked] = {}
        self.stored: dict[tuple[int, Month, str], Stored] = {}

    def look_at(self, rows: Sequence[Row]) -> None:
        self.resolve(rows)
        self._read_plans(rows)
        self.stored = _stored(rows)
        for row in rows:
            organisation = row.get("code")
            asked = self._plan(row, organisation) if organisation else None
            indicator = self._indicator(row, asked) if asked else None
            if asked and indicator and (number := row.get("month")) is not None:
                self._compare(row, organisation, asked, Month(row.values["year"], number), indicator)

    def _read_plans(self, rows: Sequence[Row]) -> None:
        """The plans of the committees above the rows' organisations."""
        above = {committee for row in rows if (it := row.get("code")) for committee in ids_on(it.path)}
        plans = Plan.objects.filter(year__in={row.get("year") for row in rows} - {None}, organisation__in=above)
        for plan in plans.select_related("organisation"):
            if (plan.organisation_id, plan.year) not in self.plans:
                months = [Month(year, month) for year, month in self.months if year == plan.year and month]
                self.plans[plan.organisation_id, plan.year] = _asked(plan, months)

    def _plan(self, row: Row, organisation: Any) -> Asked | None:
        """The plan of the nearest committee above the organisation that has one for the year."""
        year = row.get("year")
        if year is None:
            return None
        for committee in reversed(ids_on(organisation.path)):
            if (committee, year) in self.plans:
                return self.plans[committee, year]
        self.table.refuse(row, "year", _("There is no plan for this year."))
        return None

    def _indicator(self, row: Row, asked: Asked) -> Indicator | None:
        code = row.get("indicator")
        if code is None:
            return None
        indicator = asked.indicators.get(code)
        if indicator is None:
            self.table.refuse(row, "indicator", _("The plan has no indicator with this code."))
            return None
        self.table.check_name(row, "indicator", indicator.name)
        if indicator.source != Source.FILED:
            sentence = _("The portal computes this indicator from its records: it cannot be imported.")
            self.table.refuse(row, "indicator", sentence)
            return None
        return indicator

    def _compare(self, row: Row, organisation: Any, asked: Asked, month: Month, indicator: Indicator) -> None:
        before = self.stored.get((organisation.pk, month, indicator.code))
        if before is None and not self._is_asked(row, asked, organisation, month, indicator):
            return
        entry = replace(before.entry if before else _BLANK, **self.wanted(row, None))
        if entry == (before.entry if before else _BLANK):
            self.found.unchanged += 1
            return
        if before is not None and not before.is_open:
            sentence = _("This month has been submitted. Have it returned or reopened first.")
            self.table.refuse(row, "month", sentence)
        elif before is not None:
            self._refuse_outdated(row, before)
        self._refuse_impossible(row, indicator, entry)
        on_behalf = self.by is not None and not self.may(organisation, "filing.own")
        change = Change(asked.plan, organisation.pk, month, indicator, entry, on_behalf)
        is_new = before is None or before.entry == _BLANK
        (self.found.created if is_new else self.found.updated).append(change)

    def _is_asked(self, row: Row, asked: Asked, organisation: Any, month: Month, indicator: Indicator) -> bool:
        if month.following_day(asked.plan.filing_opens_day) > today():
            self.table.refuse(row, "month", _("This month is not open yet."))
            return False
        if (organisation.pk, month, indicator.pk) not in asked.lines:
            sentence = _("This organisation does not file this indicator for this month.")
            self.table.refuse(row, "indicator", sentence)
            return False
        return True

    def _refuse_outdated(self, row: Row, before: Stored) -> None:
        """A workbook that knows its version takes no figure back that somebody else entered since."""
        version = row.get(VERSION)
        if version is None or version >= before.version or before.entry == _BLANK:
            return
        if self.by is not None and before.saved_by != self.by.pk:
            sentence = _("%(name)s entered %(figure)s here after this workbook was downloaded: download it once more.")
            figure = shown(before.entry.numerator, before.entry.denominator) or _("not filled in")
            self.table.refuse(row, "numerator", sentence % {"name": before.saver, "figure": figure})

    def _refuse_impossible(self, row: Row, indicator: Indicator, entry: LineEntry) -> None:
        if indicator.kind == IndicatorKind.COUNT and (entry.numerator or 0) % HUNDRED:
            self.table.refuse(row, "numerator", _("A whole number, please."))
        if not indicator.is_rate:
            if entry.denominator is not None:
                self.table.refuse(row, "denominator", _("This indicator is not a rate: it has no denominator."))
        elif entry.numerator and entry.denominator == 0:
            self.table.refuse(row, "denominator", _("This cannot be 0 where the figure above is not."))


def _asked(plan: Plan, months: list[Month]) -> Asked:
    day = today()
    opened = [month for month in months if month.following_day(plan.filing_opens_day) <= day]
    indicators = {it.code: it for it in Indicator.objects.filter(programme__plan=plan)}
    lines = {(it.organisation, it.month, pk) for it in wanted_in(plan, opened) for pk in it.indicators}
    return Asked(plan, indicators, frozenset(lines))


def _stored(rows: Sequence[Row]) -> dict[tuple[int, Month, str], Stored]:
    organisations = {row.get("code") for row in rows} - {None}
    lines = FilingLine.objects.filter(
        filing__organisation__in=organisations, filing__year__in={row.get("year") for row in rows} - {None}
    )
    columns = ("organisation", "year", "month", "state", "version", "saved_by", "saved_by__name")
    return {
        (organisation, Month(year, month), code): Stored(LineEntry(*entry), state in EDITABLE, version, by, name or "–")
        for code, *entry, organisation, year, month, state, version, by, name in lines.order_by().values_list(
            "indicator__code", "numerator", "denominator", "note", *(f"filing__{column}" for column in columns)
        )
    }
