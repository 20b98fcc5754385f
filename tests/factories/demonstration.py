"""The demonstration township, loaded once in a process for each day that tests look at."""

from datetime import date, datetime, time, timedelta
from functools import cache, partial

from django.utils.timezone import get_current_timezone as current_timezone
from time_machine import travel

from apps.core.planner import statistics_refresh
from apps.demo.people import Person
from apps.demo.services import demo_load
from tests.factories.kept import Kept


def demonstration(*, year: int, as_of: date, seed: int = 1) -> list[Person]:
    """The database as `demo_load` leaves it when it is asked in the morning after that day."""
    with travel(datetime.combine(as_of, time(9), current_timezone()) + timedelta(days=1), tick=False):
        people = _kept(year, as_of, seed).given()
    statistics_refresh()
    return people


@cache
def _kept(year: int, as_of: date, seed: int) -> Kept[list[Person]]:
    return Kept(partial(demo_load, year=year, as_of=as_of, seed=seed), f"demonstration-{year}-{as_of}-{seed}")
