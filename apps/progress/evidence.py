"""The page and the workbook of what stands behind the plan (佐证材料目录)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.organisations.scope import ChosenScope
from apps.plans.models import Indicator
from apps.progress.bundle import evidence_pdf
from apps.progress.scope import ProgressScope
from apps.progress.selectors import progress_at
from apps.progress.selectors.evidence import Evidence, EvidenceItem, evidence_of
from apps.progress.views import asked, context_of
from apps.workbooks.columns import Column, DateColumn, IntegerColumn
from apps.workbooks.responses import workbook_response

COLUMNS = (
    Column("编号", "number", width=14),
    Column("指标编码", "code", width=10),
    Column("指标名称", "name", width=28),
    Column("组织", "organisation", width=28),
    DateColumn("日期", "date", width=12),
    Column("材料", "title", width=40),
    Column("文号或数据", "said", width=20),
    IntegerColumn("附件数", "files", width=8),
    Column("查看地址", "address", width=40),
)


@requires("progress.view")
def evidence(request: HttpRequest, year: int) -> HttpResponseBase:
    """What stands behind one indicator of the plan; `?export=xlsx` for it, or without one for the whole plan.

    `?export=pdf` for its list and, behind it, the pictures and PDF files that the portal holds, in their order.
    """
    scope, as_of, picker = asked(request, year)
    progress = progress_at(scope.place_on(as_of), year, as_of)
    indicators = progress.frame.indicators if progress else []
    chosen = next((it for it in indicators if it.code == request.GET.get("indicator", "")), None)
    behind = partial(_behind, progress, scope, user_of(request))
    if request.GET.get("export") == "xlsx":
        rows = _rows(request, [chosen] if chosen else indicators, behind)
        filters = {"organisation": scope.organisation.code, "as_of": as_of.isoformat()}
        filters |= {"indicator": chosen.code} if chosen else {}
        name = f"佐证材料目录 {year}.xlsx"
        return workbook_response(name, "佐证材料目录", COLUMNS, rows, by=user_of(request), filters=filters)
    shown = chosen or next(iter(indicators), None)
    entries: Any = behind(shown) if shown else []
    if shown and request.GET.get("export") == "pdf":
        return _as_pdf(request, shown, scope, entries)
    context = {"indicators": indicators, "indicator": shown, "page": page_of(request, entries)}
    return render(request, "progress/evidence.html", context_of(year, scope, as_of, picker) | context)


Behind = Callable[[Indicator], Iterable[EvidenceItem]]


def _behind(
    progress: ProgressScope | None, scope: ChosenScope, user: User, indicator: Indicator
) -> Evidence | list[EvidenceItem]:
    if progress is None:
        return []
    facts = progress.facts.less(progress.frame.exempt_places(indicator))
    return evidence_of(indicator, scope, facts, user)


def _as_pdf(
    request: HttpRequest, indicator: Indicator, scope: ChosenScope, entries: Iterable[EvidenceItem]
) -> FileResponse:
    heading = f"{scope.organisation.name}　{indicator.code} {indicator.name}　" + _("List of evidence")
    made = evidence_pdf(heading, entries, by=user_of(request))
    return FileResponse(made, as_attachment=True, filename=f"佐证材料 {indicator.code}.pdf")


def _rows(request: HttpRequest, indicators: Iterable[Indicator], behind: Behind) -> Iterator[Sequence[Any]]:
    """One indicator after the other, so many of its records at once."""
    for it in indicators:
        for entry in behind(it):
            address = request.build_absolute_uri(entry.address)
            told = (entry.organisation, entry.day, entry.title, entry.said, entry.files, address)
            yield (entry.number, it.code, it.name, *told)
