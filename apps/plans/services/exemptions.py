"""Exemptions from an indicator (不作要求): entered, changed, ended, and removed where they were a mistake."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record, record_many
from apps.core.calendar import ReportingYear
from apps.core.versioning import lock_version
from apps.organisations.models import Organisation
from apps.plans.models import Exemption, Indicator, Plan


@transaction.atomic
def exemptions_add(
    *,
    indicator: Indicator,
    organisations: Collection[Organisation],
    start: date,
    reason: str,
    approved_by: str,
    by: User | None,
    end: date | None = None,
) -> list[Exemption]:
    """Exempt these organisations from the indicator, all or none of them.

    Raises `ValidationError` by field: for a day outside the plan's year, or somebody who is exempted on a day already.
    """
    plan = Plan.objects.select_for_update().get(programmes__indicators=indicator)
    made = [
        Exemption(indicator=indicator, organisation=it, start=start, end=end, reason=reason, approved_by=approved_by)
        for it in organisations
    ]
    for exemption in made:
        _check(exemption, plan)
        exemption.save()
    record_many((_act("exemption.created", it, after=fields_of(it)) for it in made), by=by)
    return made


@transaction.atomic
def exemption_change(
    *,
    exemption: Exemption,
    start: date,
    end: date | None,
    reason: str,
    approved_by: str,
    by: User | None,
    version: int | None = None,
) -> Exemption:
    """Change an exemption, or end it.  Raises `ValidationError` by field, and `StaleVersion`."""
    plan = Plan.objects.select_for_update().get(programmes__indicators=exemption.indicator_id)
    current: Exemption = lock_version(
        Exemption.objects.select_related("organisation", "indicator"), exemption.pk, version
    )
    before = fields_of(current)
    current.start, current.end, current.reason, current.approved_by = start, end, reason, approved_by
    _check(current, plan)
    was, became = difference(before, fields_of(current))
    if became:
        current.save(by=by)
        record(_act("exemption.updated", current, was, became), by=by)
    return current


@transaction.atomic
def exemption_remove(*, exemption: Exemption, by: User | None) -> None:
    """Take out an exemption that never applied; the audit log keeps what it said."""
    rows = Exemption.objects.select_for_update(of=("self",)).select_related("organisation", "indicator")
    current = rows.filter(pk=exemption.pk).first()
    if current is not None:
        record(_act("exemption.removed", current, before=fields_of(current)), by=by)
        current.delete()


def _act(
    action: str, exemption: Exemption, before: dict[str, object] | None = None, after: dict[str, object] | None = None
) -> Act:
    code = exemption.organisation.code
    return Act(action, f"{code} {exemption.indicator.code}", code, before or {}, after or {})


def _check(exemption: Exemption, plan: Plan) -> None:
    exemption.full_clean(validate_unique=False, validate_constraints=False)
    year = ReportingYear(plan.year)
    if not year.first_day <= exemption.start <= year.last_day:
        raise ValidationError({"start": _("A day of the plan’s year %(year)d, please.") % {"year": plan.year}})
    if exemption.end is not None and exemption.end <= exemption.start:
        raise ValidationError({"end": _("It ends after the day on which it begins.")})
    if exemption.organisation_id == plan.organisation_id:
        raise ValidationError({"organisations": _("A committee is not exempted from its own plan.")})
    others = Exemption.objects.filter(indicator=exemption.indicator_id, organisation=exemption.organisation_id)
    overlapping = others.exclude(pk=exemption.pk).filter(Q(end__isnull=True) | Q(end__gt=exemption.start))
    if exemption.end is not None:
        overlapping = overlapping.filter(start__lt=exemption.end)
    if (other := overlapping.first()) is not None:
        said = _("%(name)s is exempted from %(start)s on already.") % {
            "name": exemption.organisation.name,
            "start": other.start.isoformat(),
        }
        raise ValidationError({"start" if exemption.pk else "organisations": said})
