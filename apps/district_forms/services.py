"""Taking in forms of a higher authority, pointing at their cells, filling them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of, filled
from apps.audit.services import Act, record
from apps.core.saving import save_checked
from apps.core.versioning import lock_version
from apps.district_forms.filling import Filling
from apps.district_forms.models import BlankFile, DistrictForm, FormLine
from apps.district_forms.taken import Taken
from apps.district_forms.taking_in import BlankUpload
from apps.organisations.models import Organisation

#: A form has some dozens; each is worked out whenever it is filled.
MOST_LINES = 300


@transaction.atomic
def district_form_add(*, organisation: Organisation, name: str, file: BlankUpload, by: User | None) -> DistrictForm:
    """Keep a blank form of `organisation`; nothing is filled yet.  Raises `ValidationError` by field."""
    form = DistrictForm(organisation=organisation, name=name, added_by=by)
    _describe(form, file)
    save_checked(form)
    BlankFile.objects.create(form=form, content=file.content)
    record(_act("district_form.added", form, after=_facts(form)), by=by)
    return form


@transaction.atomic
def district_form_change(
    *, form: DistrictForm, version: int | None, name: str, file: BlankUpload | None, by: User | None
) -> DistrictForm:
    """Another name, and where `file` is given another blank; the lines stay.  Raises `StaleVersion`."""
    current: DistrictForm = lock_version(DistrictForm.objects.all(), form.pk, version)
    before = _facts(current)
    current.name = name
    if file is not None:
        if file.kind != current.kind:
            raise ValidationError(
                {"file": _("This form is a file of another kind. Add the new one as a form of its own.")}
            )
        _describe(current, file)
        BlankFile.objects.filter(form=current).update(content=file.content)
    current.full_clean()
    current.save(by=by)
    old, new = difference(before, _facts(current))
    record(_act("district_form.changed", current, before=old, after=new), by=by)
    return current


@transaction.atomic
def district_form_withdraw(*, form: DistrictForm, by: User | None) -> bool:
    """Fill the form no more; whether it was filled until now."""
    if not DistrictForm.objects.filter(pk=form.pk, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now()):
        return False
    record(_act("district_form.withdrawn", form), by=by)
    return True


def form_line_add(*, form: DistrictForm, values: Mapping[str, Any], by: User | None) -> FormLine:
    """Fill further cells of the form.  Raises `ValidationError` by field, also where another line fills one of them."""
    return form_lines_add(form=form, lines=[values], by=by)[0]


@transaction.atomic
def form_lines_add(*, form: DistrictForm, lines: Sequence[Mapping[str, Any]], by: User | None) -> list[FormLine]:
    """The same for several lines: the file is read once.  All are added, or none."""
    DistrictForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
    if form.lines.count() + len(lines) > MOST_LINES:
        raise ValidationError(_("A form has at most %(most)d lines.") % {"most": MOST_LINES})
    taken = Taken(form)
    return [_add_line(FormLine(form=form, **values), taken, by) for values in lines]


def _add_line(line: FormLine, taken: Taken, by: User | None) -> FormLine:
    taken.take(line)
    save_checked(line)
    record(_act("district_form.line_added", line.form, after=filled(_line_facts(line))), by=by)
    return line


@transaction.atomic
def form_line_change(*, line: FormLine, version: int | None, values: Mapping[str, Any], by: User | None) -> FormLine:
    """Fill other cells, or with another figure.  Raises `StaleVersion`, `ValidationError` by field."""
    DistrictForm.objects.select_for_update(of=("self",)).get(pk=line.form_id)
    current: FormLine = lock_version(FormLine.objects.all(), line.pk, version)
    before = _line_facts(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.form = line.form
    Taken(line.form).take(current)
    current.full_clean()
    current.save(by=by)
    old, new = difference(before, _line_facts(current))
    record(_act("district_form.line_changed", line.form, before=old, after=new), by=by)
    return current


@transaction.atomic
def form_line_remove(*, line: FormLine, by: User | None) -> bool:
    """Leave these cells as they are; whether they were filled until now."""
    facts = filled(_line_facts(line))
    removed, _by_model = FormLine.objects.filter(pk=line.pk).delete()
    if removed:
        record(_act("district_form.line_removed", line.form, before=facts), by=by)
    return bool(removed)


@transaction.atomic
def district_form_fill(*, form: DistrictForm, as_of: date, by: User) -> bytes:
    """The file filled for a day, on record as an export.  Raises `Refused`."""
    filling = Filling(form, as_of, by.name)
    content = filling.content
    after = {"as_of": as_of.isoformat(), "cells": len(filling.writings)}
    record(_act("district_form.filled", form, after=after), by=by)
    return content


def _describe(form: DistrictForm, file: BlankUpload) -> None:
    form.kind, form.file_name, form.sha256 = file.kind, file.name, file.sha256


def _facts(form: DistrictForm) -> dict[str, Any]:
    return {"name": form.name, "file_name": form.file_name, "sha256": form.sha256}


def _line_facts(line: FormLine) -> dict[str, Any]:
    unsaid = ("id", "form_id", "organisation_id")
    told = {name: value for name, value in fields_of(line).items() if name not in unsaid}
    return told | {"organisation": line.organisation.code if line.organisation else ""}


def _act(action: str, form: DistrictForm, **facts: Any) -> Act:
    return Act(action, form.name, form.organisation.code, **facts)
