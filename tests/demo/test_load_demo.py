from collections import Counter
from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from apps.demo.classes import classes
from apps.demo.organisations import organisations, party_organisations
from apps.gradings.models import Grading
from apps.gradings.rates import RateCode
from apps.gradings.selectors import rates_of
from apps.organisations.models import Organisation
from apps.progress.selectors import progress_of
from apps.progress.states import Pace
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db


def load(year: int, as_of: date | None = None, seed: int = 1) -> Organisation:
    demonstration(year=year, as_of=as_of or date(year, 12, 31), seed=seed)
    return Organisation.objects.get(code="T01")


def figures(year: int) -> dict[RateCode, tuple[int, int]]:
    found = rates_of(Organisation.objects.get(code="T01"), year)
    return {code: (rate.ratio.numerator, rate.ratio.denominator) for code, rate in found.items()}


UPGRADED = {
    RateCode.ADVANCED_UPGRADE: (7, 31),
    RateCode.GENERAL_UPGRADE: (15, 49),
    RateCode.BACKWARD_CONVERSION: (5, 6),
}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_whole_year_2012_has_the_organisations_and_classes_of_the_believable_township(seed: int) -> None:
    load(2012, seed=seed)
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    assert kinds["general_branch"] == 10
    assert kinds["branch"] + kinds["joint_branch"] == 79
    assert (kinds["womens_federation"], kinds["trade_union"], kinds["association"]) == (47, 17, 14)
    assert kinds["league_committee"] + kinds["league_branch"] == 51
    standings = progress_of(Organisation.objects.get(code="T01"), 2012, date(2012, 12, 31))
    told = {it.indicator.code: it.figure.numerator for it in standings}
    assert (len(told), {code for code in told if told[code] is None}) == (35, set())
    assert (told["QUA-02"], told["QUA-03"]) == (45, 42)
    starts = Counter(Grading.objects.filter(year=2012).values_list("start_class", flat=True))
    assert starts == {"advanced": 31, "general": 50, "backward": 6, "ungraded": 2}
    assert figures(2012) == UPGRADED


def test_a_year_under_way_shows_the_same_confirmed_figures_and_some_that_wait() -> None:
    load(2026, as_of=date(2026, 11, 23))
    assert figures(2026) == UPGRADED
    assert Grading.objects.drafts().count() == 6


def test_nothing_is_known_that_happened_after_the_day() -> None:
    middle = date(2012, 6, 30)
    load(2012, as_of=middle)
    assert not Grading.objects.exclude(end_class="").filter(year=2012).exists()
    assert not Organisation.objects.filter(closed__isnull=False).exists()
    assert not Organisation.objects.filter(opened__gt=middle).exists()


def test_the_year_before_had_a_plan_of_its_own_and_ended_as_this_year_began() -> None:
    township = load(2026, as_of=date(2026, 11, 23))
    standings = progress_of(township, 2025, date(2025, 12, 31))
    assert {it.indicator.code for it in standings if not it.figure.has_facts} == set()
    assert {it.state for it in standings if it.target is not None} == {Pace.DONE, Pace.BEHIND}
    ended = dict(Grading.objects.filter(year=2025).values_list("organisation", "end_class"))
    began = dict(Grading.objects.filter(year=2026).values_list("organisation", "start_class"))
    assert len(ended) > 80
    assert ended == {it: began[it] for it in ended}


def test_the_same_arguments_give_the_same_data_and_another_seed_other_data() -> None:
    def classes_of(seed: int) -> list[tuple[str, str, str]]:
        plan = party_organisations(organisations(2012, Random(f"{seed} organisations")))
        rows = classes(plan, 2012, date(2012, 12, 31), Random(f"{seed} classes"))
        return [(code, row["start_class"], row.get("end_class", "")) for code, row in rows.items()]

    assert classes_of(1) == classes_of(1)
    assert classes_of(1) != classes_of(2)


def test_everybody_of_the_contract_can_sign_in_and_has_a_home(client: Client) -> None:
    load(2012)
    offices = "admin staff leader auditor district league women union association clerk01 secretary01 secretary42"
    for username in offices.split():
        client.post("/accounts/login/", {"username": username, "password": f"demo-{username}"})
        assert client.get("/").status_code == 200, username
        client.post("/accounts/logout/")


def test_a_portal_in_use_is_never_filled_with_the_demonstration() -> None:
    load(2012)
    with pytest.raises(CommandError):
        call_command("load_demo")
    call_command("load_demo", "--if-empty")
    assert Organisation.objects.count() == 219


def test_the_sign_ins_are_shown_at_every_start() -> None:
    shown = []
    for _start in range(2):
        out = StringIO()
        call_command("load_demo", "--if-empty", "--year", "2012", stdout=out)
        shown.append(out.getvalue())
    assert "demo-staff" in shown[0]
    assert "demo-secretary01" in shown[0]
    assert shown[0] == shown[1]
