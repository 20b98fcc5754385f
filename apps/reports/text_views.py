"""The page on which people write what the report says beside its figures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.core.calendar import today
from apps.filings.months import Month
from apps.gradings.forms import FIRST_YEAR, LAST_YEAR
from apps.organisations.access import organisation_for, requires, user_of
from apps.organisations.selectors import path_on
from apps.progress.selectors import progress_at
from apps.reports.forms import TextForm
from apps.reports.models import ReportText
from apps.reports.services import report_text_save

LAST_MONTH = 12


@requires("report.create")
def texts(request: HttpRequest, code: str, year: int, month: int = 0) -> HttpResponse:
    """Highlights, problems and next steps of a year or a month, beside the figures that may be referred to."""
    user = user_of(request)
    organisation = organisation_for(user, "report.create", code)
    if not FIRST_YEAR <= year <= LAST_YEAR or month > LAST_MONTH:
        raise Http404
    current = ReportText.objects.filter(organisation=organisation, year=year, month=month).first()
    form = TextForm(request.POST if request.method == "POST" else None, current=current)
    if month:
        form.for_month()
    if request.method == "POST" and form.is_valid():
        version, written = form.cleaned_data["version"], form.texts
        if form.carry_out(
            lambda: report_text_save(
                organisation=organisation, year=year, month=month, version=version, texts=written, by=user
            )
        ):
            messages.success(request, _("Saved. The text joins the next report that is asked for."))
            return redirect(request.path)
    day = min(today(), Month(year, month or LAST_MONTH).last_day)
    path = path_on(organisation, day)
    progress = progress_at(path, year, day) if path else None
    standings = progress.standings if progress else []
    context = {
        "form": form,
        "organisation": organisation,
        "year": year,
        "month": month,
        "day": day,
        "standings": standings,
    }
    return render(request, "reports/texts.html", context, status=422 if form.errors else 200)
