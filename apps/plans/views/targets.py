"""The grid of a programme's targets."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from apps.organisations.access import requires, user_of
from apps.plans.access import plan_to_edit
from apps.plans.grid import TargetGrid, differences, target_grid_of
from apps.plans.models import Plan, Programme
from apps.plans.services import StaleTargets, targets_set_many
from apps.plans.signing_forms import RevisionForm


@requires("plan.edit")
def targets(request: HttpRequest, year: int) -> HttpResponse:
    """Set, split, and see whether the parts add up; of two people at once the second sees both values of a cell."""
    plan = plan_to_edit(user_of(request), year, request.GET.get("plan", ""))
    programmes = list(plan.programmes.all())
    programme = programme_chosen(programmes, request.GET.get("programme", ""))
    grid = target_grid_of(plan, programme) if programme else None
    revised = RevisionForm(request.POST or None) if plan.released_on else None
    if request.method == "POST" and programme is not None:
        grid = _typed(request, plan, programme)
        if _saved(request, grid, revised):
            return redirect(request.get_full_path())
        grid = _typed(request, plan, programme) if not grid.errors else grid
    context: dict[str, Any] = {"plan": plan, "programmes": programmes, "programme": programme, "grid": grid}
    context["revised"] = revised
    return render(request, "plans/targets.html", context)


def _typed(request: HttpRequest, plan: Plan, programme: Programme) -> TargetGrid:
    return target_grid_of(plan, programme, request.POST.dict())


def _saved(request: HttpRequest, grid: TargetGrid, revised: RevisionForm | None) -> bool:
    """Whether the targets were written: none is wrong, nobody else has set one meanwhile, a revision says why."""
    changed = grid.changed()
    if grid.errors or grid.conflicts or (changed and revised and not revised.is_valid()):
        return False
    because = revised.because if changed and revised else None
    try:
        count = targets_set_many(values=changed, by=user_of(request), shown=grid.shown, because=because)
    except ValidationError as refusal:  # given out for signing a moment ago
        messages.warning(request, " ".join(refusal.messages))
        return False
    except StaleTargets:
        return False
    messages.success(request, ngettext("%(count)d target saved.", "%(count)d targets saved.", count) % {"count": count})
    for sentence in differences(grid):
        messages.warning(request, sentence)
    return True


def programme_chosen(programmes: list[Programme], asked: str) -> Programme | None:
    """The programme asked for, else the first."""
    by_id = {str(programme.pk): programme for programme in programmes}
    return by_id.get(asked) or next(iter(programmes), None)
