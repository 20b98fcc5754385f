from collections import Counter
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from apps.accounts.models import User
from apps.checklists.models import OwnChecklist
from apps.filings.models import Filing
from apps.gradings.selectors import rates_of
from apps.members.models import Attendance
from apps.organisations.models import Organisation, Placement, RoleAssignment
from apps.organisations.tree import ids_on
from apps.progress.selectors import progress_of
from apps.registers.models import StepTaken
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db
YEAR = 2012
LAST_DAY = date(YEAR, 12, 31)
TOWNSHIPS = 3
#: What the district has of its own.
OF_THE_DISTRICT = {Organisation: 1, Placement: 1, User: 2, RoleAssignment: 2}


def counted() -> Counter[Any]:
    """How many rows every table has; of the audit log nothing is copied, for nobody did it."""
    every = [
        it for config in apps.get_app_configs() if config.name.startswith("apps.") for it in config.get_models(True)
    ]
    return Counter({it: it._base_manager.count() for it in every if it._meta.app_label != "audit"})


def generate() -> Counter[Any]:
    """Beside the demonstration township; what that has by itself."""
    demonstration(year=YEAR, as_of=LAST_DAY)
    alone = counted()
    told = StringIO()
    call_command("generate_scale", f"--townships={TOWNSHIPS}", f"--year={YEAR}", stdout=StringIO(), stderr=told)
    assert told.getvalue().splitlines() == ["1 of 3 townships", "3 of 3 townships"]
    return alone


@pytest.fixture(scope="module")
def alone(all_along: None) -> Counter[Any]:
    return generate()


def figures_of(township: str) -> list[Any]:
    """Its progress and its rates, with the organisations that count in them."""
    organisation = Organisation.objects.get(code=township)
    progress = [(it.indicator.code, it.figure, it.target, it.state) for it in progress_of(organisation, YEAR, LAST_DAY)]
    rates = [
        (code, rate.ratio, [it.removeprefix(f"{township}-") for it in (*rate.upgraded, *rate.not_upgraded)])
        for code, rate in rates_of(organisation, YEAR).items()
    ]
    return [*progress, *rates]


def test_every_township_has_all_rows_of_the_demonstration(alone: Counter[Any]) -> None:
    expected = Counter({model: rows * (1 + TOWNSHIPS) for model, rows in alone.items()}) + Counter(OF_THE_DISTRICT)
    expected[OwnChecklist] = alone[OwnChecklist]  # the portal has each of them once
    for model in apps.get_app_config("district_forms").get_models():
        expected[model] = alone[model]  # the demonstration's alone
    assert {it for it in alone if alone[it] > 20}, "nothing was counted"
    assert counted() - expected == expected - counted() == Counter()


def test_the_rows_of_a_township_point_to_its_own(alone: Counter[Any]) -> None:
    connection.check_constraints()
    for placement in Placement.objects.select_related("organisation", "parent"):
        assert placement.path.endswith(f"{placement.organisation_id:08}")
        assert placement.parent_id in [*ids_on(placement.path)[:-1], None][-2:]
    township = Organisation.objects.get(code="S0003")
    below = Organisation.objects.subtree_of(township, LAST_DAY)
    assert {it.partition("-")[0] for it in below.values_list("code", flat=True)} == {"S0003"}
    for filing in Filing.objects.filter(organisation__in=below).select_related("plan", "submitted_by"):
        assert filing.plan.organisation_id == township.pk
        assert filing.submitted_by is None or filing.submitted_by.username.startswith("S0003-")
    for tick in Attendance.objects.filter(activity__hosts__in=below).select_related("member"):
        assert tick.member.code.startswith("S0003-")
    taken = StepTaken.objects.filter(register="advice")
    assert len({it.record for it in taken}) == len(taken) > TOWNSHIPS


def test_a_copy_has_the_figures_of_the_original(alone: Counter[Any]) -> None:
    original = figures_of("T01")
    assert original == figures_of("S0001") == figures_of("S0003")
    rates = rates_of(Organisation.objects.get(code="D01"), YEAR).values()
    assert [(rate.ratio.numerator, rate.ratio.denominator) for rate in rates] == [(21, 93), (45, 147), (15, 18)]


def test_its_people_sign_in_and_go_on_working(alone: Counter[Any], client: Client) -> None:
    client.post("/accounts/login/", {"username": "S0002-staff", "password": "demo-staff"})
    assert client.get("/filings/").status_code == 200
    new = Organisation.objects.create(code="S0002-V99", name="新村党支部", kind="branch")
    assert new.pk > Organisation.objects.exclude(pk=new.pk).latest("pk").pk


def test_the_district_is_generated_once(alone: Counter[Any]) -> None:
    with pytest.raises(CommandError):
        call_command("generate_scale", "--townships=1")
