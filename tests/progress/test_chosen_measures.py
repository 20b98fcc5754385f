"""An indicator that staff make without code: what measures it is chosen, and facts fill it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.activities.types import ActivityType
from apps.plans.measurable import measurable, measure_said
from apps.plans.models import Indicator, Plan
from apps.progress.selectors import progress_of
from apps.registers.registry import REGISTERS
from tests.checklists.cast import found, items_from, own_checklist
from tests.factories.activities import activity
from tests.factories.township import Township, organisation
from tests.progress.cast import held, plan_of
from tests.registers.examples import example

LEAGUE = {"kind": "league_branch", "sector": ""}
SignIn = Callable[[str], Client]
NEW = "/plans/2012/indicators/"
JANUARY, DAY, END = date(2012, 1, 1), date(2012, 6, 30), date(2012, 12, 31)
FIELDS: dict[str, Any] = {
    "programme": "本镇自设", "code": "OWN-01", "name": "自设指标", "kind": "rate", "nature": "stock",
    "source": "measure",
    "comparator": ">=", "unit": "%", "applies_to": ["village"], "due": "2012-12-31", "weight": "2",
}  # fmt: skip


@pytest.fixture
def plan(township: Township) -> Plan:
    with time_machine.travel("2012-01-10"):
        return plan_of(township)


def sent(client: Client, **fields: Any) -> Any:
    return client.post(NEW, {**FIELDS, **fields})


def figure(township: Township, code: str = "OWN-01") -> tuple[int | None, int | None]:
    standing = next(it for it in progress_of(township["T01"], 2012, END) if it.indicator.code == code)
    return standing.figure.numerator, standing.figure.denominator


def test_a_checklist_of_the_townships_own_decides_an_indicator(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    own_checklist(township["T01"])
    items_from(township["T01"], JANUARY, "一室", "一栏", checklist="town_ones")
    staff = signed_in("staff")
    assert "本镇“五个一”" in staff.get(NEW).content.decode()
    assert sent(staff, measure="checklists:share:town_ones").status_code == 302
    assert figure(township) == (None, None)
    found(township["V01"], "√√", "town_ones", DAY)
    found(township["V02"], "√×", "town_ones", DAY)
    assert figure(township) == (1, 3)
    page = staff.get("/plans/2012/indicators/OWN-01/?as_of=2012-12-31").context["records"]
    assert [it.organisation.code for it in page.registered] == ["V01"]
    assert [it.code for it in page.lacking] == ["V02", "V03"]


def test_honours_documents_and_activities_of_any_kind_decide_one(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    expected: list[tuple[str, str, tuple[int, int | None]]] = [
        ("honours:number:advanced_organisation", "count", (3, None)),
        ("honours:covered:advanced_organisation", "count", (1, None)),
        ("honours:share:advanced_organisation", "rate", (1, 3)),
        ("documents:number:opinion", "count", (1, None)),
        ("activities:number:theme_day", "count", (2, None)),
        ("activities:carrier:board", "count", (2, None)),
        ("activities:taken_to:school", "count", (1, None)),
        ("activities:households:visit", "count", (9, None)),
        ("activities:heard:mass", "rate", (1, 1)),
        ("association-services:number:before", "count", (1, None)),
    ]
    staff = signed_in("staff")
    for number, (measure, kind, _found) in enumerate(expected):
        answer = sent(staff, measure=measure, kind=kind, comparator=">=", code=f"OWN-{number:02}", name=measure)
        assert answer.status_code == 302, measure
    for on in (date(2012, 6, 20), date(2012, 6, 21)):
        example("honours", township["V01"], title="先进基层党组织", type="advanced_organisation", named_on=on)
    example("honours", township["V03-1"], title="先进基层党组织", type="advanced_organisation")
    example("documents", township["T01"])
    held(ActivityType.THEME_DAY, DAY, township["V01"], township["V02"])
    held(ActivityType.THEME_DAY, DAY, township["V03-1"])
    for details in ({"taken_to": "school"}, {}):
        activity(township["V01"], township["V02"], type=ActivityType.PUBLICITY, carrier="board", **details)
    activity(township["V01"], township["V02"], type=ActivityType.VISIT, households=9)
    activity(township["V01"], type=ActivityType.VISIT)
    association = organisation("A01", township["T01"], kind="association", sector="")
    for stage in ("before", "after"):
        example("association-services", association, stage=stage)
    activity(township["T01"], organisation("L01", township["T01"], **LEAGUE), type=ActivityType.HEARING)
    found = {it.indicator.name: it.figure for it in progress_of(township["T01"], 2012, END)}
    told = [(measure, kind, (found[measure].numerator, found[measure].denominator)) for measure, kind, _ in expected]
    assert told == expected


def test_two_indicators_with_one_measure_mean_different_organisations(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    staff, measure = signed_in("staff"), "honours:share:advanced_organisation"
    example("honours", township["V01"], title="先进基层党组织", type="advanced_organisation")
    sent(staff, measure=measure)
    sent(staff, measure=measure, code="OWN-02", applies_to=["party_branch"])
    assert (figure(township), figure(township, "OWN-02")) == ((1, 3), (1, 4))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"measure": "honours:share:nothing"}, "measure"),
        ({"measure": "honours:share:five_good", "mechanism": "M036"}, "measure"),
        ({"measure": "honours:share:five_good", "kind": "count"}, "kind"),
        ({"measure": "honours:number:five_good"}, "kind"),
        ({"measure": "honours:number:five_good", "kind": "amount"}, "kind"),
        ({"measure": "honours:share:five_good", "source": "filed"}, "source"),
    ],
)
def test_what_does_not_go_together_is_said_at_its_field(
    township: Township, plan: Plan, signed_in: SignIn, wrong: dict[str, str], field: str
) -> None:
    assert field in sent(signed_in("staff"), **wrong).context["form"].errors
    assert not Indicator.objects.filter(code="OWN-01").exists()


def test_a_choice_is_shown_again_and_can_be_given_up(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff, address = signed_in("staff"), f"{NEW}OWN-01/edit/"
    sent(staff, measure="honours:share:five_good")
    form = staff.get(address).context["form"]
    assert (form["measure"].value(), form["mechanism"].value()) == ("honours:share:five_good", "")
    told = staff.get("/help/figures/indicators/2012/OWN-01/").content.decode()
    assert measure_said("honours:share:five_good") in told
    fields = {it.name: it.value() for it in form if it.value() is not None}
    assert staff.post(address, {**fields, "measure": "", "mechanism": "M001"}).status_code == 302
    assert Indicator.objects.get(code="OWN-01").mechanism == "M001"


def test_what_is_chosen_is_called_what_it_was_offered_as(db: None) -> None:
    offered = dict(choice for _group, its in measurable() for choice in its)
    for key in ("honours:share:five_good", "checklists:share:five_ones", "M036", "M015", "activities:heard:mass"):
        assert measure_said(key) == offered[key] != ""
    assert measure_said("M001") == measure_said("honours:share:nothing") == ""


def test_whatever_is_offered_is_short_enough_to_be_kept(db: None) -> None:
    keys = [key for _group, its in measurable() for key, _label in its]
    assert len(keys) == len(set(keys)) > len(REGISTERS)
    assert max(map(len, keys)) <= (Indicator._meta.get_field("mechanism").max_length or 0)
