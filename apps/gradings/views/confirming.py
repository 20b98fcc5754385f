"""Confirming classes: what is confirmed, what the rates would be, and the act itself."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.seen import MAX_ROWS, Changed, Seen, as_seen, chosen_ids
from apps.gradings.forms import ConfirmForm, year_in
from apps.gradings.models import Grading
from apps.gradings.selectors import effect_of_ends, effect_of_starts
from apps.gradings.selectors.preview import Effect
from apps.gradings.services import gradings_confirm, start_classes_confirm
from apps.organisations.access import requires, user_of
from apps.organisations.scope import ChosenScope, scope_of


@dataclass(frozen=True, slots=True)
class Line:
    """A draft that may be confirmed."""

    grading: Grading
    seen: Seen
    ticked: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """The drafts of a year that a person is about to confirm: end classes, or with `start` start classes.

    `more`: there are more than `MAX_ROWS`; the rest waits for the next batch.
    """

    start: bool
    year: int
    scope: ChosenScope
    lines: list[Line]
    more: bool

    def seen(self, seals: list[str]) -> list[Seen]:
        """What stands behind the seals of a form.  Raises `Changed` for one that is no draft of the batch any more."""
        by_seal = {line.seen.seal: line.seen for line in self.lines}
        if not by_seal.keys() >= set(seals):
            raise Changed
        return [by_seal[seal] for seal in seals]

    def effect(self, confirmed_on: date) -> Effect:
        """What the rates would be if the ticked drafts were confirmed.  Two queries."""
        codes = {line.grading.organisation.code for line in self.lines if line.ticked}
        if self.start:
            return effect_of_starts(self.scope.organisation, self.year, codes)
        return effect_of_ends(self.scope.organisation, self.year, codes, confirmed_on)


@requires("class.confirm")
def confirm(request: HttpRequest) -> HttpResponse:
    """Show what is going to be confirmed and what the rates would be; confirm it."""
    user = user_of(request)
    batch = _batch(user, request.POST or request.GET)
    form = ConfirmForm(request.POST or None, initial={"confirmed_on": today()})
    if request.method == "POST" and _carry_out(request, batch, form, user):
        return redirect(f"{reverse('gradings:classes')}?year={batch.year}")
    context = {"batch": batch, "form": form, "effect": batch.effect(_day(form))}
    return render(request, "gradings/confirm.html", context)


@require_POST
@requires("class.confirm")
def effect(request: HttpRequest) -> HttpResponse:
    """What the rates would be with the drafts that are ticked now, as a fragment."""
    batch = _batch(user_of(request), request.POST)
    context = {"batch": batch, "effect": batch.effect(_day(ConfirmForm(request.POST)))}
    return render(request, "gradings/_effect.html", context)


def _batch(user: User, asked: QueryDict) -> Batch:
    start, year = asked.get("part") == "start", year_in(asked)
    scope = scope_of(user, "class.confirm", asked.get("organisation", ""))
    drafts = Grading.objects.filter(year=year, organisation__in=scope.below)
    drafts = drafts.start_drafts() if start else drafts.drafts()
    if chosen := chosen_ids(asked.getlist("grading")):
        drafts = drafts.filter(pk__in=chosen)
    ticked = set(asked.getlist("seen"))
    lines = []
    for grading in drafts.select_related("organisation").order_by("organisation__code")[: MAX_ROWS + 1]:
        seen = as_seen(grading)
        lines.append(Line(grading, seen, not asked.get("asked") or seen.seal in ticked))
    return Batch(start, year, scope, lines[:MAX_ROWS], more=len(lines) > MAX_ROWS)


def _carry_out(request: HttpRequest, batch: Batch, form: ConfirmForm, user: User) -> bool:
    """Whether the batch is confirmed; else what is wrong stands in the messages or the form."""
    seals = request.POST.getlist("seen")
    if not batch.start and not form.is_valid():
        return False
    try:
        if not seals:
            raise ValidationError(_("Tick at least one organisation."))
        seen = batch.seen(seals)
        if batch.start:
            done = start_classes_confirm(seen=seen, by=user)
        else:
            done = gradings_confirm(seen=seen, by=user, **form.cleaned_data)
    except ValidationError as refusal:
        _say(request, form, refusal)
        return False
    said = ngettext("%(count)d class confirmed.", "%(count)d classes confirmed.", len(done))
    messages.success(request, said % {"count": len(done)})
    return True


def _say(request: HttpRequest, form: ConfirmForm, refusal: ValidationError) -> None:
    if hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
    else:
        messages.error(request, " ".join(refusal.messages))


def _day(form: ConfirmForm) -> date:
    """The day of confirmation as far as it is entered, else today."""
    if not form.is_bound:
        return today()
    form.is_valid()
    day: date | None = form.cleaned_data.get("confirmed_on")
    return day or today()
