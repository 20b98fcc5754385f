"""The page on which several cases take the same step: its day, which will move, which cannot and why, and the act."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2s
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.core.seen import MAX_ROWS, Changed, as_seen, chosen_ids, read_seals
from apps.organisations.access import require, user_of
from apps.registers.batches import Refused, StepDraft, step_drafts, steps_take
from apps.registers.cases import CaseRegister
from apps.registers.forms import BatchForm
from apps.registers.registry import register_named
from apps.registers.selectors import Cell, cells_of, rows_of
from apps.registers.steps import Step


@dataclass(frozen=True, slots=True)
class Line:
    """A case of the batch; `meanwhile` is what somebody else changed of it after it was shown."""

    draft: StepDraft
    title: str
    #: What the list shows of it beside its title.
    listed: list[str]
    cells: list[Cell]
    meanwhile: list[Cell] = field(default_factory=list)
    is_changed: bool = False

    @property
    def seal(self) -> str:
        return as_seen(self.draft.case).seal

    @property
    def shown(self) -> dict[str, str]:
        return {cell.label: _digest(cell.text) for cell in self.cells}


@dataclass
class Batch:
    """The chosen cases beside a step as far as it is entered."""

    register: CaseRegister
    step: Step
    lines: list[Line]

    @cached_property
    def moving(self) -> list[Line]:
        return [line for line in self.lines if not line.draft.in_the_way]

    @cached_property
    def staying(self) -> list[Line]:
        return [line for line in self.lines if line.draft.in_the_way]

    @property
    def closing(self) -> Any:
        """The closed months that it touches, where the person decides."""
        return next((line.draft.closing for line in self.moving if line.draft.closing), None)

    @property
    def shown(self) -> str:
        """What the page shows of each case, for the form to say when it is sent."""
        return json.dumps({line.seal: line.shown for line in self.lines}, ensure_ascii=False)


def batch(request: HttpRequest, register: str) -> HttpResponse:
    """Show which of the chosen records will take the step and which cannot, and let them take it."""
    user, its, step = _asked(request, register)
    form = _form(request, its, step)
    done = request.method == "POST" and form.is_valid() and _carry_out(request, its, form, user)
    back = (request.POST or request.GET).get("back", "")
    if done:
        return redirect(f"{its.address}?{back}" if back else its.address)
    context = {"register": its, "batch": _batch(request, its, form, user), "form": form, "back": back}
    return render(request, "registers/batch.html", context)


@require_POST
def preview(request: HttpRequest, register: str) -> HttpResponse:
    """The same beside what is entered by now, as a fragment; nothing is written."""
    user, its, step = _asked(request, register)
    form = _form(request, its, step)
    form.is_valid()
    context = {"register": its, "batch": _batch(request, its, form, user), "back": request.POST.get("back", "")}
    return render(request, "registers/_batch.html", context)


def _asked(request: HttpRequest, name: str) -> tuple[User, CaseRegister, Step]:
    """404 for what no register knows, 403 for whoever takes such a step nowhere."""
    user, its, code = user_of(request), register_named(name), (request.POST or request.GET).get("step")
    require(user, its.may("view"))
    step = next((step for step in getattr(its, "steps", ()) if step.code == code), None)
    if step is None or not isinstance(its, CaseRegister):
        raise Http404
    require(user, its.may(step.action))
    return user, its, step


def _form(request: HttpRequest, register: CaseRegister, step: Step) -> BatchForm:
    return BatchForm(request.POST if request.method == "POST" else None, register=register, step=step)


def _batch(request: HttpRequest, register: CaseRegister, form: BatchForm, user: User) -> Batch:
    asked = request.POST or request.GET
    chosen = register.visible_to(user).filter(pk__in=chosen_ids(asked.getlist("record"))[:MAX_ROWS])
    before = _shown_before(asked.get("shown", ""))
    lines = []
    ordered = chosen.select_related(*register.model.ENDS, "changed_by").order_by("organisation__code", "pk")
    drafts = step_drafts(register, ordered, form.entered, user)
    for draft, row in zip(drafts, rows_of(register, [draft.case for draft in drafts]), strict=True):
        cells = _cells(register, draft)
        meanwhile, is_changed = _meanwhile(before, draft, cells)
        own = draft.case.organisation.code
        listed = [it.text for it in row.cells[1:] if it.text and it.code != own]
        lines.append(Line(draft, row.cells[0].text, listed, cells, meanwhile, is_changed))
    return Batch(register, form.step, lines)


def _cells(register: CaseRegister, draft: StepDraft) -> list[Cell]:
    state = draft.case.state
    return [Cell(_("State"), str(state.title) if state else ""), *cells_of(register, draft.case)]


def _meanwhile(before: dict[int, dict[str, str]], draft: StepDraft, cells: list[Cell]) -> tuple[list[Cell], bool]:
    """What a case says now and did not say when it was shown, and whether it is another version."""
    shown = before.get(draft.case.pk)
    if shown is None or shown.pop("") == as_seen(draft.case).seal:
        return [], False
    now = {cell.label: cell for cell in cells}
    gone = [Cell(label, "") for label in shown if label not in now]
    return [cell for label, cell in now.items() if shown.get(label) != _digest(cell.text)] + gone, True


def _shown_before(sent: str) -> dict[int, dict[str, str]]:
    """What the form says that its page showed: by case, under "" its seal; nothing where that was tampered with."""
    try:
        found = json.loads(sent or "{}")
        return {seen.pk: {**found[seen.seal], "": seen.seal} for seen in read_seals(found)}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, Changed):
        return {}


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=4).hexdigest()


def _carry_out(request: HttpRequest, register: CaseRegister, form: BatchForm, user: User) -> bool:
    """Whether the step is taken; else the form says why not."""
    try:
        seen = read_seals(request.POST.getlist("seen"))
        done = steps_take(register=register, entered=form.entered, seen=seen, by=user) if seen else []
    except Refused as refusal:
        for draft in refusal.drafts:
            form.blame_for(draft.missing)
        if any(draft.in_the_way for draft in refusal.drafts):
            form.blame(refusal)
        return False
    except Changed as changed:
        form.blame(changed)
        return False
    if not done:
        form.add_error(None, _("None of these can take this step."))
        return False
    said = ngettext("%(count)d record: %(state)s.", "%(count)d records: %(state)s.", len(done))
    messages.success(request, said % {"count": len(done), "state": form.step.title})
    return True
