"""Pointing at the cells of a form."""

from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.models import User
from apps.core.ids import read_id
from apps.district_forms.access import EDIT, form_for
from apps.district_forms.filling import Filling
from apps.district_forms.forms import ChangeLineForm, LineFields, NewLineForm, usual_day
from apps.district_forms.models import DistrictForm, FormLine
from apps.district_forms.pointing import pointing_of
from apps.district_forms.services import form_line_add, form_line_change, form_line_remove
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.selectors import path_on

#: So many cells of a line are shown before it is saved.
PREVIEWED = 6


@require_http_methods(["GET", "POST"])
@requires(EDIT)
def new_line(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of the form to point at, and a further line."""
    user = user_of(request)
    it = form_for(user, EDIT, pk)
    filling = Filling(it, usual_day(), user.name)
    asked = {name: request.GET[name] for name in ("sheet", "cell") if name in request.GET}
    posted = request.POST if request.method == "POST" else None
    form = NewLineForm(posted, initial=asked, filling=filling, among=_among(user, it))
    if form.is_valid():
        made = form.make_once(
            lambda: form_line_add(form=it, values=form.values, by=user), lambda line: _address(it, line.sheet)
        )
        if made:
            messages.success(request, _("Saved. Choose the next cell."))
            return redirect(made.address)
    return _page(request, filling, form)


@require_http_methods(["GET", "POST"])
@requires(EDIT)
def line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """One line: other cells, another figure."""
    user = user_of(request)
    it = form_for(user, EDIT, pk)
    current = _line(it, line)
    filling = Filling(it, usual_day(), user.name)
    posted = request.POST if request.method == "POST" else None
    form = ChangeLineForm(posted, current=current, filling=filling, among=_among(user, it))
    if form.is_valid():
        version, values = form.cleaned_data["version"], form.values
        if form.carry_out(lambda: form_line_change(line=current, version=version, values=values, by=user)):
            messages.success(request, _("Saved."))
            return redirect(_address(it, values["sheet"]))
    return _page(request, filling, form, current)


@require_POST
@requires(EDIT)
def remove_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Leave its cells as they are."""
    user = user_of(request)
    it = form_for(user, EDIT, pk)
    current = _line(it, line)
    if form_line_remove(line=current, by=user):
        messages.success(request, _("The cells from %(cell)s on are filled no more.") % {"cell": current.cell})
    return redirect(_address(it, current.sheet))


@require_GET
@requires(EDIT)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What a line that is being typed would write: an htmx fragment."""
    user = user_of(request)
    it = form_for(user, EDIT, pk)
    filling = Filling(it, usual_day(), user.name)
    form = LineFields(request.GET, filling=filling, among=_among(user, it))
    cells = filling.cells_of(FormLine(form=it, **form.values)) if form.is_valid() else iter(())
    context = {"as_of": filling.as_of, "cells": list(islice(cells, PREVIEWED))}
    return render(request, "district_forms/_preview.html", context)


def _page(request: HttpRequest, filling: Filling, form: Any, current: FormLine | None = None) -> HttpResponse:
    sheet = form["sheet"].value()
    names = filling.blank.names()
    shown = sheet if sheet in names else names[0]
    context = {
        "form": form,
        "it": filling.form,
        "current": current,
        "pointing": pointing_of(filling, shown, form["cell"].value() or ""),
        "names": names,
        "figures": filling.catalogue.figures,
        "keep": reverse("district_forms:line", args=[filling.form.pk, current.pk]) if current else "",
    }
    return render(request, "district_forms/lines.html", context)


def _line(form: DistrictForm, pk: int) -> FormLine:
    known = read_id(str(pk))
    found: FormLine | None = (
        form.lines.select_related("form__organisation", "organisation", "changed_by").filter(pk=known).first()
    )
    if found is None:
        raise Http404
    return found


def _among(user: User, form: DistrictForm) -> OrganisationQuerySet:
    """The organisations whose figures can be chosen: those of the form's part of the tree that the person sees."""
    path = path_on(form.organisation, usual_day())
    seen = Organisation.objects.visible_to(user, EDIT)
    return seen.below_paths([path]) if path else seen.none()


def _address(form: DistrictForm, sheet: str) -> str:
    return f"{reverse('district_forms:new_line', args=[form.pk])}?{urlencode({'sheet': sheet})}"
