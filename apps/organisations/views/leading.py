"""Who leads whom: what staff enter about leading links on the page of either organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.models import User
from apps.organisations.access import organisation_for, user_of
from apps.organisations.forms import LeadingChangeForm, LeadingForm
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.services import leading_change, leading_remove, leading_start

ACTION = "organisation.edit"


@require_http_methods(["GET", "POST"])
def leading_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new link: whom this Party organisation leads, or who leads this mass organisation."""
    user = user_of(request)
    organisation = organisation_for(user, ACTION, code)
    posted = request.POST if request.method == "POST" else None
    form = LeadingForm(posted, organisation=organisation, user=user)
    if form.is_valid() and form.make_once(lambda: leading_start(by=user, **form.details()), lambda _link: request.path):
        messages.success(request, _("The leading link has been saved."))
        return redirect("organisations:detail", organisation.code)
    return render(request, "organisations/leading_new.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "POST"])
def leading_edit(request: HttpRequest, code: str, link_id: int) -> HttpResponse:
    """When a link ends, and what it rests on."""
    user = user_of(request)
    organisation = organisation_for(user, ACTION, code)
    link = _link(user, organisation, link_id)
    posted = request.POST if request.method == "POST" else None
    form = LeadingChangeForm(posted, current=link)
    if form.is_valid() and form.carry_out(lambda: leading_change(link=link, by=user, **form.details())):
        messages.success(request, _("The leading link has been saved."))
        return redirect("organisations:detail", organisation.code)
    context = {"form": form, "organisation": organisation, "link": link}
    return render(request, "organisations/leading_edit.html", context)


@require_POST
def leading_take_out(request: HttpRequest, code: str, link_id: int) -> HttpResponse:
    """Take out a link that was entered by mistake."""
    user = user_of(request)
    organisation = organisation_for(user, ACTION, code)
    leading_remove(link=_link(user, organisation, link_id), by=user)
    messages.success(request, _("The leading link has been removed."))
    return redirect("organisations:detail", organisation.code)


def _link(user: User, organisation: Organisation, link_id: int) -> LeadingLink:
    """The link of this organisation; 404 where the person may not edit its other end too."""
    editable = Organisation.objects.visible_to(user, ACTION)
    links = LeadingLink.objects.between(editable).touching(Organisation.objects.filter(pk=organisation.pk))
    found: LeadingLink = get_object_or_404(links.select_related("leader", "led"), pk=link_id)
    return found
