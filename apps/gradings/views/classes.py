"""The list of classes of a year."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.gradings.filters import ClassFilter
from apps.gradings.forms import year_in
from apps.gradings.models import Grading
from apps.gradings.selectors import organisations_with_classes, years_with_classes
from apps.gradings.workbook import ClassesRegister
from apps.organisations.access import may, requires, user_of
from apps.organisations.models import Organisation
from apps.workbooks.responses import workbook_response

ROWS_PER_PAGE = 100


@requires("class.view")
def classes(request: HttpRequest) -> HttpResponseBase:
    """Every organisation that has classes of the year or should have; `?export=xlsx` for the same as a workbook."""
    user = user_of(request)
    visible = Organisation.objects.visible_to(user, "class.view")
    year = year_in(request.GET)
    years = sorted({*years_with_classes(visible), year}, reverse=True)
    filtered = ClassFilter({**request.GET.dict(), "year": str(year)}, organisations_with_classes(visible, year))
    filtered.form.fields["year"].choices = [(known, str(known)) for known in years]
    if request.GET.get("export") == "xlsx":
        register = ClassesRegister()
        gradings = Grading.objects.filter(year=year, organisation__in=filtered.qs.order_by().values("pk"))
        rows = register.rows_of(gradings)
        return workbook_response(
            f"{register.sheet} {year}.xlsx",
            register.sheet,
            register.columns,
            rows,
            by=user,
            filters=filters_in(filtered),
        )
    page = page_of(request, filtered.qs, ROWS_PER_PAGE)
    drafts = any(grading.has_draft for organisation in page for grading in organisation.of_year)
    selectable = drafts and may(user, "class.confirm")
    context = {"filter": filtered, "year": year, "page": page, "selectable": selectable}
    return render(request, "gradings/classes.html", context)
