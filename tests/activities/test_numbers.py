"""Two people at once: each its own number."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from apps.activities.models import Activity
from tests.factories import township as cast
from tests.factories.activities import activity


@pytest.mark.django_db(transaction=True)
def test_people_who_record_at_the_same_time_get_different_numbers() -> None:
    village = cast.organisation("V01")

    def record(_at: int) -> str:
        try:
            return activity(village).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        numbers = list(people.map(record, range(24)))
    assert sorted(numbers) == [f"2012-{running:05}" for running in range(1, 25)]
    assert Activity.objects.count() == 24
