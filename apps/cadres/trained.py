"""How many of those to be trained have been in a year (M022 M104): posts by their appointments, members by courses."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from apps.cadres.models.training_rule import Audience, TrainingRule
from apps.core.amount import HUNDRED
from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.members import courses as member_courses
from apps.members.models import Membership
from apps.organisations import sets
from apps.organisations.models import Placement
from apps.posts import courses as post_courses
from apps.posts.models import Appointment, Post
from apps.registers.measures import Period


def trained(rule: TrainingRule, organisations: Any, on: date) -> Ratio:
    """Those whom the rule means in these organisations on a day, and how many of them were trained enough in the year.

    Of a post its holder counts: who follows is trained again.  One query.
    """
    year = Period(date(on.year, 1, 1), on)
    if rule.audience in (Audience.SECRETARIES, Audience.LEAGUE):
        those = post_courses.with_hours(_posts(rule.audience, organisations, on), year)
        done = Q(taught__gte=rule.hours * HUNDRED) if rule.hours else post_courses.completed(year)
    else:
        those = _members(rule.audience, organisations, year).annotate(taught=member_courses.hours(year))
        done = Q(taught__gte=rule.hours * HUNDRED) if rule.hours else member_courses.completed(year)
    return _ratio(those, done)


def _ratio(those: Any, done: Q) -> Ratio:
    found = those.aggregate(all=Count("pk"), trained=Count("pk", filter=done))
    return Ratio(found["trained"], found["all"])


def _posts(whom: str, organisations: Any, on: date) -> Any:
    held = Appointment.objects.counted().filter(valid_on(on), organisation__in=organisations)
    if whom == Audience.LEAGUE:
        return held.filter(post=Post.LEAGUE)
    settled = Placement.objects.on(on).filter(sets.VILLAGES_AND_COMMUNITIES(on)).values("organisation")
    return held.filter(post=Post.SECRETARY, organisation__in=settled)


def _members(whom: str, organisations: Any, year: Period) -> Any:
    roll = Membership.objects.counted().filter(valid_on(year.as_of), organisation__in=organisations)
    roll = roll.filter(member__withdrawn_at__isnull=True).annotate(post=F("member__post"))
    if whom == Audience.COMMITTEES:
        return roll.exclude(post="")
    return roll.filter(member__joined_on__range=year) if whom == Audience.NEW_MEMBERS else roll
