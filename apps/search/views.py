"""The search from every page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.pages import page_of
from apps.organisations.access import may, user_of
from apps.search.kinds import KINDS
from apps.search.selectors import groups_for, may_search, words_of


@never_cache
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What holds `?q=`, by kind; with `?kind=` all of one that has no list of its own."""
    user, text = user_of(request), words_of(request.GET.get("q", ""))
    if not may_search(user):
        raise PermissionDenied
    name = request.GET.get("kind", "")
    kind = KINDS.get(name)
    if text and kind is not None and may(user, kind.action):
        page = page_of(request, kind.rows(user, text))
        context = {"words": text, "kind": kind, "page": page, "hits": [kind.hit(row) for row in page]}
        return render(request, "search/kind.html", context)
    groups = groups_for(user, text) if text else []
    return render(request, "search/results.html", {"words": text, "groups": groups})
