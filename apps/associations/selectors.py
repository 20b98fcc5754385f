"""What the pages of mass organisations show, each in a fixed number of queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery

from apps.accounts.models import User
from apps.associations.models import Advice, Profile
from apps.associations.register import AdviceRegister, OfAssociations
from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.organisations.kinds import PARTY_KINDS, Kind
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.querysets import OrganisationQuerySet, paths_by_action
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.tree import is_below
from apps.registers.models import StepTaken
from apps.registers.register import RecordRegister

_OPEN = Q(advice_received__answered_on__isnull=True, advice_received__withdrawn_at__isnull=True)


def led_share(associations: OrganisationQuerySet, on: date) -> Ratio:
    """Those of `associations_of` that somebody leads ÷ all that exist on the day (M001 M002).  One query."""
    led = Q(leader_code__isnull=False)
    found = associations.existing(on).aggregate(
        all=Count("pk", distinct=True), led=Count("pk", filter=led, distinct=True)
    )
    return Ratio(found["led"], found["all"])


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

    Adds `leader_code`, `leader_name` (None where nobody leads it), `open_advice` and, of an association at work on the
    day, its `trade`.
    """
    at_work = Profile.objects.counted().filter(valid_on(on), organisation=OuterRef("pk"))
    seen = Organisation.objects.visible_to(user, "association.view").exclude(kind__in=PARTY_KINDS)
    found: OrganisationQuerySet = seen.annotate(
        leading_now=FilteredRelation(
            "led_links", condition=valid_on(on, "led_links__") & Q(led_links__withdrawn_at__isnull=True)
        ),
        leader_code=F("leading_now__leader__code"),
        leader_name=F("leading_now__leader__name"),
        open_advice=Count("advice_received", filter=_OPEN, distinct=True),
        trade=Subquery(at_work.order_by("-start").values("trade")[:1]),
    ).order_by("code")
    return found


def surroundings_of(association: Organisation, user: User, on: date) -> Surroundings:
    """Who leads a mass organisation on a day, and what `user` may do.  Four queries at most."""
    paths = paths_by_action(user, "advice.record", "advice.decide", "organisation.view")
    last_known = LeadingLink.objects.on(on).filter(led=association, leader__placements__end__isnull=True)
    link = last_known.annotate(path=F("leader__placements__path")).select_related("leader").first()
    return Surroundings(
        leading=link,
        leader_visible=link is not None and is_below(link.path, paths["organisation.view"]),
        may_advise=link is not None and is_below(link.path, paths["advice.record"]),
        may_answer=Organisation.objects.below_paths(paths["advice.decide"]).filter(pk=association.pk).exists(),
    )


def tells_of(organisation: Organisation) -> Callable[[RecordRegister], bool]:
    """Which registers tell of an organisation: those of associations are for these alone."""
    is_association = organisation.kind == Kind.ASSOCIATION
    return lambda it: is_association or not isinstance(it, OfAssociations)


def thread_of(association: Organisation) -> RecordQuerySet:
    """The advice to a mass organisation, whoever led it then, the newest first, each with its `answerer` by name."""
    answered = StepTaken.objects.filter(register=AdviceRegister.name, record=OuterRef("pk"), step="answered")
    thread: RecordQuerySet = Advice.objects.counted().filter(organisation=association)
    named: RecordQuerySet = thread.annotate(answerer=Subquery(answered.values("by__name")[:1]))
    return named.select_related("giver", "recorded_by")
