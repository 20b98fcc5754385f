"""The pages of every register: all registers, one list, one record, entering, changing, withdrawing, a step."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.closing.models import Proposal
from apps.closing.selectors import visible_proposals, waiting
from apps.closing.standing import Closing, closing_for
from apps.core.calendar import today
from apps.core.forms import ServiceForm
from apps.core.pages import page_of
from apps.core.undoing import say_done, take_back
from apps.core.versioning import StaleVersion
from apps.organisations.access import may, may_export_personal_data, require, user_of
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.recorded import facts_of
from apps.registers.batches import step_drafts
from apps.registers.cases import CaseRegister
from apps.registers.facts import places_of
from apps.registers.filters import RecordFilter
from apps.registers.forms import ChangeRecordForm, NewRecordForm, RecordForm, StepForm, WithdrawForm
from apps.registers.lines import is_number
from apps.registers.models import Record
from apps.registers.proposing import (
    proposed_already,
    record_propose,
    record_propose_change,
    record_propose_withdraw,
    step_propose,
)
from apps.registers.register import RecordRegister
from apps.registers.registry import register_named
from apps.registers.selectors import (
    batch_steps,
    cards_for,
    cells_of,
    choosable,
    holder_of,
    may_write,
    next_steps,
    record_for,
    rows_of,
    steps_and_right,
    steps_taken,
)
from apps.registers.services import record_change, record_create, record_restore, record_withdraw, step_take
from apps.registers.steps import Entered
from apps.workbooks.exporting import personal_fields
from apps.workbooks.responses import workbook_response

#: What was written, or proposed for a closed month.
Done = Record | Proposal


def index(request: HttpRequest) -> HttpResponse:
    """The registers that the person may look into."""
    cards = cards_for(user_of(request))
    if not cards:
        raise PermissionDenied
    return render(request, "registers/index.html", {"cards": cards, "year": today().year})


def list_(request: HttpRequest, register: str) -> HttpResponseBase:
    """The records of a register, filtered; `?export=xlsx` for the same as a workbook."""
    user, its = user_of(request), register_named(register)
    require(user, its.may("view"))
    its.looked_through(user)
    organisations = Organisation.objects.visible_to(user, its.may("view"))
    filtered = RecordFilter(request.GET, its, its.visible_to(user), organisations)
    if request.GET.get("export") == "xlsx":
        name = f"{its.sheet} {today()}.xlsx"
        rows = its.rows_of(filtered.qs)
        said: dict[str, Any] = {"filters": filtered.told, "clear": _in_clear(its, user)}
        return workbook_response(name, its.sheet, its.columns, rows, by=user, **said)
    page = page_of(request, filtered.qs)
    steps = batch_steps(user, its)
    context = {
        "register": its,
        "filter": filtered,
        "page": page,
        "rows": rows_of(its, page),
        "headings": [(its.label_of(line), is_number(its.model_field(line))) for line in its.listed],
        "may_record": may(user, its.may("record")),
        "waiting": waiting(user, its.name),
        "steps": steps,
        "choosable": choosable(its, steps, page),
        "notes": its.notes(user),
    }
    return render(request, "registers/list.html", context)


def detail(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """One record, withdrawn or not."""
    user, its = user_of(request), register_named(register)
    record = record_for(user, its, "view", pk)
    its.opened(record, user)
    following, may_change = steps_and_right(user, its, record)
    context = {
        "register": its,
        "record": record,
        "title": its.title_of(record),
        "cells": cells_of(its, record),
        "punctuality": its.punctuality_of(record),
        "taken": steps_taken(its, record) if isinstance(its, CaseRegister) else [],  # type: ignore[arg-type]
        "next": following,
        "notes": [*its.notes(user, record), *its.remarks_on(record)],
        "may_change": may_change,
        "files": holder_of(its, record).files,
        "proposal": visible_proposals(user, its.name).open().filter(key=str(record.pk)).first(),
    }
    return render(request, its.detail_template, context)


def new(request: HttpRequest, register: str) -> HttpResponse:
    """Enter a record, or propose it."""
    user, its = user_of(request), register_named(register)
    require(user, its.may("record"))
    begun = {**_alone(its, user), **its.begins_with(request.GET.dict())}
    form = NewRecordForm(
        _posted(request), register=its, user=user, record=None, decides=_decides(user, its), initial=begun
    )
    if form.is_valid() and (led := form.sent_before()):
        return redirect(led)
    draft, context = _draft(request, its, form, None)
    if draft is None:
        return render(request, "registers/form.html", context)
    act: Callable[..., Done] = record_propose if context["closing"].proposes else record_create
    made = form.make_once(
        lambda: act(register=its, by=user, reason=form.cleaned_data["reason"], **form.details),
        lambda done: _said(request, its, done),
    )
    return redirect(made.address) if made else render(request, "registers/form.html", context)


def edit(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """Change a record, or propose it; where somebody else was faster, both versions are shown."""
    user, its = user_of(request), register_named(register)
    record = _to_write(request, its, pk)
    form = ChangeRecordForm(
        _posted(request), register=its, user=user, record=record, decides=_decides(user, its), current=record
    )
    draft, context = _draft(request, its, form, record)
    if draft is None:
        return render(request, "registers/form.html", context)
    act: Callable[..., Done] = record_propose_change if context["closing"].proposes else record_change
    given = form.cleaned_data
    seen = {"record": record, "version": given["version"] or 0, "reason": given["reason"]}
    address = _carried_out(request, its, form, lambda: act(register=its, by=user, **seen, **form.details))
    return redirect(address) if address else render(request, "registers/form.html", context)


def withdraw(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """Withdraw a record with a reason, or propose that."""
    user, its = user_of(request), register_named(register)
    record = _to_write(request, its, pk)
    closing = closing_for(user, places_of(record))
    act: Callable[..., Done] = record_propose_withdraw if closing.proposes else record_withdraw
    form = WithdrawForm(_posted(request), initial={"version": record.version})

    def carry_out() -> Done:
        return act(register=its, record=record, by=user, **form.cleaned_data)

    context = {"register": its, "record": record, "title": its.title_of(record), "form": form, "closing": closing}
    context["consequence"] = its.before_withdrawal(record)
    try:
        if form.is_valid() and (address := _carried_out(request, its, form, carry_out)):
            return redirect(address)
    except StaleVersion:
        return _changed_meanwhile(request, its, record)
    return render(request, "registers/withdraw.html", context)


@require_POST
def restore(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """Undo a withdrawal."""
    user, its = user_of(request), register_named(register)
    record = record_for(user, its, "record", pk)
    if not its.allows(user, record, its.right_to_change(record)):
        raise PermissionDenied
    take_back(
        request,
        lambda version: record_restore(register=its, record=record, version=version, by=user),
        _("Undone: the record counts again."),
    )
    return redirect(its.address_of(record))


def step(request: HttpRequest, register: str, pk: str, code: str) -> HttpResponse:
    """Let a case take a step, or propose it; where somebody was faster, what stands now is beside what was typed."""
    user, its = user_of(request), register_named(register)
    its_step = next((it for it in getattr(its, "steps", ()) if it.code == code), None)
    if its_step is None or not isinstance(its, CaseRegister):
        raise Http404
    record = record_for(user, its, its_step.action, pk)
    if not its.allows(user, record, its_step.action):
        raise PermissionDenied
    if request.method != "POST" and its_step not in next_steps(user, its, record):
        return _changed_meanwhile(request, its, record)
    stored = {name: getattr(record, name) for name in its_step.asks}
    form = StepForm(_posted(request), register=its, step=its_step, initial={**stored, "version": record.version})
    closing = closing_for(user, {(record.organisation_id, form.cleaned_data["on"])}) if form.is_valid() else Closing()
    if closing:
        form.ask_why()
    act: Callable[..., Done] = step_propose if closing.proposes else step_take

    def carry_out() -> Done:
        return act(register=its, case=record, step=its_step, by=user, **form.said, **form.asked)

    remarks = _remarks(request, its, record, form) if form.is_valid() else []
    try:
        if form.is_valid() and not remarks and (address := _carried_out(request, its, form, carry_out)):
            return redirect(address)
    except StaleVersion:
        form.add_error(None, _("Somebody changed this record meanwhile. Look at it once more."))
        record = record_for(user, its, its_step.action, pk)
    context = {"register": its, "record": record, "title": its.title_of(record), "form": form, "closing": closing}
    context |= {"cells": cells_of(its, record), "possible": its_step in next_steps(user, its, record)}
    asks_quota = its.quota and its_step.on == (its.quota_on or its.model.DATED)
    context |= {"step": its_step, "quotas_address": its.quotas_address(record) if asks_quota else ""}
    context |= {"remarks": remarks}
    return render(request, "registers/step.html", context)


def _carried_out(
    request: HttpRequest, register: RecordRegister, form: ServiceForm, act: Callable[[], Done]
) -> str | None:
    """Where it leads on; None where the form says why not."""
    done: list[Done] = []
    return _said(request, register, done[0]) if form.carry_out(lambda: done.append(act())) else None


def _said(request: HttpRequest, register: RecordRegister, done: Done) -> str:
    """The page that says what was done: of a proposal its own."""
    if isinstance(done, Proposal):
        return reverse("closing:proposal", args=[done.pk]) + "?made"
    if done.withdrawn_at is None:
        messages.success(request, _("Saved."))
    else:
        closed = closing_for(user_of(request), places_of(done))
        undo = "" if closed else reverse("registers:restore", args=[register.name, done.pk])
        said = _("The record is withdrawn and no longer counted.")
        say_done(request, said, undo=undo, version=done.version)
    return register.address_of(done)


def _remarks(request: HttpRequest, register: CaseRegister, record: Any, form: StepForm) -> list[str]:
    """What should be known before the step is taken, unless the person has seen it."""
    if "confirmed" in request.POST:
        return []
    entered = Entered(form.step, form.cleaned_data["on"], form.cleaned_data["reason"], form.asked)
    return step_drafts(register, [record], entered, user_of(request))[0].remarks


def _to_write(request: HttpRequest, register: RecordRegister, pk: str) -> Record:
    """The record to be written: 403 for whoever sees it only, 404 once it is withdrawn."""
    user = user_of(request)
    record = record_for(user, register, "record", pk)
    if record.withdrawn_at is not None:
        raise Http404
    if not may_write(user, register, record, register.right_to_change(record)):
        raise PermissionDenied
    return record


def _draft(
    request: HttpRequest, register: RecordRegister, form: RecordForm, record: Record | None
) -> tuple[Record | None, dict[str, Any]]:
    """What a sent form would store, None where something is asked first, and what the page then says."""
    user, before = user_of(request), places_of(record) if record else set()
    context: dict[str, Any] = {"register": register, "form": form, "record": record}
    if not form.is_valid():
        context["closing"] = closing_for(user, before)
        return None, context
    draft = copy(record) if record else register.model()
    for name, value in form.details.items():
        setattr(draft, name, value)
    register.complete(draft)
    closing = context["closing"] = closing_for(user, places_of(draft) | before)
    if closing and not form.ask_why():
        return None, context
    if "confirmed" in request.POST:
        return draft, context
    _was, changed = difference(facts_of(record) if record else {}, facts_of(draft))
    context["alike"] = list(register.likely_same(draft)[:5])
    context["proposed"] = proposed_already(register, draft) if closing.proposes and record is None else []
    (context["remarks"],) = register.entry_remarks([draft], changed, user)
    return (None if context["alike"] or context["proposed"] or context["remarks"] else draft), context


def _in_clear(register: RecordRegister, user: User) -> bool:
    """Whether the person may take what the register holds of people out of the portal, with a watermark."""
    if not personal_fields(register.columns):
        return False
    return may_export_personal_data(user, user_paths(user, register.may("view")))


def _decides(user: User, register: RecordRegister) -> bool:
    """Whether the person decides about records of the register somewhere; where, the service asks."""
    return bool(register.decided) and may(user, register.may("decide"))


def _alone(register: RecordRegister, user: User) -> dict[str, Any]:
    """The organisation of whoever records for one only."""
    found = list(Organisation.objects.visible_to(user, register.may("record"))[:2])
    return {register.ends("record")[0]: found[0]} if len(found) == 1 else {}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _changed_meanwhile(request: HttpRequest, register: RecordRegister, record: Record) -> HttpResponse:
    messages.warning(request, _("Somebody changed this record meanwhile. Look at it once more."))
    return redirect(register.address_of(record))
