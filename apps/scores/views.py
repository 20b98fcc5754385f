"""The pages of scores: those of a year, and one item by item."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.gradings.forms import FIRST_YEAR, LAST_YEAR, RatesForm, year_in
from apps.gradings.selectors import years_with_classes
from apps.organisations.access import may, organisation_for, requires, user_of
from apps.organisations.models import Organisation
from apps.organisations.scope import scope_of
from apps.registers.registry import REGISTERS
from apps.scores.selectors import judged_of, lines_of
from apps.scores.services import Chosen, suggestions_draft

ITEMS, SHEETS = REGISTERS["score-items"], REGISTERS["score-sheets"]


@requires("class.view")
def scores(request: HttpRequest) -> HttpResponse:
    """The scores of a year, by field and rank, and the classes that they suggest."""
    user, year = user_of(request), year_in(request.GET)
    scope = scope_of(user, "class.view", request.GET.get("organisation", ""))
    picker = RatesForm(initial={"year": year, "organisation": scope.organisation.code})
    picker.offer(sorted({*years_with_classes(scope.visible), year}, reverse=True), scope.choices)
    del picker.fields["as_of"]
    judged = judged_of(scope.below, year)
    context = {
        "organisation": scope.organisation,
        "year": year,
        "picker": picker,
        "judged": judged,
        "without_criteria": sum(it.criteria is None for it in judged),
        "may_draft": may(user, "class.edit") and any(it.draftable for it in judged),
    }
    return render(request, "scores/list.html", context)


@require_POST
@requires("class.edit")
def draft(request: HttpRequest) -> HttpResponse:
    """Take suggested classes over as drafts."""
    user, year = user_of(request), year_in(request.POST)
    try:
        done = suggestions_draft(chosen=list(_chosen(request.POST.getlist("chosen"))), year=year, by=user)
        said = ngettext("%(count)d class drafted.", "%(count)d classes drafted.", done)
        messages.success(request, said % {"count": done})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    asked = {"year": year, "organisation": request.POST.get("organisation", "")}
    return redirect(f"{reverse('scores:list')}?{urlencode(asked)}")


@requires("class.view")
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One organisation's score sheet: item by item, ballots, shares, appeal."""
    user = user_of(request)
    organisation = organisation_for(user, "class.view", code)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    judged = next(iter(judged_of(Organisation.objects.filter(pk=organisation.pk), year)), None)
    context = {
        "organisation": organisation,
        "year": year,
        "judged": judged,
        "lines": lines_of(judged, year) if judged else [],
        "may_record": may(user, ITEMS.may("record"))
        and ITEMS.allows(user, ITEMS.model(organisation=organisation), "record"),
        "sheet_register": SHEETS,
    }
    return render(request, "scores/sheet.html", context)


def _chosen(texts: Iterable[str]) -> Iterator[Chosen]:
    """``V01:advanced:3``; what reads otherwise is no choice of the page."""
    for text in texts:
        code, _colon, rest = text.rpartition(":")[0].rpartition(":")
        version = text.rpartition(":")[2]
        if code and version.isascii() and version.isdigit() and len(version) < 10:
            yield Chosen(code, rest, int(version))
