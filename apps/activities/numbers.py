"""The numbers that the portal gives to activities: 2012-00017 is the seventeenth recorded for the year 2012."""

import re

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Length

from apps.activities.models import Activity, Series

#: What a number looks like.
NUMBER = re.compile(r"\d{4}-\d{5,}", re.ASCII)


def number_of(year: int, running: int) -> str:
    """The number with the running number `running` in its year."""
    return f"{year}-{running:05}"


@transaction.atomic
def take_numbers(year: int, count: int = 1) -> list[str]:
    """The next `count` numbers of a year, in order.

    Call inside the transaction that uses them: until it ends, others who want a number of the year wait, so nobody
    gets the same one.  A number is never given twice, not even that of a withdrawn activity.
    """
    Series.objects.get_or_create(year=year, defaults={"last": _highest(year)})
    Series.objects.filter(year=year).update(last=F("last") + count)
    last = Series.objects.get(year=year).last
    return [number_of(year, running) for running in range(last - count + 1, last + 1)]


def _highest(year: int) -> int:
    """The highest running number that activities of the year have already; 0 where there are none."""
    numbers = Activity.objects.filter(number__gte=f"{year}-", number__lt=f"{year + 1}-")
    longest = numbers.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return int(longest.partition("-")[2]) if longest else 0
