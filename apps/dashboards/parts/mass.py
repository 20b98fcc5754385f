"""Mass organisations: who leads them, the five synchronisations, and what the associations do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery, Sum

from apps.association_work.models import MemberHouseholds, Need, Service
from apps.associations.models import Advice, Profile, Trade
from apps.checklists.models import Inspection, Result
from apps.checklists.names import Checklist, Outcome
from apps.core.calendar import ReportingYear, valid_on
from apps.core.ratio import Ratio
from apps.dashboards.asked import Asked
from apps.organisations.kinds import PARTY_KINDS, Kind
from apps.organisations.models import LeadingLink


@dataclass(frozen=True, slots=True)
class Led:
    """Of one kind: led by a Party organisation ÷ all that exist."""

    kind: Kind
    led: Ratio


@dataclass(frozen=True, slots=True)
class Item:
    """One of the five synchronisations: met ÷ judged, each organisation by its latest inspection."""

    name: str
    met: Ratio


@dataclass(frozen=True, slots=True)
class Associations:
    """What the farmers' associations say of themselves; None where nobody has said anything."""

    trades: Sequence[tuple[Trade, int]]
    households: int | None
    services: int
    served: int | None
    open_needs: int
    open_advice: int

    @property
    def at_work(self) -> int:
        return sum(number for _trade, number in self.trades)


@dataclass(frozen=True, slots=True)
class MassWork:
    """`inspected` organisations have been looked at for the five synchronisations, `all_met` of them meet all."""

    led: Sequence[Led]
    items: Sequence[Item]
    inspected: int
    all_met: int
    associations: Associations


def mass_work_of(asked: Asked) -> MassWork:
    """Seven queries."""
    latest = _latest_inspections(asked)
    outcomes = [outcome for _pk, outcome in latest]
    return MassWork(
        _led(asked),
        _items([pk for pk, _outcome in latest]),
        len(latest),
        outcomes.count(Outcome.MET),
        _associations(asked),
    )


def _led(asked: Asked) -> list[Led]:
    """By kind.  One query."""
    day = asked.as_of
    leading = LeadingLink.objects.on(day).filter(led=OuterRef("pk"))
    there = asked.scope.existing(day).exclude(kind__in=PARTY_KINDS).order_by()
    counted = Counter(there.annotate(is_led=Exists(leading)).values_list("kind", "is_led"))
    by_kind = [(kind, Ratio(counted[kind, True], counted[kind, True] + counted[kind, False])) for kind in Kind]
    return [Led(kind, led) for kind, led in by_kind if led.applicable]


def _latest_inspections(asked: Asked) -> list[tuple[int, str]]:
    """Of each organisation the latest by the day.  One query."""
    its = Inspection.objects.counted().filter(checklist=Checklist.FIVE_SYNCHRONISATIONS, date__lte=asked.as_of)
    newest = its.filter(organisation=OuterRef("organisation")).order_by("-date", "-pk").values("pk")[:1]
    found = its.filter(organisation__in=asked.scope, pk=Subquery(newest)).order_by()
    return list(found.values_list("pk", "outcome"))


def _items(inspections: Sequence[int]) -> list[Item]:
    """One query."""
    judged = Result.objects.filter(inspection__in=inspections, met__isnull=False).order_by()
    counted = judged.values_list("item").annotate(
        met=Count("pk", filter=Q(met=True)), number=Count("pk"), position=Min("position")
    )
    in_order = sorted(counted, key=lambda row: (row[3], row[0]))
    return [Item(name, Ratio(met, number)) for name, met, number, _position in in_order]


def _associations(asked: Asked) -> Associations:
    """Five queries."""
    day, within = asked.as_of, {"organisation__in": asked.scope}
    year = (ReportingYear(asked.year).first_day, day)
    at_work = Profile.objects.counted().filter(valid_on(day), **within).order_by()
    trades = dict(at_work.values_list("trade").annotate(Count("organisation", distinct=True)))
    told = MemberHouseholds.objects.counted().filter(date__lte=day, **within)
    newest = told.filter(organisation=OuterRef("organisation")).order_by("-date", "-pk").values("pk")[:1]
    households = told.filter(pk=Subquery(newest)).aggregate(sum=Sum("households"))["sum"]
    services = Service.objects.counted().filter(date__range=year, **within)
    done = services.aggregate(number=Count("pk"), served=Sum("households"))
    open_by_then = Q(met_on__isnull=True) | Q(met_on__gt=day)
    needs = Need.objects.counted().filter(open_by_then, registered_on__lte=day, **within).count()
    unanswered = Q(answered_on__isnull=True) | Q(answered_on__gt=day)
    advice = Advice.objects.counted().filter(unanswered, given_on__lte=day, **within).count()
    return Associations(
        [(it, trades[it]) for it in Trade if trades.get(it)], households, done["number"], done["served"], needs, advice
    )
