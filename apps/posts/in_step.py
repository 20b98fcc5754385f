"""Whether mass organisations have their head in step with the Party organisation that leads them (M157).

Once that has got a new secretary in the year, theirs should be held within the days for which it may stand empty.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import pgettext_lazy

from apps.core.calendar import valid_on
from apps.organisations.models import LeadingLink
from apps.posts.models import Appointment, Post, Way
from apps.registers.links import LinkState

IN_TIME = LinkState("in_time", pgettext_lazy("seat", "held in step"), "green")
LATE = LinkState("late", pgettext_lazy("seat", "not held in step"), "red")
RUNNING = LinkState("running", pgettext_lazy("seat", "time is still running"), "yellow")
STEPS = (IN_TIME, LATE, RUNNING)


class InStep(NamedTuple):
    """Since the leading Party organisation got its secretary: until when the post was to be held, and whether."""

    changed: date
    due: date
    state: LinkState


def secretaries_changed(organisations: Any, on: date) -> dict[int, date]:
    """The day of the year on which the one that leads each of these got a new secretary last.  One query."""
    came = Appointment.objects.counted().filter(organisation=OuterRef("leader"), post=Post.SECRETARY)
    came = came.filter(start__range=(date(on.year, 1, 1), on)).exclude(way=Way.PASSED_ON).order_by("-start")
    links = LeadingLink.objects.counted().filter(valid_on(on), led__in=organisations)
    return dict(
        links.annotate(changed=Subquery(came.values("start")[:1])).exclude(changed=None).values_list("led", "changed")
    )


def in_step(changed: date, days: int, appointments: Iterable[Appointment], on: date) -> InStep:
    """Whether the post was held at the end of the time; before that, whether it is."""
    due = changed + timedelta(days=days)
    day = min(on, due)
    if any(it.start <= day and (it.end is None or it.end > day) for it in appointments):
        return InStep(changed, due, IN_TIME)
    return InStep(changed, due, LATE if on >= due else RUNNING)
