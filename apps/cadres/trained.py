"""How many of those to be trained have been in a year (M022 M104): posts by their appointments, members by courses."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from apps.cadres.models.training_rule import Audience, TrainingRule
from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.members.models import Membership, MemberTraining
from apps.organisations import sets
from apps.organisations.models import Placement
from apps.posts.models import Appointment, Post


def trained(rule: TrainingRule, organisations: Any, on: date) -> Ratio:
    """Those whom the rule means in these organisations on a day, and how many of them were trained enough in the year.

    Of a post its holder counts: who follows is trained again.  One query.
    """
    year = (date(on.year, 1, 1), on)
    if rule.audience in (Audience.SECRETARIES, Audience.LEAGUE):
        done = Q(trained_on__range=year)
        return _ratio(_posts(rule.audience, organisations, on), done & Q(hours__gte=rule.hours) if rule.hours else done)
    courses = MemberTraining.objects.counted().filter(member=OuterRef("member"), date__range=year).order_by()
    hours = Subquery(courses.values("member").annotate(sum=Sum("hours")).values("sum"))
    return _ratio(_members(rule.audience, organisations, year).annotate(done=hours), Q(done__gte=rule.hours or 1))


def _ratio(those: Any, done: Q) -> Ratio:
    found = those.aggregate(all=Count("pk"), trained=Count("pk", filter=done))
    return Ratio(found["trained"], found["all"])


def _posts(whom: str, organisations: Any, on: date) -> Any:
    held = Appointment.objects.counted().filter(valid_on(on), organisation__in=organisations)
    if whom == Audience.LEAGUE:
        return held.filter(post=Post.LEAGUE)
    settled = Placement.objects.on(on).filter(sets.VILLAGES_AND_COMMUNITIES(on)).values("organisation")
    return held.filter(post=Post.SECRETARY, organisation__in=settled)


def _members(whom: str, organisations: Any, year: tuple[date, date]) -> Any:
    roll = Membership.objects.counted().filter(valid_on(year[1]), organisation__in=organisations)
    roll = roll.filter(member__withdrawn_at__isnull=True).annotate(post=F("member__post"))
    if whom == Audience.COMMITTEES:
        return roll.exclude(post="")
    return roll.filter(member__joined_on__range=year) if whom == Audience.NEW_MEMBERS else roll
