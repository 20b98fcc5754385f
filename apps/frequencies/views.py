"""The page that says what is due and not yet held."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from apps.activities.workbook import TYPES
from apps.core.calendar import today
from apps.core.pages import page_of
from apps.frequencies.forms import DueForm, last_day
from apps.frequencies.selectors import Rows, due_rows
from apps.organisations.access import requires, user_of
from apps.organisations.scope import ChosenScope, scope_of
from apps.organisations.sets import Below
from apps.workbooks.columns import Column, IntegerColumn, WordColumn
from apps.workbooks.responses import workbook_response

COLUMNS = (
    Column("组织编码", "code", width=12),
    Column("组织名称", "name", width=30),
    WordColumn("活动类型", "type", words=TYPES, width=16),
    Column("一般频次", "often", width=12),
    IntegerColumn("应开", "due", width=8),
    IntegerColumn("已开", "held", width=8),
    IntegerColumn("未开", "missing", width=8),
    Column("未开时段", "gaps", width=30),
    Column("情况", "state", width=16),
)


@require_GET
@requires("activity.view")
def due_number(request: HttpRequest) -> HttpResponse:
    """How many lines `due` shows for the same question, for the link to it: an htmx fragment.  At most five queries."""
    asked = DueForm(request.GET).asked()
    rows = _due(scope_of(user_of(request), "activity.view", asked["organisation"]), asked)
    number = len(rows.lacking)
    return HttpResponse(format_html('<span class="badge bg-primary-lt ms-2">{}</span>', number) if number else "")


@requires("activity.view")
def due(request: HttpRequest) -> HttpResponseBase:
    """Organisation by organisation and kind by kind; `?export=xlsx` for the same as a workbook."""
    user, asked = user_of(request), DueForm(request.GET).asked()
    scope = scope_of(user, "activity.view", asked["organisation"], "activity.record")
    every = _due(scope, asked)
    rows = every if asked["only"] == "all" else every.lacking
    if request.GET.get("export") == "xlsx":
        name, filters = f"应开活动 {today()}.xlsx", {key: str(it) for key, it in asked.items() if it}
        return workbook_response(name, "应开活动", COLUMNS, (it.cells for it in rows), by=user, filters=filters)
    form = DueForm(initial={**asked, "organisation": scope.organisation.code})
    form.fields["organisation"].widget = forms.Select(choices=scope.choices)
    context: dict[str, Any] = {"form": form, "asked": asked, "page": page_of(request, rows), "total": every.held}
    context |= {
        "on": last_day(asked["year"]),
        "organisation": scope.organisation,
        "may_record": scope.may("activity.record"),
    }
    return render(request, "frequencies/due.html", context)


def _due(scope: ChosenScope, asked: dict[str, Any]) -> Rows:
    """Nothing where the organisation stood nowhere yet."""
    on = last_day(asked["year"])
    path = scope.place_on(on)
    types = [asked["type"]] if asked["type"] else None
    return due_rows(Below(path, on), asked["year"], on, types, asked["month"]) if path else Rows(())
