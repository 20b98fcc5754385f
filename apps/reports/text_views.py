"""The page on which people write what the report says beside its figures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear, today
from apps.organisations.access import organisation_for, requires, user_of
from apps.organisations.selectors import path_on
from apps.progress.selectors import progress_at
from apps.reports.forms import TextForm
from apps.reports.models import ReportText
from apps.reports.services import report_text_save


@requires("report.create")
def texts(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Highlights, problems and next steps of a year, beside the figures that may be referred to."""
    user = user_of(request)
    organisation = organisation_for(user, "report.create", code)
    current = ReportText.objects.filter(organisation=organisation, year=year).first()
    form = TextForm(request.POST if request.method == "POST" else None, current=current)
    if request.method == "POST" and form.is_valid():
        version, written = form.cleaned_data["version"], form.texts
        if form.carry_out(
            lambda: report_text_save(organisation=organisation, year=year, version=version, texts=written, by=user)
        ):
            messages.success(request, _("Saved. The text joins the next report that is asked for."))
            return redirect("reports:texts", code, year)
    day = min(today(), ReportingYear(year).last_day)
    path = path_on(organisation, day)
    progress = progress_at(path, year, day) if path else None
    standings = progress.standings if progress else []
    context = {"form": form, "organisation": organisation, "year": year, "day": day, "standings": standings}
    return render(request, "reports/texts.html", context, status=422 if form.errors else 200)
