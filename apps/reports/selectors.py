"""What the pages of reports show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.reports.layout import Cell, Cover, Form, Link, Table, text_of
from apps.reports.models import YearEndReport
from apps.reports.querysets import YearEndReportQuerySet
from apps.reports.sheets import sheets_of

#: The style classes of cells by the form of their column.
_LOOKS = {Form.NUMBER: "figure", Form.PERCENT: "figure", Form.TEXT: "report-text"}


def reports_listed(user: User) -> YearEndReportQuerySet:
    """The reports that `user` may see, the newest first, with whoever asked and signed.  Two queries for the scope."""
    seen: YearEndReportQuerySet = YearEndReport.objects.visible_to(user)
    seen = seen.select_related("organisation", "requested_by", "signed_by", "job", "revises")
    return seen.defer("snapshot", "changes", "revises__snapshot", "revises__changes").order_by("-created_at", "-pk")


def people_in(reports: YearEndReportQuerySet, role: str) -> QuerySet[User]:
    """Those who stand in `role` (``requested_by``, ``signed_by``) of these reports."""
    return User.objects.filter(pk__in=reports.order_by().values(role)).order_by("name", "username")


def report_to_read(user: User, pk: int) -> YearEndReport | None:
    """A report with its snapshot and the people around it; None where `user` may not see it."""
    seen = YearEndReport.objects.visible_to(user).defer(None).filter(pk=pk)
    seen = seen.select_related("organisation", "requested_by", "signed_by", "job", "revises")
    found: YearEndReport | None = seen.defer("revises__snapshot", "revises__changes").first()
    return found


def later_reports(user: User, report: YearEndReport) -> list[YearEndReport]:
    """The later reports of the same organisation and year that can be read, the latest first."""
    seen = YearEndReport.objects.visible_to(user).same_year_as(report).filter(number__gt=report.number)
    return list(seen.exclude(sha256="").order_by("-number"))


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the preview as text, with its style class; `sheet` leads on where it is a link."""

    text: str
    look: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The sheets of a report as tabs, and the one that is looked at."""

    tabs: Sequence[Cover | Table]
    shown: Cover | Table

    @property
    def is_cover(self) -> bool:
        return isinstance(self.shown, Cover)


class Frozen(Protocol):
    """A snapshot with its digest, whoever has taken it."""

    sha256: Any

    @property
    def taken(self) -> dict[str, Any]: ...


def preview_of(report: Frozen, key: str) -> Preview:
    """The sheets of a frozen report from its snapshot, never from today's facts; the first where `key` names none."""
    tabs = sheets_of(report.taken, report.sha256)
    return Preview(tabs, next((sheet for sheet in tabs if sheet.key == key), tabs[0]))


def is_provisional(report: YearEndReport) -> bool:
    """Whether a rate of the snapshot may still change because end classes were not confirmed."""
    rates: dict[str, Any] = report.taken["sections"].get("rates", {})
    return any(rate["provisional"] for rate in rates.values())


def shown_rows(preview: Preview, rows: Sequence[Sequence[Cell]]) -> list[list[ShownCell]]:
    """Rows of the table that is looked at, as texts."""
    if isinstance(preview.shown, Cover):
        return []
    keys = {tab.name: tab.key for tab in preview.tabs}
    columns = preview.shown.columns
    return [[_shown(cell, column.form, keys) for cell, column in zip(row, columns, strict=True)] for row in rows]


def _shown(cell: Cell, form: Form, keys: dict[str, str]) -> ShownCell:
    if isinstance(cell, Link):
        return ShownCell(cell.text, sheet=keys[cell.sheet])
    return ShownCell(text_of(cell, form), "" if isinstance(cell, date) else _LOOKS.get(form, ""))
