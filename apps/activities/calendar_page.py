"""The activities of a month by day."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.activities.models import Activity
from apps.activities.querysets import ActivityQuerySet
from apps.activities.selectors import visible_activities
from apps.core.calendar import today
from apps.core.fields import CountField
from apps.organisations.access import requires, user_of

FIRST_YEAR, LAST_YEAR = 1949, 2998
#: So many of a day are named; the list has the rest.
NAMED = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet; days of the months beside are not `within`."""

    date: date
    within: bool
    activities: list[Activity]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.activities)


class MonthForm(forms.Form):
    year = CountField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    month = CountField(required=False, min_value=1, max_value=12)

    def first_day(self) -> date:
        """The first day of the month that is asked for; a bad value gives way to this month."""
        self.is_valid()
        year, month = self.cleaned_data.get("year"), self.cleaned_data.get("month")
        return date(year, month, 1) if year and month else today().replace(day=1)


@require_GET
@requires("activity.view")
def calendar(request: HttpRequest) -> HttpResponse:
    """What was held in a month, by day; four queries, and no more is read than is shown, however much it was."""
    first = MonthForm(request.GET).first_day()
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    shown = visible_activities(user_of(request)).held(weeks[0][0], weeks[-1][-1])
    numbers = dict(shown.order_by().values_list("date").annotate(Count("pk", distinct=True)))
    by_day: dict[date, list[Activity]] = {}
    for it in _named(shown):
        by_day.setdefault(it.date, []).append(it)
    context = {
        "first": first,
        "today": today(),
        "weeks": [
            [Day(it, it.month == first.month, by_day.get(it, []), numbers.get(it, 0)) for it in week] for week in weeks
        ],
        "earlier": _month(first, -1),
        "later": _month(first, 1),
        "any": any(day.month == first.month for day in numbers),
    }
    return render(request, "activities/calendar.html", context)


def _named(shown: ActivityQuerySet) -> ActivityQuerySet:
    """The first of each day."""
    place = Window(RowNumber(), partition_by=F("date"), order_by=F("pk").asc())
    found: ActivityQuerySet = shown.annotate(place=place).filter(place__lte=NAMED).order_by("date", "pk")
    return found


def _month(first: date, step: int) -> date:
    """The first day of the month before or after."""
    months = first.year * 12 + first.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)
