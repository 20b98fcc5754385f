"""A committee's plan of a year."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.core.saving import save_checked
from apps.core.versioning import lock_version
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.plans.models import Plan, subject_of


@transaction.atomic
def plan_create(*, organisation: Organisation, year: int, title: str, by: User | None, **details: Any) -> Plan:
    """Open an empty plan of a committee for a year; `details` are further fields of `Plan`.

    Raises `ValidationError` by field: for a second plan of the year, or an organisation that is no committee.
    """
    if organisation.kind != Kind.COMMITTEE:
        raise ValidationError({"organisation": _("Only a Party committee issues a plan.")})
    plan = Plan(organisation=organisation, year=year, title=title, **details)
    save_checked(plan)
    record(Act("plan.created", subject_of(plan), organisation.code, after=fields_of(plan)), by=by)
    return plan


@transaction.atomic
def plan_update(*, plan: Plan, by: User | None, version: int | None = None, **details: Any) -> Plan:
    """Change the settings of the year; nothing is recorded where nothing changes.

    Raises `ValidationError` by field, and `StaleVersion`.
    """
    current: Plan = lock_version(Plan.objects.select_related("organisation"), plan.pk, version)
    before = fields_of(current)
    for name, value in details.items():
        setattr(current, name, value)
    current.full_clean()
    was, became = difference(before, fields_of(current))
    if became:
        current.save(by=by)
        record(Act("plan.updated", subject_of(current), current.organisation.code, was, became), by=by)
    return current
