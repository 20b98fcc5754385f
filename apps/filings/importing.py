"""What a workbook of filings would change, and what is wrong with it (contract.md, row `filings`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.amount import HUNDRED, hundredths
from apps.core.batches import batches
from apps.core.calendar import today
from apps.filings.models import FilingLine
from apps.filings.months import Month
from apps.filings.services.drafting import LineEntry
from apps.filings.services.opening import wanted_in
from apps.filings.states import EDITABLE
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.tree import ids_on, is_below
from apps.plans.models import Indicator, Plan
from apps.plans.natures import IndicatorKind, Source
from apps.workbooks.register import Changes, Row, Table

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
class Known:
    """An organisation that the importer may write about, and whether they do so on its behalf."""

    id: int
    name: str
    path: str
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The plan of a committee: its indicators by code, and which of them are filed by whom for which month."""

    plan: Plan
    indicators: Mapping[str, Indicator]
    lines: frozenset[tuple[int, Month, int]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A line as it stands, and whether its filing is still open."""

    entry: LineEntry
    is_open: bool


def filing_changes(table: Table, by: User | None) -> Changes[Change]:
    """Compare the rows with the database.

    Two queries for the importer's scope, four and one per month for each plan that is named, two per thousand rows.
    """
    changes: Changes[Change] = Changes()
    draft, own = (None, None) if by is None else (user_paths(by, "filing.draft"), user_paths(by, "filing.own"))
    known = _known({row.get("code") for row in table.rows}, draft, own)
    plans = _plans(table.rows, known)
    for some in batches(table.rows):
        comparison = Comparison(table, known, plans, _stored(some, known), changes)
        for row in some:
            comparison.look_at(row)
    return changes


@dataclass(slots=True)
class Comparison:
    """Rows and database side by side; every refusal goes through `table.refuse`."""

    table: Table
    known: Mapping[Any, Known]
    plans: Mapping[tuple[int, int], Asked]
    stored: Mapping[tuple[int, Month, str], Stored]
    changes: Changes[Change]

    def look_at(self, row: Row) -> None:
        """Compare one row."""
        organisation = self._organisation(row)
        asked = self._plan(row, organisation) if organisation else None
        indicator = self._indicator(row, asked) if asked else None
        year, month = row.get("year"), row.get("month")
        if organisation and asked and indicator and month is not None:
            self._compare(row, organisation, asked, Month(year, month), indicator)

    def _organisation(self, row: Row) -> Known | None:
        code = row.get("code")
        if code is not None and code not in self.known:
            self.table.refuse(row, "code", _("You do not enter figures for any organisation with this code."))
        if (found := self.known.get(code)) is not None:
            self.table.check_name(row, "code", found.name)
        return found

    def _plan(self, row: Row, organisation: Known) -> Asked | None:
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

    def _compare(self, row: Row, organisation: Known, asked: Asked, month: Month, indicator: Indicator) -> None:
        before = self.stored.get((organisation.id, month, indicator.code))
        if before is None and not self._is_asked(row, asked, organisation, month, indicator):
            return
        entry = _entry(row, before.entry if before else _BLANK)
        if entry == (before.entry if before else _BLANK):
            self.changes.unchanged += 1
            return
        if before is not None and not before.is_open:
            sentence = _("This month has been submitted. Have it returned or reopened first.")
            self.table.refuse(row, "month", sentence)
        self._refuse_impossible(row, indicator, entry)
        change = Change(asked.plan, organisation.id, month, indicator, entry, organisation.on_behalf)
        is_new = before is None or before.entry == _BLANK
        (self.changes.created if is_new else self.changes.updated).append(change)

    def _is_asked(self, row: Row, asked: Asked, organisation: Known, month: Month, indicator: Indicator) -> bool:
        if month.following_day(asked.plan.filing_opens_day) > today():
            self.table.refuse(row, "month", _("This month is not open yet."))
            return False
        if (organisation.id, month, indicator.pk) not in asked.lines:
            sentence = _("This organisation does not file this indicator for this month.")
            self.table.refuse(row, "indicator", sentence)
            return False
        return True

    def _refuse_impossible(self, row: Row, indicator: Indicator, entry: LineEntry) -> None:
        if indicator.kind == IndicatorKind.COUNT and (entry.numerator or 0) % HUNDRED:
            self.table.refuse(row, "numerator", _("A whole number, please."))
        if not indicator.is_rate:
            if entry.denominator is not None:
                self.table.refuse(row, "denominator", _("This indicator is not a rate: it has no denominator."))
        elif entry.numerator and entry.denominator == 0:
            self.table.refuse(row, "denominator", _("This cannot be 0 where the figure above is not."))


def _known(codes: Iterable[Any], draft: list[str] | None, own: list[str] | None) -> dict[Any, Known]:
    found: dict[Any, Known] = {}
    for some in batches(sorted(code for code in codes if code)):
        rows = Organisation.objects.filter(code__in=some, placements__end__isnull=True)
        for code, pk, name, path in rows.values_list("code", "pk", "name", "placements__path"):
            if draft is None or is_below(path, draft):
                found[code] = Known(pk, name, path, own is not None and not is_below(path, own))
    return found


def _plans(rows: Sequence[Row], known: Mapping[Any, Known]) -> dict[tuple[int, int], Asked]:
    """The plans of the committees above the rows' organisations, by committee and year."""
    months = {(row.get("year"), row.get("month")) for row in rows} - {(None, None)}
    above = {committee for it in known.values() for committee in ids_on(it.path)}
    plans = Plan.objects.filter(year__in={year for year, _month in months if year}).select_related("organisation")
    return {
        (plan.organisation_id, plan.year): _asked(plan, [Month(y, m) for y, m in months if y == plan.year and m])
        for plan in plans
        if plan.organisation_id in above
    }


def _asked(plan: Plan, months: list[Month]) -> Asked:
    day = today()
    opened = [month for month in months if month.following_day(plan.filing_opens_day) <= day]
    indicators = {it.code: it for it in Indicator.objects.filter(programme__plan=plan)}
    lines = {(it.organisation, it.month, pk) for it in wanted_in(plan, opened) for pk in it.indicators}
    return Asked(plan, indicators, frozenset(lines))


def _stored(rows: Sequence[Row], known: Mapping[Any, Known]) -> dict[tuple[int, Month, str], Stored]:
    organisations = {known[row.get("code")].id for row in rows if row.get("code") in known}
    lines = FilingLine.objects.filter(
        filing__organisation__in=organisations, filing__year__in={row.get("year") for row in rows} - {None}
    )
    columns = ("filing__organisation", "filing__year", "filing__month", "indicator__code", "filing__state")
    return {
        (organisation, Month(year, month), code): Stored(LineEntry(*entry), state in EDITABLE)
        for organisation, year, month, code, state, *entry in lines.order_by().values_list(
            *columns, "numerator", "denominator", "note"
        )
    }


def _entry(row: Row, before: LineEntry) -> LineEntry:
    """A blank cell clears, a column that is not there leaves alone."""
    numerator, denominator, note = before.numerator, before.denominator, before.note
    if "numerator" in row.values:
        numerator = _hundredths(row.values["numerator"])
    if "denominator" in row.values:
        denominator = _hundredths(row.values["denominator"])
    if "note" in row.values:
        note = row.values["note"] or ""
    return LineEntry(numerator, denominator, note)


def _hundredths(value: Any) -> int | None:
    return None if value is None else hundredths(value)
