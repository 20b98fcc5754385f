"""Loading the plan of the 2012 opinion."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from apps.audit.models import Entry
from apps.organisations.kinds import Kind, Sector
from apps.plans.models import Indicator, Plan, Target
from apps.plans.services import plan_load_csv
from tests.factories.township import Township, organisation


def rows() -> list[dict[str, str]]:
    with Path(settings.BASE_DIR / "apps/plans/opinion_2012.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def targets(plan: Plan, code: str) -> dict[str, int]:
    found = Target.objects.filter(indicator__programme__plan=plan, indicator__code=code)
    return {target.organisation.code: target.value for target in found.select_related("organisation")}


def test_the_opinion_has_35_indicators_in_its_own_order_and_programmes(township: Township) -> None:
    plan = plan_load_csv(organisation=township["T01"], year=2012, rows=rows(), by=township.people["staff"])
    indicators = list(Indicator.objects.of_year(township["T01"], 2012))
    assert [indicator.code for indicator in indicators] == [row["code"] for row in rows()]
    assert len(indicators) == 35
    assert [programme.name for programme in plan.programmes.all()][:2] == ["组织优化工程", "先锋领航工程"]
    assert Entry.objects.get(action="plan.loaded").after == {"indicators": 35, "targets": Target.objects.count()}


def test_the_whole_has_the_stated_targets_and_no_others(township: Township) -> None:
    plan = plan_load_csv(organisation=township["T01"], year=2012, rows=rows(), by=None)
    assert targets(plan, "OPT-04") == {"T01": 9500}
    assert targets(plan, "PIO-07") == {"T01": 100}
    assert targets(plan, "CAR-03") == {}


def test_counts_are_split_over_those_below_and_add_up(township: Township) -> None:
    organisation("J01", township["T01"], sector=Sector.OFFICE)
    organisation("L01", township["T01"], kind=Kind.LEAGUE_COMMITTEE, sector="")
    plan = plan_load_csv(organisation=township["T01"], year=2012, rows=rows(), by=None)
    assert targets(plan, "QUA-03") == {"T01": 4200, "V01": 1400, "V02": 1400, "V03": 1400}
    assert targets(plan, "QUA-02") == {"T01": 4500, "V01": 1200, "V02": 1100, "V03": 1100, "J01": 1100}
    assert targets(plan, "PIO-04") == {"T01": 100}


def test_a_part_of_which_nothing_is_asked_gets_no_target(township: Township) -> None:
    for number in range(4, 23):
        organisation(f"V{number:02}", township["T01"])
    plan = plan_load_csv(organisation=township["T01"], year=2012, rows=rows(), by=None)
    split = targets(plan, "PIO-03")
    assert split.pop("T01") == 2000
    assert split == {f"V{number:02}": 100 for number in range(1, 21)}


def test_due_dates_are_taken_to_the_year_of_the_plan(township: Township) -> None:
    plan_load_csv(organisation=township["T01"], year=2026, rows=rows(), by=None)
    by_code = {it.code: it.due for it in Indicator.objects.of_year(township["T01"], 2026)}
    assert by_code["PIO-01"] == date(2026, 6, 30)
    assert by_code["OPT-01"] == date(2026, 12, 31)


def test_a_second_plan_of_the_year_is_refused(township: Township) -> None:
    plan_load_csv(organisation=township["T01"], year=2012, rows=rows(), by=None)
    with pytest.raises(ValidationError):
        plan_load_csv(organisation=township["T01"], year=2012, rows=rows(), by=None)
    assert Plan.objects.count() == 1


def test_every_row_that_cannot_be_read_is_named_and_nothing_is_written(township: Township) -> None:
    bad = rows()
    bad[1] |= {"kind": "guess"}
    bad[3] |= {"due": "soon"}
    bad[5] |= {"code": "OPT-01"}
    with pytest.raises(ValidationError) as refusal:
        plan_load_csv(organisation=township["T01"], year=2012, rows=bad, by=None)
    said = refusal.value.messages
    assert "OPT-02" in said[1]
    assert "OPT-04" in said[2]
    assert len(said) == 4
    assert not Plan.objects.exists()


def test_only_a_committee_has_a_plan(township: Township) -> None:
    with pytest.raises(ValidationError):
        plan_load_csv(organisation=township["V01"], year=2012, rows=rows(), by=None)
    assert not Plan.objects.exists()
