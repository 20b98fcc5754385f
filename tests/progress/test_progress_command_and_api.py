"""The same figures by command, over REST and from the selectors; a fixed number of queries."""

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.activities.types import ActivityType
from apps.filings.states import FilingState
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.progress.figures import Standing
from apps.progress.selectors import Part, progress_as_json, progress_at, progress_of
from tests.factories.township import Township, organisation
from tests.progress.cast import END, YEAR, filed, graded, held, plan_of

SignIn = Callable[[str], Client]


@pytest.fixture
def facts(township: Township) -> Township:
    plan_of(township)
    held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"], township["V02"])
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 3, 1), township["V01"], hours=150)
    graded(township["V01"], "general", "advanced")
    graded(township["V02"], "general", "advanced", confirmed_on=None)
    filed(township["V01"], 1, "FIL-01", 1050)
    filed(township["V01"], 2, "FIL-01", 1000, state=FilingState.SUBMITTED)
    return township


def command(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("progress", *arguments, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_command_api_and_selector_say_the_same(facts: Township, signed_in: SignIn) -> None:
    said = command("--organisation", "T01", "--year", "2012", "--as-of", "2012-12-31")
    assert said == progress_as_json(facts["T01"], YEAR, END)
    address = "/api/v1/progress/?organisation=T01&year=2012&as_of=2012-12-31"
    assert signed_in("staff").get(address).json() == said


def test_every_indicator_has_the_fields_of_the_contract(facts: Township) -> None:
    said = command("--organisation", "T01", "--year", "2012", "--as-of", "2012-02-29")
    assert (said["organisation"], said["year"], said["as_of"], len(said["indicators"])) == (
        "T01",
        2012,
        "2012-02-29",
        35,
    )
    by_code = {it.pop("code"): it for it in said["indicators"]}
    assert by_code["FIL-01"] == {
        "numerator": 1050,
        "denominator": None,
        "percent": None,
        "target": None,
        "expected": None,
        "state": None,
        "official": 1050,
        "pending": 1000,
        "missing_months": [2],
    }
    assert by_code["OPT-03"] == {
        "numerator": 0,
        "denominator": 2,
        "percent": "0.0",
        "target": "30",
        "expected": None,
        "state": "open",
        "official": 0,
        "pending": 1,
        "missing_months": [],
    }
    assert by_code["PIO-03"] == {
        "numerator": None,
        "denominator": None,
        "percent": None,
        "target": "20",
        "expected": "3.23",
        "state": "no_data",
        "official": None,
        "pending": None,
        "missing_months": [],
    }


def test_the_day_is_today_and_never_after_the_year(facts: Township) -> None:
    with time_machine.travel(date(2012, 5, 20)):
        assert command("--organisation", "T01", "--year", "2012")["as_of"] == "2012-05-20"
        assert command("--organisation", "T01", "--year", "2011")["as_of"] == "2011-12-31"
    assert command("--organisation", "T01", "--year", "2012", "--as-of", "2013-03-01")["as_of"] == "2012-12-31"


def test_the_table_for_people_names_indicator_figure_and_state(facts: Township) -> None:
    out = StringIO()
    call_command("progress", "--organisation", "T01", "--year", "2012", "--as-of", "2012-12-31", stdout=out)
    line = next(line for line in out.getvalue().splitlines() if line.startswith("OPT-03"))
    assert "50.0% (1/2)" in line
    assert ">= 30" in line


def test_an_unknown_organisation_is_refused_and_wrong_use_says_so(facts: Township) -> None:
    with pytest.raises(CommandError, match="X99"):
        call_command("progress", "--organisation", "X99", "--year", "2012")
    with pytest.raises(CommandError, match="12"):
        call_command("progress", "--organisation", "T01", "--year", "12")


def test_a_viewer_sees_what_is_official_only(facts: Township, signed_in: SignIn) -> None:
    address = "/api/v1/progress/?organisation=T01&year=2012&as_of=2012-12-31"
    seen = signed_in("viewer").get(address).json()["indicators"]
    assert {it["pending"] for it in seen} == {None}
    assert {it["code"]: it["official"] for it in seen}["FIL-01"] == 1050


def test_a_village_sees_its_own_figures_and_not_its_neighbours(facts: Township, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    address = "/api/v1/progress/?year=2012&organisation="
    assert secretary.get(address + "V01").status_code == 200
    assert secretary.get(address + "V02").status_code == 404
    assert secretary.get(address + "T01").status_code == 404
    assert signed_in("auditor").get(address + "T01").status_code == 403
    assert Client().get(address + "T01").status_code == 403


def test_bad_parameters_are_named(facts: Township, signed_in: SignIn) -> None:
    answer = signed_in("staff").get("/api/v1/progress/?organisation=T01&year=soon&as_of=never")
    assert answer.status_code == 400
    assert {it["field"] for it in answer.json()["errors"]} == {"year", "as_of"}


def queries(of: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        of()
    return len(captured)


def with_parts(organisation: Organisation) -> tuple[list[Standing], list[Part]]:
    scope = progress_at(path_on(organisation, END), YEAR, END, with_parts=True)
    assert scope
    return scope.standings, scope.parts


def test_the_number_of_queries_does_not_grow_with_organisations_and_facts(facts: Township) -> None:
    few = (
        queries(lambda: progress_of(facts["T01"], YEAR, END)),
        queries(lambda: with_parts(facts["T01"])),
    )
    for number in range(10, 60):
        village = organisation(f"V{number}", facts["T01"])
        organisation(f"V{number}-1", village)
        graded(village, "backward", "general", accepted=True)
        held(ActivityType.JOINT_MEETING, date(2012, 3, 1), village, facts["V01"])
        filed(village, 1, "FIL-01", 100)
    many = (
        queries(lambda: progress_of(facts["T01"], YEAR, END)),
        queries(lambda: with_parts(facts["T01"])),
    )
    assert many == few
    assert few == (10, 12)
    assert len(progress_of(facts["T01"], YEAR, END)) == 35
