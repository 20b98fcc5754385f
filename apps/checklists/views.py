"""Entering what was found: the grid of a checklist, or one organisation with its evidence."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from apps.checklists.catalogue import Catalogue, names
from apps.checklists.grid import Grid, Typed, grid_of, rows_for
from apps.checklists.models import Inspection
from apps.checklists.names import MET_WORDS, Checklist
from apps.checklists.proposing import results_propose
from apps.checklists.register import Checklists, latest
from apps.checklists.sheets import StaleResults, results_record
from apps.closing.standing import Closing, closing_for
from apps.core.calendar import today
from apps.core.forms import DayField, ServiceForm
from apps.core.pages import page_of
from apps.organisations.access import organisation_for, require, requires, user_of
from apps.organisations.models import Organisation
from apps.registers.measures import Period
from apps.registers.registry import REGISTERS
from apps.registers.selectors import record_for

#: What a leading link is looked at for (M157–M162).
IN_STEP = (Checklist.FIVE_SYNCHRONISATIONS, Checklist.CO_BUILDING)

#: So many fields a page at most.
_CELLS = 900


class ChoiceForm(ServiceForm):
    """Which checklist, which day."""

    checklist = forms.ChoiceField(label=gettext_lazy("Checklist"), choices=lambda: names().items())
    on = DayField(label=gettext_lazy("Day"))
    organisation = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]


@requires("inspection.view")
def grid(request: HttpRequest) -> HttpResponse:
    """Enter, correct and read results; of two people at once the second sees what the first has found."""
    user = user_of(request)
    if request.method == "POST":
        require(user, "inspection.record")
    chosen = {"checklist": Checklist.THREE_TWO, "on": today().isoformat(), **request.GET.dict()}
    choice = ChoiceForm(chosen)
    deciding = Organisation.objects.visible_to(user, "item_list.record").with_parent().order_by("path").first()
    context: dict[str, Any] = {"choice": choice, "deciding": deciding, "closing": Closing()}
    if not choice.is_valid():
        return render(request, "checklists/grid.html", context)
    checklist, on, code = (choice.cleaned_data[name] for name in ("checklist", "on", "organisation"))
    rows = rows_for(user, checklist, on, code)
    if code and not rows:
        raise Http404
    longest = max((len(row.items) for row in rows), default=0) or 1
    page = page_of(request, rows, max(1, _CELLS // longest))
    form = ServiceForm(request.POST or None)
    its = grid_of(page, checklist, on, Typed.of(request.POST.dict()) if request.method == "POST" else None)
    if request.method == "POST":
        context["closing"] = closing_for(user, {(it.pk, on) for it in its.wanted})
        if _saved(request, its, form, checklist, on, proposes=context["closing"].proposes):
            return redirect(request.get_full_path())
        its = grid_of(page, checklist, on, Typed.of(request.POST.dict()))
    shown = {
        "checklist": checklist,
        "name": Catalogue().name_of(checklist),
        "on": on,
        "one": its.rows[0] if code else None,
    }
    context |= {
        **shown,
        "words": MET_WORDS,
        "grid": its,
        "page": page,
        "form": form,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "checklists/grid.html", context)


def _saved(request: HttpRequest, its: Grid, form: ServiceForm, checklist: str, on: Any, *, proposes: bool) -> bool:
    """Whether they were written, or proposed: none is wrong, nor has somebody else found something else meanwhile."""
    seen: dict[str, Any] = {"items": its.asked, "shown": its.base, "reason": request.POST.get("reason", "")}
    form.is_valid()
    if its.errors or its.conflicts:
        return False
    count = 0

    def carry_out() -> None:
        nonlocal count
        act = results_propose if proposes else results_record
        count = act(checklist=checklist, on=on, wanted=its.wanted, by=user_of(request), **seen)

    try:
        if not form.carry_out(carry_out):
            return False
    except StaleResults:
        return False
    if proposes:
        messages.success(request, _("Your proposal is with the township"))
        return True
    said = ngettext("Saved for %(count)d organisation.", "Saved for %(count)d organisations.", count)
    messages.success(request, said % {"count": count})
    return True


def change(request: HttpRequest, pk: str) -> HttpResponse:
    """Results are corrected where they are entered."""
    found: Any = record_for(user_of(request), REGISTERS[Checklists.name], "record", pk)
    said = {"checklist": found.checklist, "on": found.date, "organisation": found.organisation.code}
    return redirect(f"{reverse('checklists:grid')}?{urlencode(said)}")


@require_GET
def latest_found(request: HttpRequest, code: str) -> HttpResponse:
    """A part of the page of a leading link: what was found last of how the led organisation is built in step."""
    led = organisation_for(user_of(request), "inspection.view", code)
    period = Period(today(), today())
    found = Inspection.objects.counted().filter(latest(period), organisation=led, checklist__in=IN_STEP)
    inspections = found.order_by("-checklist").prefetch_related("results")
    return render(request, "checklists/_latest.html", {"inspections": inspections, "organisation": led})
