"""Which organisations an indicator applies to (figures.md, section 2)."""

from datetime import date

import pytest

from apps.organisations.kinds import Kind, Sector
from apps.organisations.services import organisation_update
from apps.plans.applies import organisations_for
from tests.factories.township import Township, organisation

DAY = date(2012, 10, 31)


def codes(township: Township, *names: str, on: date = DAY) -> list[str]:
    return sorted(organisation.code for organisation in organisations_for(names, township["T01"], on))


def test_a_village_with_a_general_branch_and_two_branches_is_one_village(township: Township) -> None:
    assert codes(township, "village") == ["V01", "V02", "V03"]
    assert codes(township, "party_branch") == ["V01", "V02", "V03-1", "V03-2"]


def test_a_branch_below_a_general_branch_of_another_sector_is_a_village_of_its_own(township: Township) -> None:
    organisation("C01", township["T01"], kind=Kind.GENERAL_BRANCH, sector=Sector.COMMUNITY)
    organisation("C01-1", township["V02"], kind=Kind.BRANCH, sector=Sector.COMMUNITY)
    assert codes(township, "community") == ["C01", "C01-1"]
    assert codes(township, "village", "community") == ["C01", "C01-1", "V01", "V02", "V03"]


def test_only_graded_party_organisations_count_as_such(township: Township) -> None:
    organisation_update(organisation=township["V03"], by=None, graded=False)
    organisation("V01-G", township["V01"], kind=Kind.GROUP, graded=False)
    assert codes(township, "party_organisation") == ["V01", "V02", "V03-1", "V03-2"]


def test_associations_mass_organisations_and_the_committee_are_sets_of_their_own(township: Township) -> None:
    organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector=Sector.SOCIAL_ORGANISATION)
    organisation("L01", township["T01"], kind=Kind.LEAGUE_COMMITTEE, sector="")
    organisation("L02", township["T01"], kind=Kind.LEAGUE_BRANCH, sector=Sector.VILLAGE)
    assert codes(township, "association") == ["A01"]
    assert codes(township, "mass") == ["L01", "L02"]
    assert codes(township, "township") == ["T01"]
    assert codes(township, "village") == ["V01", "V02", "V03"]


def test_who_is_not_open_on_the_day_is_left_out(township: Township) -> None:
    organisation("V04", township["T01"], opened=date(2012, 11, 1))
    organisation("V05", township["T01"], opened=date(2000, 1, 1), closed=date(2012, 10, 31), closing="dissolved")
    assert codes(township, "village") == ["V01", "V02", "V03"]
    assert codes(township, "village", on=date(2012, 10, 30)) == ["V01", "V02", "V03", "V05"]
    assert codes(township, "village", on=date(2012, 11, 1)) == ["V01", "V02", "V03", "V04"]


def test_when_a_general_branch_closes_its_branches_stand_for_the_village(township: Township) -> None:
    organisation_update(organisation=township["V03"], by=None, closed=date(2012, 6, 1), closing="dissolved")
    assert codes(township, "village") == ["V01", "V02", "V03-1", "V03-2"]


def test_only_the_part_of_the_tree_that_is_asked_for_counts(township: Township) -> None:
    assert [found.code for found in organisations_for(["village"], township["V02"], DAY)] == ["V02"]


def test_lists_that_no_register_holds_yet_mean_nobody(township: Township) -> None:
    assert codes(township, "two_new", "pilot_branch", "adopting_unit") == []


def test_an_unknown_name_raises(township: Township) -> None:
    with pytest.raises(ValueError, match="hamlet"):
        organisations_for(["hamlet"], township["T01"], DAY)
