"""The month of a day, as the database finds it by itself, beside the one that Python knows."""

from datetime import date

import pytest
from django.db.models import F

from apps.organisations.models import Organisation, Placement
from tests.factories.township import Township


@pytest.mark.django_db
def test_the_month_of_a_day_is_the_calendar_s(township: Township) -> None:
    one = Placement.objects.earliest("pk")
    days = [date(2000 + month, month, 28) for month in range(1, 13)]
    for day in days:
        Placement.objects.filter(pk=one.pk).update(end=day)
        assert Placement.objects.annotate(month=F("end__month")).get(end__month=day.month).month == day.month


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kinds", [("village",), ("branch", "township", None, "branch"), ("branch", "township", "x", "y")]
)
def test_one_of_few_texts_is_one_of_these(township: Township, kinds: tuple[str | None, ...]) -> None:
    every = list(Organisation.objects.order_by("pk"))
    found = Organisation.objects.filter(kind__in=kinds).order_by("pk")
    assert [it.pk for it in found] == [it.pk for it in every if it.kind in kinds]
    others = Organisation.objects.exclude(kind__in=kinds).order_by("pk")
    assert [it.pk for it in others] == [it.pk for it in every if it.kind not in kinds]
