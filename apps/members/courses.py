"""The courses that members completed: entered in the register of trainings, or ticked at an activity."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from apps.activities.querysets import held_between
from apps.core.amount import HUNDRED
from apps.members.models import Attendance, MemberTraining
from apps.members.models.training import HELD_AS, CourseType
from apps.registers.measures import Period

EVERY_TYPE = tuple(CourseType)


def entered(period: Period, types: Collection[CourseType] = EVERY_TYPE) -> Any:
    """The records of the register: courses are not carried into another year."""
    return MemberTraining.objects.counted().filter(date__range=period, type__in=types).order_by()


def ticked(period: Period, types: Collection[CourseType] = EVERY_TYPE) -> Any:
    """Who came to such an activity that still counts."""
    held = held_between(*period, "activity__")
    return Attendance.objects.filter(held, activity__type__in=[HELD_AS[it] for it in types]).order_by()


def completed(period: Period, types: Collection[CourseType] = EVERY_TYPE) -> Q:
    """Of what names a member: that they completed such a course."""
    return theirs(entered(period, types)) | theirs(ticked(period, types))


def theirs(rows: Any) -> Q:
    """Of what names a member: that there is one of these rows of the same member.

    Asked of each, for the list of all of a district's members fits into no memory.
    """
    return Q(Exists(rows.filter(member=OuterRef("member"))))


def hours(period: Period) -> Any:
    """Of what names a member: their hours in hundredths, each course once.

    A record that names its activity says their own hours there, and goes before the tick.
    """
    same = entered(period).filter(member=OuterRef("member"), activity=OuterRef("activity__number"))
    return _sum(entered(period), "hours") * HUNDRED + _sum(ticked(period).exclude(Exists(same)), "activity__hours")


def _sum(courses: Any, of: str) -> Any:
    """Of the member; nought where there is none."""
    theirs = courses.filter(member=OuterRef("member")).values("member").annotate(sum=Sum(of))
    return Coalesce(Subquery(theirs.values("sum"), output_field=IntegerField()), Value(0))
