"""Targets of organisations, in hundredths; every change is audited."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record_many
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan, Programme, Target
from apps.plans.natures import IndicatorKind
from apps.plans.services.revising import Because, revise

#: The highest target, in hundredths.
HIGHEST = 10**15


def target_set(
    *, indicator: Indicator, organisation: Organisation, value: int | None, by: User | None, **details: Any
) -> Target | None:
    """Set, change or (with None) take back what an organisation is to reach, in hundredths.

    `details`: due, responsible.  Raises `ValidationError`.
    """
    targets_set(indicator=indicator, values={organisation: value}, by=by, **details)
    found: Target | None = Target.objects.filter(indicator=indicator, organisation=organisation).first()
    return found


@transaction.atomic
def targets_set(
    *, indicator: Indicator, values: Mapping[Organisation, int | None], by: User | None, **details: Any
) -> int:
    """Set the targets of several organisations for one indicator; returns how many changed.

    Nothing is written or recorded for those that stay as they are.  Whether the plan was given out is not asked.
    Raises `ValidationError`.
    """
    return len(_set(indicator, values, by, details))


def _set(
    indicator: Indicator, values: Mapping[Organisation, int | None], by: User | None, details: dict[str, Any]
) -> list[Act]:
    for value in values.values():
        if (message := wrong_value(indicator, value)) is not None:
            raise ValidationError({"value": message})
    current = {
        target.organisation_id: target
        for target in Target.objects.select_for_update().filter(indicator=indicator, organisation__in=list(values))
    }
    acts = [
        act
        for organisation, value in values.items()
        if (act := _set_one(indicator, organisation, current.get(organisation.pk), value, details)) is not None
    ]
    record_many(acts, by=by)
    return acts


class StaleTargets(Exception):
    """Somebody else set one of these targets to something else after it was shown."""


#: What a cell of the grid showed, by the ids of its indicator and organisation.
Shown = Mapping[tuple[int, int], int | None]


@transaction.atomic
def targets_set_many(
    *,
    values: Mapping[Indicator, Mapping[Organisation, int | None]],
    by: User | None,
    shown: Shown | None = None,
    because: Because | None = None,
) -> int:
    """Set targets of several indicators of a plan, all or none; returns how many changed.

    Of one that was given out for signing it is a revision, with what is said `because`.  Raises `ValidationError`; and
    `StaleTargets` where one is neither what was `shown` any more nor what is wanted.
    """
    plans = _lock_plans(values)
    if shown is not None:
        _check_shown(values, shown)
    acts = [act for indicator, its in values.items() for act in _set(indicator, its, by, {})]
    for plan in plans:
        revise(plan=plan, acts=acts, because=because, by=by)
    return len(acts)


def _lock_plans(indicators: Iterable[Indicator]) -> list[Plan]:
    """One at a time sets targets of a plan: also of two who make the same one."""
    ids = [it.pk for it in indicators]
    rows = Plan.objects.select_for_update(of=("self",)).select_related("organisation")
    return list(rows.filter(pk__in=Programme.objects.filter(indicators__in=ids).values("plan")))


def _check_shown(values: Mapping[Indicator, Mapping[Organisation, int | None]], shown: Shown) -> None:
    rows = Target.objects.filter(indicator__in=list(values)).values_list("indicator", "organisation", "value")
    stored = {(indicator, organisation): value for indicator, organisation, value in rows}
    for indicator, its in values.items():
        for organisation, wanted in its.items():
            key = (indicator.pk, organisation.pk)
            now = stored.get(key)
            if key in shown and now not in (shown[key], wanted):
                raise StaleTargets


def wrong_value(indicator: Indicator, value: int | None) -> str | None:
    """What is wrong with a target in hundredths for the indicator, as a sentence; None where nothing is."""
    if value is None:
        return None
    if value < 0 or value > HIGHEST:
        return _("A target is a number that is not negative.")
    if indicator.kind in (IndicatorKind.COUNT, IndicatorKind.MILESTONE) and value % 100:
        return _("A whole number, please: this indicator counts.")
    return None


def target_subject(indicator: Indicator, code: str) -> str:
    """How the audit log names a target: ``"V01 QUA-02"``."""
    return f"{code} {indicator.code}"


def _set_one(
    indicator: Indicator, organisation: Organisation, target: Target | None, value: int | None, details: dict[str, Any]
) -> Act | None:
    subject = target_subject(indicator, organisation.code)
    if value is None:
        if target is None:
            return None
        before = fields_of(target)
        target.delete()
        return Act("target.removed", subject, organisation.code, before=before)
    before = fields_of(target) if target else {}
    target = target or Target(indicator=indicator, organisation=organisation)
    for name, given in {"value": value, **details}.items():
        setattr(target, name, given)
    target.clean_fields(exclude=["indicator", "organisation"])
    was, became = difference(before, fields_of(target))
    if not became:
        return None
    target.save()
    return Act("target.set", subject, organisation.code, was, became)
