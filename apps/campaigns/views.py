"""What stands on the page of a campaign besides its record."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from apps.campaigns.figures import participation_of
from apps.organisations.access import requires, user_of
from apps.organisations.scope import scope_of
from apps.registers.registry import register_named
from apps.registers.selectors import record_for


@requires("campaign.view")
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the page: who took part, who has not yet, and what was held, as far as the person sees."""
    user = user_of(request)
    campaign: Any = record_for(user, register_named("campaigns"), "view", str(pk))
    scope = scope_of(user, "activity.view", "", "activity.record")
    found = participation_of(campaign, scope.path)
    context = {
        "its": found,
        "campaign": campaign,
        "address": f"{reverse('activities:list')}?{urlencode(found.asked)}",
        "may_record": scope.may("activity.record") and not found.is_over,
        "stages": found.stages,
    }
    return render(request, "campaigns/_figures.html", context)
