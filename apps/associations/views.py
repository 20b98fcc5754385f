"""The pages of mass organisations: the list, one of them with its advice, advising, answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.associations.access import advice_to_answer, association_for
from apps.associations.filters import AssociationFilter
from apps.associations.forms import AdviceForm, AnswerForm
from apps.associations.selectors import Surroundings, associations_of, surroundings_of, thread_of
from apps.associations.services import advice_answer, advice_give
from apps.associations.workbook import COLUMNS, SHEET, rows_of
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import require, requires, user_of
from apps.organisations.models import Organisation
from apps.workbooks.responses import workbook_response

THREAD_PER_PAGE = 20


@require_GET
@requires("advice.view")
def list_(request: HttpRequest) -> HttpResponseBase:
    """The mass organisations that the person reads; ``?export=xlsx`` gives those that the filters leave."""
    user = user_of(request)
    filtered = AssociationFilter(request.GET, associations_of(user, today()))
    if request.GET.get("export") == "xlsx":
        name = f"associations-{today().isoformat()}.xlsx"
        return workbook_response(name, SHEET, COLUMNS, rows_of(filtered.qs), by=user, filters=filters_in(filtered))
    context = {"filter": filtered, "page": page_of(request, filtered.qs), "today": today()}
    return render(request, "associations/list.html", context)


@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One mass organisation: who leads it, the advice and its answers."""
    user = user_of(request)
    association = association_for(user, "advice.view", code)
    return _page(request, association, surroundings_of(association, user, today()), AdviceForm())


@require_POST
def advise(request: HttpRequest, code: str) -> HttpResponse:
    """Advise in the name of the Party organisation that leads it."""
    user = user_of(request)
    require(user, "advice.give")
    association = association_for(user, "advice.view", code)
    around = surroundings_of(association, user, today())
    if around.leading is None or not around.may_advise:
        raise PermissionDenied
    giver = around.leading.leader
    form = AdviceForm(request.POST)
    page = reverse("associations:detail", args=[association.code])
    if form.is_valid() and form.make_once(
        lambda: advice_give(giver=giver, association=association, text=form.cleaned_data["text"], by=user),
        lambda _advice: page,
    ):
        messages.success(request, _("Your advice has been sent."))
        return redirect(page)
    return _page(request, association, around, form)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str, advice_id: int) -> HttpResponse:
    """The association's answer; what was answered meanwhile is shown as it is."""
    user = user_of(request)
    advice = advice_to_answer(user, code, advice_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        lambda: advice_answer(advice=advice, answer=form.cleaned_data["answer"], by=user)
    ):
        messages.success(request, _("Your answer has been sent."))
        return redirect("associations:detail", advice.association.code)
    advice.refresh_from_db()  # somebody else may have answered: shown beside what was typed
    return render(request, "associations/answer.html", {"form": form, "advice": advice})


def _page(request: HttpRequest, association: Organisation, around: Surroundings, form: AdviceForm) -> HttpResponse:
    context = {
        "association": association,
        "around": around,
        "form": form,
        "page": page_of(request, thread_of(association), THREAD_PER_PAGE),
        "today": today(),
    }
    return render(request, "associations/detail.html", context)
