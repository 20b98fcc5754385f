"""Who leads whom in the demonstration township, and the advice of the branches."""

from datetime import date

import pytest

from apps.associations.models import Advice
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import LeadingLink, Organisation
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db

LAST_DAY = date(2012, 12, 31)


def load(as_of: date = LAST_DAY) -> None:
    demonstration(year=2012, as_of=as_of)


def led_by(code: str, on: date = LAST_DAY) -> set[str]:
    return set(LeadingLink.objects.on(on).filter(leader__code=code).values_list("led__code", flat=True))


def test_exactly_one_party_organisation_leads_each_mass_organisation() -> None:
    load()
    mass = Organisation.objects.exclude(kind__in=PARTY_KINDS).count()
    links = LeadingLink.objects.on(LAST_DAY)
    assert (links.count(), links.values("led").distinct().count()) == (mass, mass)
    assert not links.exclude(leader__kind__in=PARTY_KINDS).exists()


def test_a_village_branch_leads_what_stands_with_it_and_the_committee_the_rest() -> None:
    load()
    assert led_by("V01") == {"L02", "W02", "A01"}
    assert led_by("V02") == {"L03", "W03"}
    assert led_by("T01") >= {"L01", "W01", "G01"}


@pytest.mark.parametrize(("as_of", "leaders"), [(date(2012, 6, 30), ["N06"]), (LAST_DAY, ["N06", "T01"])])
def test_what_a_dissolved_branch_led_passes_to_the_committee_once_that_is_known(
    as_of: date, leaders: list[str]
) -> None:
    load(as_of)
    links = LeadingLink.objects.filter(led__name="永固水泥制品厂工会").order_by("start")
    assert [link.leader.code for link in links] == leaders
    assert [link.end for link in links][:-1] == [date(2012, 8, 31)] * (len(leaders) - 1)


def test_advice_is_known_up_to_the_day_and_some_of_it_waits_for_an_answer() -> None:
    load(as_of=date(2012, 6, 30))
    given = Advice.objects.filter(organisation__code="A01", given_on__year=2012)
    assert set(given.values_list("recorded_by__username", flat=True)) == {"secretary01"}
    assert [it.state.code for it in given] == ["given", "answered"]
    assert not Advice.objects.filter(given_on__gt=date(2012, 6, 30)).exists()
    before = Advice.objects.filter(given_on__year=2011)
    assert {it.state.code for it in before} == {"answered"}
    assert before.count() > 10
