"""What is held again and again, recorded at once: each day becomes an activity of its own."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.selectors import similar_activities
from apps.activities.services import activity_record, places_of
from apps.closing.standing import closing_for
from apps.core.calendar import today

#: A year of weeks.
MOST = 53


class Every(models.TextChoices):
    """When it is held again."""

    DAY = "day", gettext_lazy("every month on the same day")
    WEEKDAY = "weekday", gettext_lazy("every month on the same weekday (first Monday, second Friday …)")
    WEEK = "week", pgettext_lazy("series", "every week")


def days_after(first: date, every: str, until: date) -> Iterator[date]:
    """The days of the series after its first, `until` included; a month without such a day is passed over."""
    if every == Every.WEEK:
        for weeks in range(1, (until - first).days // 7 + 1):
            yield first + timedelta(weeks=weeks)
        return
    for months in range(1, (until.year - first.year) * 12 + until.month - first.month + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        day = _day_of(first, year, month + 1, every)
        if day is not None and day <= until:
            yield day


def _day_of(first: date, year: int, month: int, every: str) -> date | None:
    number = first.day
    if every == Every.WEEKDAY:
        opens = date(year, month, 1).weekday()
        number = 1 + (first.weekday() - opens) % 7 + 7 * ((first.day - 1) // 7)
    return date(year, month, number) if number <= monthrange(year, month)[1] else None


@transaction.atomic
def activity_repeat(*, activity: Activity, every: str, until: date, by: User) -> list[Activity]:
    """Record it on the further days of its series: all of them or none; who came is entered at each one.

    A day on which one of the hosts has such an activity already is passed over.  Raises `ValidationError`: for days to
    come, for none and for too many, and where a month is closed.
    """
    if until > today():
        raise ValidationError({"until": _("This day lies in the future. Record an activity once it has been held.")})
    hosts = list(activity.hosts.all())
    asked = list(islice(days_after(activity.date, every, until), MOST + 1))
    if len(asked) > MOST:
        raise ValidationError({"until": _("At most %(most)d days at once, please.") % {"most": MOST}})
    days = [it for it in asked if not similar_activities(hosts, it, activity.type)]
    if not days:
        raise ValidationError({"until": _("There is no further day up to then that is not recorded yet.")})
    places = {place for day in days for place in places_of(Activity(date=day), hosts)}
    if closing := closing_for(by, places):
        sentence = _("Approved and closed: %(months)s. Record what was held there one by one, with a reason.")
        raise ValidationError({"until": sentence % {"months": closing.names}})
    names = ("type", "topic", "due", "hours", "carrier", "taken_to", "campaign")
    same = {name: getattr(activity, name) for name in names}
    return [activity_record(hosts=hosts, by=by, date=day, **same) for day in days]
