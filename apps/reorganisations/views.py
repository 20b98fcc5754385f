"""Merging, splitting and dissolving organisations: asked for, shown with all that it means, then done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.organisations.access import organisation_for, user_of
from apps.reorganisations.forms import ReorganiseForm


@require_http_methods(["GET", "POST"])
def reorganise(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation: what is to happen to it, what that means, and carrying it out as it was seen."""
    user = user_of(request)
    organisation = organisation_for(user, "organisation.edit", code)
    form = ReorganiseForm(request.POST if request.method == "POST" else None, organisation=organisation, user=user)
    step, context = request.POST.get("step"), {"form": form, "organisation": organisation}
    if step not in ("check", "confirm") or not form.is_valid():
        return render(request, "reorganisations/form.html", context)
    if step == "confirm" and form.reorganise(request.POST.get("seen", "")) and not form.changed:
        messages.success(request, _("The reorganisation has been carried out as shown."))
        return redirect("organisations:detail", organisation.code)
    preview = form.preview() if form.is_valid() and not form.stale else None
    if preview is None:
        return render(request, "reorganisations/form.html", context)
    return render(request, "reorganisations/preview.html", {**context, "preview": preview, "decision": form.decision})
