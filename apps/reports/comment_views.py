"""The pages on which owners say something about the indicators that are not reached."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear, today
from apps.gradings.forms import FIRST_YEAR, LAST_YEAR
from apps.organisations.access import may, requires, user_of
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan
from apps.reports.comments import Asked, asked_of, figures_for, is_named, may_comment, named_in, responsible_for
from apps.reports.forms import CommentForm
from apps.reports.models import IndicatorComment
from apps.reports.services import indicator_comment_save


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee with those of its indicators about which the person is asked."""

    plan: Plan
    asked: list[Asked]


@requires("report.comment")
def comments(request: HttpRequest, year: int) -> HttpResponse:
    """The indicators that are not reached: all to whoever makes the report, their own to everybody else."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    user, day = user_of(request), min(today(), ReportingYear(year).last_day)
    of_year = Plan.objects.filter(year=year)
    making = Organisation.objects.visible_to(user, "report.create")
    whole = set(of_year.filter(organisation__in=making).values_list("pk", flat=True))
    plans = of_year.visible_to(user, "report.comment").filter(pk__in=whole | named_in(user, of_year))
    found = [
        Committee(
            plan,
            [it for it in asked_of(plan.organisation, year, day) if plan.pk in whole or is_named(user, it.responsible)],
        )
        for plan in plans.select_related("organisation").order_by("organisation__code")
    ]
    context = {"year": year, "day": day, "committees": [it for it in found if it.asked]}
    return render(request, "reports/comments.html", context)


@requires("report.comment")
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said about one indicator."""
    user = user_of(request)
    plans = Plan.objects.visible_to(user, "report.comment")
    its = Indicator.objects.filter(pk=pk, programme__plan__in=plans).select_related("programme__plan__organisation")
    indicator = its.first()
    responsible = responsible_for(indicator) if indicator else ""
    if indicator is None or not may_comment(user, indicator.programme.plan.organisation, responsible):
        # To whoever makes reports elsewhere it does not exist; whoever owns nothing here learns nothing of it.
        raise Http404 if may(user, "report.create") else PermissionDenied
    plan = indicator.programme.plan
    current = IndicatorComment.objects.filter(indicator=indicator).first()
    form = CommentForm(request.POST if request.method == "POST" else None, current=current)
    if request.method == "POST" and form.is_valid():
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        if form.carry_out(lambda: indicator_comment_save(indicator=indicator, text=text, version=version, by=user)):
            messages.success(request, _("Saved. The comment joins the next report that is asked for."))
            return redirect("reports:comments", plan.year)
    day = min(today(), ReportingYear(plan.year).last_day)
    context = {
        "form": form,
        "indicator": indicator,
        "plan": plan,
        "responsible": responsible,
        "current": current,
        "day": day,
        "standings": figures_for(user, plan.organisation, plan.year, day),
    }
    return render(request, "reports/comment.html", context, status=422 if form.errors else 200)
