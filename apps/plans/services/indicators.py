"""The indicators of a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.plans.models import Indicator, Plan, Programme, subject_of


@transaction.atomic
def indicator_save(
    *, plan: Plan, programme: str, by: User | None, indicator: Indicator | None = None, **details: Any
) -> Indicator:
    """Create an indicator in the programme of that name (made where it is new), or change one.

    `details` are fields of `Indicator`.  Nothing is recorded where nothing changes.  Raises `ValidationError`
    by field: for a code that the plan has already, or milestones that do not rise to the due date.
    """
    plan = Plan.objects.select_for_update().select_related("organisation").get(pk=plan.pk)
    before = fields_of(indicator) if indicator else {}
    current = indicator or Indicator(position=_next_position(plan))
    current.programme = _programme(plan, programme)
    for name, value in details.items():
        setattr(current, name, value)
    _check(plan, current)
    was, became = difference(before, fields_of(current))
    if became:
        current.save()
        action = "indicator.updated" if indicator else "indicator.created"
        subject = f"{subject_of(plan)} {current.code}"
        record(Act(action, subject, plan.organisation.code, was, became), by=by)
    return current


def milestones_check(milestones: Sequence[Sequence[Any]], due: date) -> None:
    """Days in order and not after the due date, values rising.  Raises `ValidationError` on the field."""
    days = [date.fromisoformat(day) for day, _value in milestones]
    values = [value for _day, value in milestones]
    if days != sorted(set(days)) or values != sorted(values):
        raise ValidationError({"milestones": _("Milestones come by day, each asking for at least as much as before.")})
    if days and days[-1] > due:
        raise ValidationError({"milestones": _("No milestone lies after the due date.")})


def _programme(plan: Plan, name: str) -> Programme:
    """The programme of the plan with this name; a new one stands last."""
    if not name:
        raise ValidationError({"programme": _("Enter the programme to which the indicator belongs.")})
    last: int = plan.programmes.aggregate(last=Max("position"))["last"] or 0
    programme: Programme = plan.programmes.get_or_create(name=name, defaults={"position": last + 1})[0]
    return programme


def _next_position(plan: Plan) -> int:
    last: int | None = Indicator.objects.filter(programme__plan=plan).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _check(plan: Plan, indicator: Indicator) -> None:
    indicator.full_clean()
    others = Indicator.objects.filter(programme__plan=plan, code=indicator.code).exclude(pk=indicator.pk)
    if others.exists():
        raise ValidationError({"code": _("This code stands in the plan already.")})
    milestones_check(indicator.milestones, indicator.due)
