"""The demonstration's plan: given out in January and signed by all but two villages."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils import timezone

from apps.accounts.models import User
from apps.plans.models import Plan, Signature, Target
from apps.plans.selectors.letters import letters_of

#: Whoever has not signed yet.
UNSIGNED = ("secretary17", "secretary36")


def write_signatures(plan: Plan, accounts: Mapping[str, User], homes: Mapping[str, int], as_of: date) -> None:
    """`homes`: the id of the organisation for which each of these accounts signs."""
    given_out, signed_on = date(plan.year, 1, 10), date(plan.year, 1, 15)
    if as_of < given_out:
        return
    plan.released_on, plan.difference_reason = given_out, "部分指标预留机动数，年中再下达"
    plan.save()
    if as_of < signed_on:
        return
    letters = letters_of(plan)
    at = timezone.make_aware(datetime.combine(signed_on, time(10)))
    Signature.objects.bulk_create(
        Signature(plan=plan, organisation_id=one, signed_at=at, signed_by=accounts[name], agreed=letters.of(one).agreed)
        for name, one in homes.items()
        if name not in UNSIGNED and letters.of(one).lines
    )


def write_owners(plan: Plan, owners: Mapping[str, str]) -> None:
    """Name who is responsible for each of the committee's targets, by the first letters of the indicator's code."""
    own = Target.objects.filter(indicator__programme__plan=plan, organisation=plan.organisation)
    for letters, responsible in owners.items():
        own.filter(indicator__code__startswith=letters).update(responsible=responsible)
