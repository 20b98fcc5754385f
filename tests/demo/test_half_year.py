"""The demonstration township in the middle of its year: what came after that day nobody knows."""

from datetime import date

import pytest

from apps.activities.models import Activity
from apps.associations.models import Advice
from apps.gradings.models import Grading
from apps.organisations.models import LeadingLink, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("half_year")]

MIDDLE = date(2012, 6, 30)


def test_nothing_is_known_that_happened_after_the_day() -> None:
    assert not Grading.objects.exclude(end_class="").filter(year=2012).exists()
    assert not Organisation.objects.filter(closed__isnull=False).exists()
    assert not Organisation.objects.filter(opened__gt=MIDDLE).exists()


def test_a_branch_that_will_be_dissolved_leads_what_it_leads() -> None:
    links = LeadingLink.objects.filter(led__name="永固水泥制品厂工会")
    assert [(link.leader.code, link.end) for link in links] == [("N06", None)]


def test_advice_is_known_up_to_the_day_and_some_of_it_waits_for_an_answer() -> None:
    given = Advice.objects.filter(organisation__code="A01", given_on__year=2012)
    assert set(given.values_list("recorded_by__username", flat=True)) == {"secretary01"}
    assert [it.state.code for it in given] == ["given", "answered"]
    assert not Advice.objects.filter(given_on__gt=MIDDLE).exists()
    before = Advice.objects.filter(given_on__year=2011)
    assert {it.state.code for it in before} == {"answered"}
    assert before.count() > 10


def test_activities_end_with_the_day_given_and_are_numbered_by_date() -> None:
    days = list(Activity.objects.order_by("number").values_list("date", flat=True))
    assert days == sorted(days)
    assert MIDDLE.replace(day=1) <= days[-1] <= MIDDLE
