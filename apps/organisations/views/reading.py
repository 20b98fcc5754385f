"""Looking at organisations: the list, the tree, one of them."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.core.calendar import today
from apps.core.days import read_typed_day
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import may, organisation_for, requires, user_of
from apps.organisations.filters import OrganisationFilter
from apps.organisations.hints import hints_of
from apps.organisations.history import history_of
from apps.organisations.models import Organisation
from apps.organisations.picker import offers
from apps.organisations.querysets import user_paths
from apps.organisations.selectors import directly_below, numbers_by_setting, surroundings_of
from apps.organisations.tree_view import tree_on
from apps.organisations.workbook import OrganisationsRegister
from apps.workbooks.responses import workbook_response

#: Who may know what organisations are called.
NAMING = ("organisation.view", "role.grant")


@require_GET
@requires("organisation.view")
def list_(request: HttpRequest) -> HttpResponseBase:
    """The organisations that the person may see; ``?export=xlsx`` gives those that the filters leave."""
    user = user_of(request)
    seen = Organisation.objects.visible_to(user, "organisation.view")
    filtered = OrganisationFilter(request.GET, seen, request=request)
    if request.GET.get("export") == "xlsx":
        register = OrganisationsRegister()
        file_name = f"{register.title} {today()}.xlsx"
        return workbook_response(
            file_name,
            register.sheet,
            register.columns,
            register.rows_of(filtered.qs),
            by=user,
            filters=filters_in(filtered),
        )
    page = page_of(request, filtered.qs.with_parent().order_by("code"))
    settings = numbers_by_setting(filtered.qs)
    return render(
        request, "organisations/list.html", {"filter": filtered, "page": page, "settings": settings, "today": today()}
    )


@require_GET
@requires("organisation.view")
def tree(request: HttpRequest) -> HttpResponse:
    """The tree as it stood on the day ``?on=`` (today where that is no day), ``?q=`` searched for."""
    on = _day(request.GET.get("on", ""))
    text = request.GET.get("q", "")
    context = {"tree": tree_on(user_of(request), on, text), "on": on, "text": text, "today": today()}
    return render(request, "organisations/tree.html", context)


@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation: what it is, where it stands, what became of it, what stands below it."""
    user = user_of(request)
    organisation = organisation_for(user, "organisation.view", code)
    around = surroundings_of(organisation, user)
    context = {
        "organisation": organisation,
        "around": around,
        "events": history_of(organisation, around.stays, user),
        "hints": hints_of(organisation, around.path, today()) if around.may_edit else [],
        "page": page_of(request, directly_below(organisation)),
        "today": today(),
    }
    return render(request, "organisations/detail.html", context)


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """What a picker offers for the text in it, whatever the picker's name is: an htmx fragment.

    Whoever grants roles names organisations too, without seeing more of them.
    """
    user = user_of(request)
    if not any(may(user, action) for action in NAMING):
        raise PermissionDenied
    text = "".join(request.GET.dict().values()).replace("\0", "")
    paths = {path for action in NAMING for path in user_paths(user, action)}
    seen = Organisation.objects.below_paths(paths)
    return render(request, "organisations/_options.html", {"offers": offers(seen, text)})


def _day(text: str) -> date:
    return read_typed_day(text, today().year) or today()
