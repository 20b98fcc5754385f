"""Writing plans, indicators and targets: what is refused, what is recorded."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from apps.audit.models import Entry
from apps.plans.models import Plan, Target
from apps.plans.services import indicator_save, plan_update, target_set, targets_set
from apps.plans.services.splitting import split_evenly
from tests.factories.township import Township
from tests.progress.cast import indicator, plan_of


@pytest.fixture
def plan(township: Township) -> Plan:
    return plan_of(township)


def test_setting_a_target_is_recorded_with_what_was_and_what_is(township: Township, plan: Plan) -> None:
    staff, its = township.people["staff"], indicator("OPT-04")
    target_set(indicator=its, organisation=township["V01"], value=9000, by=staff, responsible="王书记")
    target_set(indicator=its, organisation=township["V01"], value=9100, by=staff)
    entries = list(Entry.objects.filter(action="target.set", target="V01 OPT-04").order_by("pk"))
    assert [entry.actor for entry in entries] == [staff, staff]
    assert (entries[1].before, entries[1].after) == ({"value": 9000}, {"value": 9100})
    assert Target.objects.get(indicator=its, organisation=township["V01"]).responsible == "王书记"


def test_a_target_that_stays_is_neither_written_nor_recorded(township: Township, plan: Plan) -> None:
    its = indicator("QUA-03")
    entries = Entry.objects.count()
    assert targets_set(indicator=its, values={township["V01"]: 1400, township["V02"]: 1300}, by=None) == 1
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize(("code", "value"), [("OPT-04", -1), ("QUA-03", 150), ("PIO-07", 50), ("OPT-04", 10**16)])
def test_an_impossible_target_is_refused_and_nothing_is_written(
    township: Township, plan: Plan, code: str, value: int
) -> None:
    before = list(Target.objects.values_list("pk", "value"))
    with pytest.raises(ValidationError):
        targets_set(indicator=indicator(code), values={township["V01"]: 100, township["V02"]: value}, by=None)
    assert list(Target.objects.values_list("pk", "value")) == before


def test_a_code_stands_in_a_plan_once_whatever_the_programme(township: Township, plan: Plan) -> None:
    its = indicator("QUA-03")
    with pytest.raises(ValidationError) as refusal:
        indicator_save(plan=plan, programme="另一工程", by=None, indicator=its, code="QUA-02")
    assert set(refusal.value.message_dict) == {"code"}
    assert indicator("QUA-03").programme.name == "素质提升工程"


@pytest.mark.parametrize(
    "milestones",
    [
        [["2012-12-31", 100], ["2012-06-30", 50]],
        [["2012-06-30", 100], ["2012-12-31", 50]],
        [["2012-06-30", 100], ["2012-06-30", 100]],
        [["2013-01-01", 100]],
    ],
)
def test_milestones_rise_to_the_due_date(township: Township, plan: Plan, milestones: list[list[object]]) -> None:
    its = indicator("QUA-02")
    with pytest.raises(ValidationError) as refusal:
        indicator_save(plan=plan, programme=its.programme.name, by=None, indicator=its, milestones=milestones)
    assert set(refusal.value.message_dict) == {"milestones"}


def test_the_settings_of_a_year_are_recorded_only_where_they_change(township: Township, plan: Plan) -> None:
    entries = Entry.objects.count()
    plan_update(plan=plan, by=None, filing_due_day=5)
    assert Entry.objects.count() == entries
    plan_update(plan=plan, by=None, filing_due_day=8, issued_on=date(2012, 2, 1))
    assert Entry.objects.get(action="plan.updated").after == {"filing_due_day": 8, "issued_on": "2012-02-01"}


@given(whole=st.integers(0, 10**6), parts=st.integers(1, 100))
def test_the_parts_of_a_split_add_up_and_differ_by_one_piece_at_most(whole: int, parts: int) -> None:
    shares = split_evenly(whole * 100, range(parts))
    assert sum(shares.values()) == whole * 100
    assert all(value % 100 == 0 and value > 0 for value in shares.values())
    if len(shares) == parts:
        assert max(shares.values()) - min(shares.values()) <= 100


def test_what_cannot_be_split_into_pieces_goes_to_the_first() -> None:
    assert split_evenly(1050, ["V01", "V02"]) == {"V01": 550, "V02": 500}
    assert split_evenly(1000, []) == {}
