"""Taking a form in, changing it, withdrawing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.district_forms.access import EDIT, form_for
from apps.district_forms.forms import ChangeForm, NewForm
from apps.district_forms.models import DistrictForm
from apps.district_forms.services import district_form_add, district_form_change, district_form_withdraw
from apps.organisations.access import requires, user_of
from apps.organisations.scope import scope_of


@require_http_methods(["GET", "POST"])
@requires(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Take in a blank form; next come its cells."""
    user = user_of(request)
    form = NewForm(request.POST, request.FILES) if request.method == "POST" else NewForm()

    def add() -> DistrictForm:
        place = scope_of(user, EDIT, "").organisation
        return district_form_add(
            organisation=place, name=form.cleaned_data["name"], file=form.cleaned_data["file"], by=user
        )

    if form.is_valid():
        made = form.make_once(add, lambda it: reverse("district_forms:new_line", args=[it.pk]))
        if made:
            messages.success(request, _("The form is taken in. Choose its cells now, and what is written there."))
            return redirect(made.address)
    return render(request, "district_forms/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(EDIT)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, or another blank in place of the old one."""
    user = user_of(request)
    it = form_for(user, EDIT, pk)
    asked = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ChangeForm(*asked, current=it)
    if form.is_valid():
        given = form.cleaned_data
        if form.carry_out(
            lambda: district_form_change(
                form=it, version=given["version"], name=given["name"], file=given["file"], by=user
            )
        ):
            messages.success(request, _("Saved."))
            return redirect("district_forms:detail", pk)
    context = {"form": form, "it": it, "keep": reverse("district_forms:detail", args=[pk])}
    return render(request, "district_forms/change.html", context)


@require_POST
@requires(EDIT)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the form no more."""
    user = user_of(request)
    form = form_for(user, EDIT, pk)
    if district_form_withdraw(form=form, by=user):
        messages.success(request, _("%(name)s is withdrawn.") % {"name": form.name})
    return redirect("district_forms:list")
