"""The pages of mass organisations: the list, and one of them with its advice."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.associations.access import association_for
from apps.associations.filters import AssociationFilter
from apps.associations.models import Trade
from apps.associations.register import AdviceRegister
from apps.associations.selectors import associations_of, led_share, surroundings_of, tells_of, thread_of
from apps.associations.workbook import COLUMNS, SHEET, rows_of
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.registers.forms import NewRecordForm
from apps.registers.glances import sections_of
from apps.workbooks.responses import workbook_response

THREAD_PER_PAGE = 20


@require_GET
@requires("association.view")
def list_(request: HttpRequest) -> HttpResponseBase:
    """The mass organisations that the person reads; ``?export=xlsx`` gives those that the filters leave."""
    user = user_of(request)
    seen = associations_of(user, today())
    filtered = AssociationFilter(request.GET, seen)
    if request.GET.get("export") == "xlsx":
        name = f"{SHEET} {today()}.xlsx"
        return workbook_response(name, SHEET, COLUMNS, rows_of(filtered.qs), by=user, filters=filters_in(filtered))
    context = {"filter": filtered, "page": page_of(request, filtered.qs), "today": today()}
    context |= {"trades": dict(Trade.choices), "share": led_share(seen, today())}
    return render(request, "associations/list.html", context)


@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One mass organisation: who leads it, the advice and its answers, and the way to advise it."""
    user = user_of(request)
    association = association_for(user, "association.view", code)
    around = surroundings_of(association, user, today())
    ends = {"organisation": association, "giver": around.leading.leader} if around.leading else {}
    advisable = Organisation.objects.visible_to(user, "advice.view")
    context = {
        "association": association,
        "around": around,
        "form": NewRecordForm(register=AdviceRegister(), user=user, record=None, decides=False, initial=ends),
        "sections": sections_of(user, association, today(), tells_of(association)),
        "page": page_of(request, thread_of(association).of(advisable), THREAD_PER_PAGE),
        "today": today(),
    }
    return render(request, "associations/detail.html", context)
