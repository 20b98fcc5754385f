"""Courses at which holders of posts were ticked (M022 M103 M143): who held the post on the day, and nobody after."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from apps.activities.models import Activity
from apps.activities.querysets import held_between
from apps.activities.rules import EARLIEST
from apps.activities.types import COURSE_TYPES
from apps.core.amount import HUNDRED
from apps.posts.models import Appointment, PostAttendance
from apps.registers.measures import Period


def completed(period: Period) -> Q:
    """Of appointments: a training was entered for the time, or the holder was ticked at a course."""
    return Q(trained_on__range=period) | Q(Exists(_ticked(period)))


def completed_by(day: date) -> Q:
    return completed(Period(EARLIEST, day))


def with_hours(appointments: Any, period: Period) -> Any:
    """With the `taught` hundredths of hours, each course once: what is entered goes before a tick on its day."""
    entered = Q(trained_on__range=period, hours__isnull=False)
    rows = appointments.annotate(
        entered_on=Case(When(entered, then=F("trained_on")), default=Value(date.min)),
        entered=Case(When(entered, then=F("hours") * HUNDRED), default=Value(0)),
    )
    beside = _ticked(period).exclude(activity__date=OuterRef("entered_on"))
    ticked = Subquery(beside.values("post").annotate(sum=Sum("activity__hours")).values("sum"))
    return rows.annotate(taught=F("entered") + Coalesce(ticked, Value(0), output_field=IntegerField()))


def courses_of(appointment: Appointment) -> list[Activity]:
    """Those at which its holder was ticked, the latest first.  One query."""
    there = PostAttendance.objects.filter(organisation=appointment.organisation_id, post=appointment.post)
    until = appointment.end - timedelta(days=1) if appointment.end else date.max
    held = Activity.objects.held(appointment.start, until).filter(type__in=COURSE_TYPES)
    return list(held.filter(pk__in=there.values("activity")).order_by("-date", "-pk"))


def _ticked(period: Period) -> Any:
    """The ticks of an appointment's post on days on which it lasted.

    Asked by its fields, not by its number: a proposal has these too.
    """
    held = held_between(*period, "activity__") & Q(activity__type__in=COURSE_TYPES)
    there = PostAttendance.objects.filter(held, organisation=OuterRef("organisation"), post=OuterRef("post"))
    return there.filter(
        activity__date__gte=OuterRef("start"), activity__date__lt=Coalesce(OuterRef("end"), Value(date.max))
    ).order_by()
