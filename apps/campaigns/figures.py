"""Who took part in a campaign of those whom it concerns, and how many activities were held for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q

from apps.activities.models import Activity, Host
from apps.activities.querysets import ActivityQuerySet, held_between
from apps.activities.sums import Sums, sums_of
from apps.campaigns.models import Campaign, Stage
from apps.core.calendar import today, valid_on
from apps.organisations.models import Organisation
from apps.organisations.tree import is_below, path_range
from apps.plans.applies import Meant, meant_by
from apps.plans.natures import Applies

_PLACES = "organisation__placements__"


@dataclass(frozen=True)
class Participation:
    """A campaign at and below `path` up to a day; its figures and the lists behind them are one and the same."""

    campaign: Campaign
    path: str
    as_of: date

    @property
    def is_over(self) -> bool:
        return self.as_of < today()

    @cached_property
    def meant(self) -> list[Meant]:
        """Those whom it concerns.  One query."""
        return meant_by([self.campaign.whom or Applies.PARTY_BRANCH], self.path, self.as_of)

    @cached_property
    def took_part(self) -> list[Meant]:
        """Those of them who held something for it, or below whom somebody did.  One query."""
        hosts = Host.objects.filter(self._held("activity__"), self._within, activity__campaign=self.campaign.title)
        paths = set(hosts.order_by().values_list(f"{_PLACES}path", flat=True))
        return [it for it in self.meant if any(is_below(path, [it.path]) for path in paths)]

    @cached_property
    def lacking(self) -> Sequence[Organisation]:
        """Those who have not yet.  One query."""
        ids = {it.organisation for it in self.meant} - {it.organisation for it in self.took_part}
        return list(Organisation.objects.filter(pk__in=ids).order_by("code"))

    @property
    def activities(self) -> ActivityQuerySet:
        """What was held for it, each once, the newest first."""
        hosts = Host.objects.filter(self._within).values("activity")
        found = Activity.objects.filter(self._held(""), campaign=self.campaign.title, pk__in=hosts)
        newest_first: ActivityQuerySet = found.order_by("-date", "-pk")
        return newest_first

    @property
    def asked(self) -> dict[str, str]:
        """By what the list of activities has them."""
        days = {"since": self.campaign.start.isoformat(), "until": self.as_of.isoformat()}
        return {"campaign": self.campaign.title, **days}

    @cached_property
    def sums(self) -> Sums:
        """How much was held for it.  One query."""
        return sums_of(self.activities)

    @property
    def stages(self) -> Any:
        """Its stages, the first one first.  One query."""
        its = Stage.objects.counted().filter(campaign=self.campaign.title, organisation=self.campaign.organisation_id)
        within = its.filter(start__gte=self.campaign.start)
        return (within.filter(start__lt=self.campaign.end) if self.campaign.end else within).order_by("start", "pk")

    def _held(self, prefix: str) -> Q:
        return held_between(self.campaign.start, self.as_of, prefix)

    @property
    def _within(self) -> Q:
        low, high = path_range(self.path)
        return valid_on(self.as_of, _PLACES) & Q(**{f"{_PLACES}path__gte": low, f"{_PLACES}path__lt": high})


def participation_of(campaign: Campaign, seen: str) -> Participation:
    """A campaign as of today, or of its last day once it is over: where it belongs, or in the part below it that is
    `seen`.  One query."""
    as_of = min(today(), campaign.end - timedelta(days=1)) if campaign.end else today()
    whole = campaign.organisation.placements.on(as_of).values_list("path", flat=True).first() or seen
    return Participation(campaign, seen if is_below(seen, [whole]) else whole, as_of)


def running_on(day: date, organisations: Collection[int]) -> list[Campaign]:
    """The campaigns of these organisations that run on a day, by name.  One query."""
    found = Campaign.objects.counted().filter(valid_on(day), organisation__in=organisations)
    return list(found.order_by("title", "pk"))
