"""Changing organisations: what staff do with the tree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.ids import read_id
from apps.core.versioning import StaleVersion
from apps.organisations.access import organisation_for, requires, user_of
from apps.organisations.forms import EditForm, MoveForm, NewForm
from apps.organisations.models import Organisation
from apps.organisations.selectors import moving_along
from apps.organisations.services import (
    organisation_move,
    organisation_reopen,
    organisation_update,
)

ACTION = "organisation.edit"


@require_http_methods(["GET", "POST"])
@requires(ACTION)
def new(request: HttpRequest) -> HttpResponse:
    """A new organisation, below the one that ``?parent=`` names."""
    user = user_of(request)
    form = NewForm(_sent(request), user=user, below=request.GET.get("parent", ""))
    if form.is_valid() and (made := form.make_once(form.service(by=user), _address_of)):
        messages.success(request, _("The organisation has been created."))
        return redirect(made.address)
    return render(request, "organisations/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """What the organisation is: name, kind, sector, setting, opening, approval, grading."""
    user = user_of(request)
    organisation = organisation_for(user, ACTION, code)
    form = EditForm(_sent(request), organisation=organisation)
    if form.is_valid() and form.carry_out(
        lambda: organisation_update(
            organisation=organisation, by=user, version=form.cleaned_data["version"], **form.details()
        )
    ):
        return _back_to(request, organisation, _("The changes have been saved."))
    return render(request, "organisations/edit.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Another place in the tree from a day on: asked for, shown with all that moves along, then done."""
    user = user_of(request)
    organisation = organisation_for(user, ACTION, code)
    form = MoveForm(_sent(request), organisation=organisation, user=user)
    context = {"form": form, "organisation": organisation}
    step = request.POST.get("step")
    if step == "check" and form.is_valid():
        along = list(moving_along(organisation, form.cleaned_data["on"]))
        return render(request, "organisations/move_check.html", {**context, "along": along})
    if (
        step == "confirm"
        and form.is_valid()
        and form.carry_out(
            lambda: organisation_move(
                organisation=organisation,
                parent=form.cleaned_data["parent"],
                on=form.cleaned_data["on"],
                by=user,
                version=form.cleaned_data["version"],
            )
        )
    ):
        return _back_to(request, organisation, _("The organisation has been moved."))
    return render(request, "organisations/move.html", context)


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a closing that was entered by mistake."""
    user = user_of(request)
    organisation = organisation_for(user, ACTION, code)
    version = read_id(request.POST.get("version", "")) or 0
    try:
        organisation_reopen(organisation=organisation, by=user, version=version)
    except StaleVersion:
        messages.error(request, _("Somebody else has changed this organisation meanwhile. Look at it once more."))
        return redirect("organisations:edit", organisation.code)
    return _back_to(
        request,
        organisation,
        _("The closing has been taken back. What had passed on to others is still there; move it back where needed."),
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _back_to(request: HttpRequest, organisation: Organisation, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("organisations:detail", organisation.code)


def _address_of(organisation: Organisation) -> str:
    return reverse("organisations:detail", args=[organisation.code])
