"""What becomes of a signed report: it is sent, and revised where the facts have changed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.core.calendar import today
from apps.organisations.access import organisation_for, requires, user_of
from apps.reports.forms import ReviseForm, SendForm
from apps.reports.models import ReportState, YearEndReport
from apps.reports.selectors import report_to_read
from apps.reports.services import report_revise, report_send

#: A page shows so many changes; the slip has them all.
SHOWN = 50


@require_http_methods(["GET", "POST"])
@requires("report.create")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Note when a signed report went out, to whom and under which number."""
    report = _report(request, pk)
    form = SendForm(request.POST if request.method == "POST" else None, initial={"sent_on": today()})
    by = user_of(request)
    if form.is_valid() and form.carry_out(lambda: report_send(report=report, by=by, **form.cleaned_data)):
        messages.success(request, _("Noted: the report is sent."))
        return redirect("reports:detail", pk)
    if report.state != ReportState.SIGNED:
        messages.info(request, _("Only a signed report that was not sent yet can be sent."))
        return redirect("reports:detail", pk)
    return render(request, "reports/send.html", {"report": report, "form": form})


@require_http_methods(["GET", "POST"])
@requires("report.create")
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """What has changed since a report was signed, and the revision of it."""
    report = _report(request, pk)
    form = ReviseForm(request.POST if request.method == "POST" else None)
    by = user_of(request)
    made: list[YearEndReport] = []
    if form.is_valid() and form.carry_out(
        lambda: made.append(report_revise(report=report, by=by, because=form.cleaned_data["because"]))
    ):
        return redirect("reports:detail", made[0].pk)
    if not report.is_out:
        messages.info(request, _("Only a signed report is revised: ask for a new one."))
        return redirect("reports:detail", pk)
    context = {"report": report, "form": form, "changes": report.changes[:SHOWN]}
    return render(request, "reports/revise.html", context)


def _report(request: HttpRequest, pk: int) -> YearEndReport:
    user = user_of(request)
    report = report_to_read(user, pk)
    if report is None:
        raise Http404
    organisation_for(user, "report.create", report.organisation.code)
    return report
