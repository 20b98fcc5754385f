"""The webhooks of a township: which there are, what each was told, a new one, its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.organisations.scope import scope_of
from apps.webhooks.forms import HookForm
from apps.webhooks.models import Hook
from apps.webhooks.services import hook_end, new_secret

RIGHT = "webhook.edit"


@require_GET
@requires(RIGHT)
def hooks(request: HttpRequest) -> HttpResponse:
    """Which addresses are told of what."""
    seen = Hook.objects.visible_to(user_of(request), RIGHT).select_related("organisation", "added_by")
    return render(request, "webhooks/hooks.html", {"page": page_of(request, seen)})


@require_GET
@requires(RIGHT)
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """What an address was told, the latest first."""
    seen = Hook.objects.visible_to(user_of(request), RIGHT).select_related("organisation")
    hook = get_object_or_404(seen, pk=pk)
    return render(request, "webhooks/deliveries.html", {"hook": hook, "page": page_of(request, hook.deliveries.all())})


@never_cache
@require_http_methods(["GET", "POST"])
@requires(RIGHT)
def new(request: HttpRequest) -> HttpResponse:
    """A new one; then, this once, its secret."""
    user = user_of(request)
    form = HookForm(request.POST if request.method == "POST" else None)
    secret, own = new_secret(), reverse("webhooks:list")
    if form.is_valid():
        place = scope_of(user, RIGHT, "").organisation
        made = form.make_once(form.service(place, secret, by=user), lambda _hook: own)
        if made and made.first:
            return render(request, "webhooks/secret_once.html", {"secret": secret, **form.cleaned_data})
        if made:
            return redirect(own)
    return render(request, "webhooks/new.html", {"form": form})


@require_POST
@requires(RIGHT)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell an address nothing more."""
    user = user_of(request)
    hook = get_object_or_404(Hook.objects.visible_to(user, RIGHT).select_related("organisation"), pk=pk)
    if hook_end(hook=hook, by=user):
        messages.success(request, _("This address is told nothing more."))
    return redirect("webhooks:list")
