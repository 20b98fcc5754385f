"""What the pages of mass organisations show, each in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q

from apps.accounts.models import User
from apps.associations.models import Advice
from apps.associations.querysets import AdviceQuerySet
from apps.core.calendar import valid_on
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.querysets import OrganisationQuerySet, paths_by_action
from apps.organisations.tree import is_below


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who leads a mass organisation, and what the person may do.

    `leading` has its Party organisation at hand, in whose name the person `may_advise`.
    """

    leading: LeadingLink | None
    leader_visible: bool
    may_advise: bool
    may_answer: bool


def associations_of(user: User, on: date) -> OrganisationQuerySet:
    """The mass organisations that `user` reads, with who leads them on the day and how much advice is open.

    Adds `leader_code`, `leader_name` (None where nobody leads it) and `open_advice`.
    """
    seen = Organisation.objects.visible_to(user, "advice.view").exclude(kind__in=PARTY_KINDS)
    found: OrganisationQuerySet = seen.annotate(
        leading_now=FilteredRelation("led_links", condition=valid_on(on, "led_links__")),
        leader_code=F("leading_now__leader__code"),
        leader_name=F("leading_now__leader__name"),
        open_advice=Count("advice_received", filter=Q(advice_received__answered_at__isnull=True), distinct=True),
    ).order_by("code")
    return found


def surroundings_of(association: Organisation, user: User, on: date) -> Surroundings:
    """Who leads a mass organisation on a day, and what `user` may do.  Four queries at most."""
    paths = paths_by_action(user, "advice.give", "advice.answer", "organisation.view")
    last_known = LeadingLink.objects.on(on).filter(led=association, leader__placements__end__isnull=True)
    link = last_known.annotate(path=F("leader__placements__path")).select_related("leader").first()
    return Surroundings(
        leading=link,
        leader_visible=link is not None and is_below(link.path, paths["organisation.view"]),
        may_advise=link is not None and is_below(link.path, paths["advice.give"]),
        may_answer=Organisation.objects.below_paths(paths["advice.answer"]).filter(pk=association.pk).exists(),
    )


def thread_of(association: Organisation) -> AdviceQuerySet:
    """The advice to a mass organisation with its answers, the newest first."""
    thread: AdviceQuerySet = Advice.objects.to(association).select_related("giver", "given_by", "answered_by")
    return thread


def open_advice(giving: Iterable[str], answering: Iterable[str]) -> dict[str, int]:
    """How much advice waits for an answer: `given` below the first paths, `received` below the others.  One query."""
    given = Q(giver__in=Organisation.objects.below_paths(giving))
    received = Q(association__in=Organisation.objects.below_paths(answering))
    counts: dict[str, Any] = Advice.objects.open().aggregate(
        given=Count("pk", filter=given), received=Count("pk", filter=received)
    )
    return counts
