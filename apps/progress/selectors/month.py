"""What the portal knows of a month by itself, as the page on which the month is filed shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.types import ActivityType
from apps.filings.models import Filing, Objection
from apps.filings.months import Month
from apps.gradings.rates import MECHANISM_OF
from apps.measures.stated import measures_of
from apps.organisations.access import may
from apps.organisations.models import Organisation, Placement
from apps.plans.measurable import types_of
from apps.plans.natures import Source
from apps.progress.figures import Standing
from apps.progress.scope import progress_at


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A measured indicator at the month's end and a month before; `record`: where what is missing is recorded."""

    now: Standing
    before: Standing | None
    record: str
    objection: Objection | None

    @property
    def said(self) -> str:
        return _said(self.now)

    @property
    def said_before(self) -> str:
        return _said(self.before) if self.before else ""


@dataclass(frozen=True, slots=True)
class KnownMonth:
    """Everything known of a month; `unknown` are indicators of which nothing is recorded yet."""

    lines: list[KnownLine]
    unknown: list[KnownLine]
    held: list[tuple[str, int, str]]


def known_in(filing: Filing, user: User) -> KnownMonth:
    """What the portal knows of the organisation and all below it: as every other page computes it.

    Twice the queries of `progress_at`, and four.
    """
    month, places = filing.when, list(filing.organisation.placements.all())
    now = _standings(places, filing.year, month.last_day)
    before = _standings(places, filing.year, month.previous.last_day) if month.month > 1 else {}
    objections = {it.indicator_id: it for it in filing.objections.select_related("answered_by")}
    lines = [
        KnownLine(it, before.get(code), _where_to_record(it.indicator.mechanism, filing, user), objections.get(pk))
        for code, it in now.items()
        if (pk := it.indicator.pk)
    ]
    known = [it for it in lines if it.now.figure.has_facts]
    return KnownMonth(known, [it for it in lines if not it.now.figure.has_facts], _held(filing))


def _standings(places: Iterable[Placement], year: int, on: date) -> dict[str, Standing]:
    """The measured indicators that mean the organisation of these places or one below it, by code."""
    path = next((it.path for it in places if it.start <= on and (it.end is None or on < it.end)), None)
    scope = progress_at(path, year, on)
    if scope is None:
        return {}
    return {it.indicator.code: it for it in scope.standings if it.indicator.source == Source.MEASURE and it.applies}


def _said(standing: Standing) -> str:
    """A rate with both its numbers; empty where there is none, or where it does not apply."""
    if not standing.indicator.is_rate:
        return standing.numerator_text or ""
    return f"{standing.numerator_text} / {standing.denominator_text} = {standing.percent}%" if standing.percent else ""


def _where_to_record(mechanism: str, filing: Filing, user: User) -> str:
    """The form on which a missing record is entered, as far as `user` enters such records; else empty."""
    if mechanism in MECHANISM_OF.values():
        return ""
    if types := types_of(mechanism):
        asked = {"type": types[0], "hosts": filing.organisation.code}
        return f"{reverse('activities:new')}?{urlencode(asked)}" if may(user, "activity.record") else ""
    for register, _measure in measures_of([mechanism]).values():
        if may(user, register.may("record")):
            asked = {"organisation": filing.organisation.code}
            return f"{reverse('registers:new', args=[register.name])}?{urlencode(asked)}"
    return ""


def _held(filing: Filing) -> list[tuple[str, int, str]]:
    """The activities of the month by type: the type's name, how many, and where they are listed."""
    month = filing.when
    below = Organisation.objects.subtree_of(filing.organisation, month.last_day)
    hosted = Activity.hosts.through.objects.filter(organisation__in=below).values("activity")
    held = Activity.objects.held(month.first_day, month.last_day).filter(pk__in=hosted)
    counts = held.order_by("type").values_list("type").annotate(Count("pk"))
    return [(str(ActivityType(type_).label), count, _activities(filing, type_, month)) for type_, count in counts]


def _activities(filing: Filing, type_: str, month: Month) -> str:
    """Where the activities of the organisation in the month are listed."""
    asked = {
        "type": type_,
        "host": filing.organisation.code,
        "since": month.first_day.isoformat(),
        "until": month.last_day.isoformat(),
    }
    return f"{reverse('activities:list')}?{urlencode(asked)}"
