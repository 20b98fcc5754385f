"""The dues of a month by branch."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.core.calendar import today
from apps.dues.forms import MonthForm
from apps.dues.selectors import month_for
from apps.organisations.access import requires, user_of
from apps.registers.registry import REGISTERS
from apps.workbooks.columns import YES_NO, CodeColumn, Column, DateColumn, IntegerColumn, WordColumn
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.responses import workbook_response

COLUMNS = (
    CodeColumn("组织编码", "code"),
    Column("单位", "name", width=30),
    IntegerColumn("党员数", "members"),
    NumberColumn("应缴金额（元）", "expected"),
    NumberColumn("实缴金额（元）", "paid"),
    NumberColumn("差额（元）", "difference"),
    IntegerColumn("缴纳人数", "payers"),
    DateColumn("上缴日期", "date"),
    WordColumn("月底前缴清", "in_time", words=YES_NO),
)


@require_GET
@requires("dues.view")
def month(request: HttpRequest) -> HttpResponseBase:
    """By itself this month; `?export=xlsx` for a workbook."""
    now = {"year": today().year, "month": today().month}
    form = MonthForm(request.GET if "year" in request.GET else now)
    asked = form.cleaned_data if form.is_valid() else now
    found = month_for(user_of(request), asked["year"], asked["month"])
    if request.GET.get("export") == "xlsx":
        sums = (found.members, found.expected, found.paid, found.difference, found.payers)
        rows = [("", "合计", *sums, None, None), *(it.cells for it in found.lines)]
        name = f"党费收缴 {found.year}-{found.month:02}.xlsx"
        return workbook_response(name, "党费收缴", COLUMNS, rows, by=user_of(request), filters={})
    context = {"form": form, "found": found, "register": REGISTERS["dues"]}
    return render(request, "dues/month.html", context)
