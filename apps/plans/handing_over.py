"""Whose targets an organisation's become where it ends or is split."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.organisations.handing_over import Fate, Going, Succession
from apps.plans.models import Target
from apps.plans.services.targets import target_set


def targets_hand_over(succession: Succession, by: User | None) -> Iterator[Going]:
    """What is still asked in the year of the day and later: counts and amounts are added to what the heir has.

    A rate stays: the heir is measured by its own.  So does the target of a committee, which has the plan.
    """
    rows = Target.objects.filter(
        organisation=succession.giver, indicator__programme__plan__year__gte=succession.on.year
    ).exclude(indicator__programme__plan__organisation=succession.giver)
    for target in rows.select_related("indicator__programme__plan").order_by("indicator__position", "pk"):
        yield _hand_over(target, succession, by)


def _hand_over(target: Target, succession: Succession, by: User | None) -> Going:
    indicator, key = target.indicator, f"target-{target.pk}"
    label = f"{indicator.programme.plan.year} · {indicator.name} · {target} {indicator.unit}"
    heir = None if indicator.is_rate else succession.heir_of(key)
    if heir is None:
        why = _("a rate is not added up") if indicator.is_rate and succession.closes else ""
        return Going(_("Targets"), key, label, Fate.STAYS, why=why, version=target.value)
    theirs = Target.objects.filter(indicator=indicator, organisation=heir).first()
    details = {} if theirs else {"due": target.due, "responsible": target.responsible}
    total = target.value + (theirs.value if theirs else 0)
    target_set(indicator=indicator, organisation=succession.giver, value=None, by=by)
    made = target_set(indicator=indicator, organisation=heir, value=total, by=by, **details)
    why = _("together with its own: %(total)s") % {"total": made} if theirs else ""
    return Going(_("Targets"), key, label, Fate.MOVES, heir, version=target.value, why=why)
