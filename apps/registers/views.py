"""The pages of every register: all registers, one list, one record, entering, changing, withdrawing, a step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.closing.standing import Closing, closing_for
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.core.versioning import StaleVersion
from apps.organisations.access import may, require, user_of
from apps.organisations.models import Organisation
from apps.registers.batches import drafts_of
from apps.registers.facts import facts_of, places_of
from apps.registers.filters import RecordFilter
from apps.registers.forms import ChangeRecordForm, NewRecordForm, RecordForm, StepForm, WithdrawForm
from apps.registers.models import Record
from apps.registers.register import CaseRegister, RecordRegister
from apps.registers.registry import register_named
from apps.registers.selectors import (
    batch_steps,
    cards_for,
    cells_of,
    choosable,
    may_write,
    next_steps,
    record_for,
    rows_of,
    steps_taken,
)
from apps.registers.services import record_change, record_create, record_withdraw, step_take
from apps.registers.steps import Entered
from apps.workbooks.responses import workbook_response


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
    organisations = Organisation.objects.visible_to(user, its.may("view"))
    filtered = RecordFilter(request.GET, its, its.visible_to(user), organisations)
    if request.GET.get("export") == "xlsx":
        name = f"{its.name}-{today().isoformat()}.xlsx"
        rows = its.rows_of(filtered.qs)
        return workbook_response(name, its.sheet, its.columns, rows, by=user, filters=filters_in(filtered))
    page = page_of(request, filtered.qs)
    steps = batch_steps(user, its)
    context = {
        "filter": filtered,
        "page": page,
        "rows": rows_of(its, page),
        "may_record": may(user, its.may("record")),
        "steps": steps,
        "choosable": choosable(its, steps, page),
        "notes": its.notes(user),
    }
    return render(request, "registers/list.html", {"register": its, **context})


def detail(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """One record, withdrawn or not."""
    user, its = user_of(request), register_named(register)
    record = record_for(user, its, "view", pk)
    context = {
        "register": its,
        "record": record,
        "title": its.title_of(record),
        "cells": cells_of(its, record),
        "taken": steps_taken(its, record) if isinstance(its, CaseRegister) else [],  # type: ignore[arg-type]
        "next": next_steps(user, its, record),
        "notes": its.notes(user, record),
        "may_change": may_write(user, its, record, its.right_to_change(record)),
    }
    return render(request, its.detail_template, context)


def new(request: HttpRequest, register: str) -> HttpResponse:
    """Enter a record."""
    user, its = user_of(request), register_named(register)
    require(user, its.may("record"))
    among = Organisation.objects.visible_to(user, its.may("record"))
    begun = its.begins_with(request.GET.dict()) or _alone(among)
    form = NewRecordForm(
        _posted(request), register=its, among=among, record=None, decides=_decides(user, its), initial=begun
    )
    if form.is_valid() and (led := form.sent_before()):
        return redirect(led)
    draft, context = _draft(request, its, form, None)
    if draft is None:
        return render(request, "registers/form.html", context)
    made = form.make_once(
        lambda: record_create(register=its, by=user, reason=form.cleaned_data["reason"], **form.details), its.address_of
    )
    if made is None:
        return render(request, "registers/form.html", context)
    messages.success(request, _("Saved."))
    return redirect(made.address)


def edit(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """Change a record; where somebody else was faster, both versions are shown."""
    user, its = user_of(request), register_named(register)
    record = _to_write(request, its, pk)
    among = Organisation.objects.visible_to(user, its.may("record"))
    form = ChangeRecordForm(
        _posted(request), register=its, among=among, record=record, decides=_decides(user, its), current=record
    )
    draft, context = _draft(request, its, form, record)
    if draft is None:
        return render(request, "registers/form.html", context)
    given = form.cleaned_data
    seen = {"record": record, "version": given["version"] or 0, "reason": given["reason"]}
    if not form.carry_out(lambda: record_change(register=its, by=user, **seen, **form.details)):
        return render(request, "registers/form.html", context)
    messages.success(request, _("Saved."))
    return redirect(its.address_of(record))


def withdraw(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """Withdraw a record with a reason."""
    user, its = user_of(request), register_named(register)
    record = _to_write(request, its, pk)
    form = WithdrawForm(_posted(request), initial={"version": record.version})
    try:
        if form.is_valid() and form.carry_out(
            lambda: record_withdraw(register=its, record=record, by=user, **form.cleaned_data)
        ):
            messages.success(request, _("The record is withdrawn and no longer counted."))
            return redirect(its.address_of(record))
    except StaleVersion:
        return _changed_meanwhile(request, its, record)
    context = {"register": its, "record": record, "title": its.title_of(record), "form": form}
    return render(request, "registers/withdraw.html", context)


def step(request: HttpRequest, register: str, pk: str, code: str) -> HttpResponse:
    """Let a case take a step."""
    user, its = user_of(request), register_named(register)
    its_step = next((it for it in getattr(its, "steps", ()) if it.code == code), None)
    if its_step is None or not isinstance(its, CaseRegister):
        raise Http404
    record = record_for(user, its, its_step.action, pk)
    if its_step not in next_steps(user, its, record):
        return _changed_meanwhile(request, its, record)
    stored = {name: getattr(record, name) for name in its_step.asks}
    form = StepForm(_posted(request), register=its, step=its_step, initial={**stored, "version": record.version})
    try:
        remarks = _remarks(request, its, record, form) if form.is_valid() else []
        if form.is_valid() and not remarks and form.carry_out(lambda: _take(its, record, form, user)):
            messages.success(request, _("Saved."))
            return redirect(its.address_of(record))
    except StaleVersion:
        return _changed_meanwhile(request, its, record)
    context = {"register": its, "record": record, "title": its.title_of(record), "form": form, "step": its_step}
    context["remarks"] = remarks
    return render(request, "registers/step.html", context)


def _take(register: CaseRegister, record: Any, form: StepForm, user: Any) -> None:
    given = form.cleaned_data
    said = {"on": given["on"], "version": given["version"], "reason": given["reason"]}
    step_take(register=register, case=record, step=form.step, by=user, **said, **form.asked)


def _remarks(request: HttpRequest, register: CaseRegister, record: Any, form: StepForm) -> list[str]:
    """What should be known before the step is taken, unless the person has seen it."""
    if "confirmed" in request.POST:
        return []
    entered = Entered(form.step, form.cleaned_data["on"], form.cleaned_data["reason"], form.asked)
    return drafts_of(register, [record], entered, user_of(request))[0].remarks


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
    context: dict[str, Any] = {"register": register, "form": form, "record": record, "closing": Closing()}
    if not form.is_valid():
        return None, context
    draft = register.model(**form.details)
    draft.pk = record.pk if record else None
    register.complete(draft)
    places = places_of(draft) | (places_of(record) if record else set())
    context["closing"] = closing_for(user_of(request), places)
    if context["closing"] and not form.cleaned_data["reason"]:
        form.add_error("reason", _("Enter why it is changed after the month was approved."))
        return None, context
    if "confirmed" in request.POST:
        return draft, context
    _was, changed = difference(facts_of(record) if record else {}, facts_of(draft))
    context["alike"] = list(register.likely_same(draft)[:5])
    (context["remarks"],) = register.remarks([draft], changed, user_of(request))
    return (None if context["alike"] or context["remarks"] else draft), context


def _decides(user: User, register: RecordRegister) -> bool:
    """Whether the person decides about records of the register somewhere; where, the service asks."""
    return bool(register.decided) and may(user, register.may("decide"))


def _alone(among: Any) -> dict[str, Any]:
    """The organisation of whoever records for one only."""
    found = list(among[:2])
    return {"organisation": found[0]} if len(found) == 1 else {}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _changed_meanwhile(request: HttpRequest, register: RecordRegister, record: Record) -> HttpResponse:
    messages.warning(request, _("Somebody changed this record meanwhile. Look at it once more."))
    return redirect(register.address_of(record))
