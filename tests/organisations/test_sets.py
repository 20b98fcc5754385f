"""The sets of organisations: the database and what was read already say the same, on any day."""

from datetime import date

import pytest
from django.db.models import BooleanField, ExpressionWrapper

from apps.organisations import sets
from apps.organisations.kinds import Kind, Sector
from apps.organisations.models import Organisation, Placement
from apps.organisations.sets import Placed, PlaceSet, exists_on
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
NAMED = {name: value for name, value in vars(sets).items() if isinstance(value, PlaceSet)}
DAY = date(2012, 6, 1)


@pytest.fixture
def varied(township: Township) -> Township:
    """Villages with branches, a community, units one below the other, one that is closed above one that is not."""
    top = township["T01"]
    community = organisation("C01", top, kind=Kind.GENERAL_BRANCH, sector=Sector.COMMUNITY)
    organisation("C01-1", community, sector=Sector.COMMUNITY)
    office = organisation("J01", top, kind=Kind.GENERAL_BRANCH, sector=Sector.OFFICE, graded=False)
    organisation("J02", office, sector=Sector.INSTITUTION)
    closed = organisation("V09", top, kind=Kind.GENERAL_BRANCH)
    organisation("V09-1", closed)
    organisation("L01", top, kind=Kind.LEAGUE_COMMITTEE, sector="")
    organisation("A01", top, kind=Kind.ASSOCIATION, sector="")
    organisation("N01", top, sector=Sector.PRIVATE_ENTERPRISE)
    Organisation.objects.filter(code="V09").update(closed=date(2012, 3, 1))
    Organisation.objects.filter(code="V02").update(opened=date(2012, 7, 1))
    return township


@pytest.mark.parametrize("name", NAMED)
def test_what_was_read_is_sorted_as_the_database_would(varied: Township, name: str) -> None:
    its, places = NAMED[name], Placement.objects.on(DAY)
    asked = set(places.filter(exists_on(DAY), its(DAY)).values_list("organisation", flat=True))
    exists = ExpressionWrapper(exists_on(DAY), BooleanField())
    columns = ("organisation", "path", "organisation__kind", "organisation__sector", "organisation__graded", "exists")
    read = [Placed(*row) for row in places.annotate(exists=exists).values_list(*columns)]
    assert its.among(read) == asked
    assert asked


def test_a_branch_below_a_closed_village_is_the_village_now(varied: Township) -> None:
    villages = Placement.objects.on(DAY).filter(exists_on(DAY), sets.VILLAGES(DAY))
    assert set(villages.values_list("organisation__code", flat=True)) == {"V01", "V03", "V09-1"}
