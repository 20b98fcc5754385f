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
from apps.core.calendar import today
from apps.core.versioning import lock_version
from apps.plans.measurable import measures_a_rate
from apps.plans.models import Indicator, Plan, Programme, subject_of
from apps.plans.natures import IndicatorKind, Source
from apps.plans.services.revising import Because, revise
from apps.registers.ways import SEPARATOR


@transaction.atomic
def indicator_save(
    *,
    plan: Plan,
    programme: str,
    by: User | None,
    indicator: Indicator | None = None,
    version: int | None = None,
    because: Because | None = None,
    **details: Any,
) -> Indicator:
    """Create an indicator in the programme of that name (made where it is new), or change one.

    `details` are fields of `Indicator`; a new one counts from the month in which it is added unless they say otherwise.
    Nothing is recorded where nothing changes.  Of a plan that was given out for signing it is a revision, with what is
    said `because`.  Raises `ValidationError` by field: for a code that the plan has already, or milestones that do not
    rise to the due date; and `StaleVersion`.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    if indicator is None:
        current = Indicator(position=_next_position(plan), first_month=first_month_of(plan))
    else:
        current = lock_version(Indicator.objects.filter(programme__plan=plan), indicator.pk, version)
    before = fields_of(current) if indicator else {}
    current.programme = _programme(plan, programme)
    for name, value in details.items():
        setattr(current, name, value)
    _check(plan, current)
    was, became = difference(before, fields_of(current))
    if became:
        current.save(by=by)
        action = "indicator.updated" if indicator else "indicator.created"
        subject = f"{subject_of(plan)} {current.code}"
        act = Act(action, subject, plan.organisation.code, was, became)
        record(act, by=by)
        revise(plan=plan, acts=[act], because=because, by=by)
    return current


def first_month_of(plan: Plan) -> int:
    """From which month an indicator counts that is added today: this one, January in the plan of another year."""
    return today().month if plan.year == today().year else 1


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
    found: Programme = plan.programmes.get_or_create(name=name, defaults={"position": last + 1})[0]
    return found


def _next_position(plan: Plan) -> int:
    last: int | None = Indicator.objects.filter(programme__plan=plan).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _check(plan: Plan, indicator: Indicator) -> None:
    indicator.full_clean()
    others = Indicator.objects.filter(programme__plan=plan, code=indicator.code).exclude(pk=indicator.pk)
    if others.exists():
        raise ValidationError({"code": _("This code stands in the plan already.")})
    milestones_check(indicator.milestones, indicator.due)
    _check_measure(indicator)


def _check_measure(indicator: Indicator) -> None:
    """What was chosen to measure it yields what its kind says; what a mechanism states is the code's affair."""
    is_rate = measures_a_rate(indicator.mechanism)
    if is_rate is None or SEPARATOR not in indicator.mechanism:
        return
    if indicator.source != Source.MEASURE:
        raise ValidationError({"source": _("What is measured by records is not filed.")})
    if is_rate != indicator.is_rate:
        said = _("What measures it is a share: a rate.") if is_rate else _("What measures it is a number: no rate.")
        raise ValidationError({"kind": said})
    if indicator.kind == IndicatorKind.AMOUNT:
        raise ValidationError({"kind": _("What measures it are whole things: a count.")})
