"""Setting up: the first page of an empty portal, the steps that follow, and the plan of the first year."""

from typing import IO

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.models import User
from apps.accounts.views.signing_in import enter
from apps.first_run.forms import BeginForm, PlanForm
from apps.first_run.services import is_empty, plan_begin, portal_begin
from apps.first_run.steps import steps_for
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.plans.models import Plan
from apps.plans.opinion import opinion_rows
from apps.plans.plan_sheet import write_plan
from apps.workbooks.responses import download


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Township and first administrator, for whoever has the code from the server; 404 once anybody has an account."""
    if not is_empty():
        raise Http404
    form = BeginForm(request.POST if request.method == "POST" else None)
    made: list[User] = []
    if form.is_valid() and form.carry_out(lambda: made.append(_begun(form))):
        return enter(request, made[0], reverse("first_run:steps"))
    return render(request, "first_run/begin.html", {"form": form})


def _begun(form: BeginForm) -> User:
    given = form.cleaned_data
    return portal_begin(code=given["code"], township=form.township, administrator=form.administrator)


@require_GET
@requires("portal.set_up")
def steps(request: HttpRequest) -> HttpResponse:
    """What is done and what is missing until the first month is filed."""
    shown = steps_for(user_of(request))
    return render(request, "first_run/steps.html", {"steps": shown, "done": all(it.step.is_done for it in shown)})


@require_http_methods(["GET", "POST"])
@requires("plan.edit")
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of a year out of the catalogue, the year before or a workbook."""
    user = user_of(request)
    posted = request.method == "POST"
    committees = Organisation.objects.visible_to(user, "plan.edit")
    form = PlanForm(request.POST if posted else None, request.FILES if posted else None, committees=committees)
    if form.is_valid() and (made := form.make_once(lambda: plan_begin(by=user, **form.details), _steps_page)):
        return redirect(made.address)
    return render(request, "first_run/plan.html", {"form": form})


def _steps_page(plan: Plan) -> str:
    del plan
    return reverse("first_run:steps")


@require_GET
@requires("plan.edit")
def workbook(_request: HttpRequest) -> FileResponse:
    """The catalogue of 2012 as a workbook, to be changed and sent back."""

    def write(file: IO[bytes]) -> None:
        write_plan(file, opinion_rows())

    return download(_("Plan of the year.xlsx"), write)
