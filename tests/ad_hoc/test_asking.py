"""Ad-hoc forms: approved, for a purpose and a time, asked only of whom they concern, and never for what is there."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.ad_hoc.held import alike
from apps.ad_hoc.models import AdHocAnswer, AdHocForm
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, record_withdraw
from tests.factories.township import Township
from tests.filings.cast import plan_of

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("_in_october")


@pytest.fixture
def _in_october() -> Any:
    with time_machine.travel("2012-10-10 09:00+08:00"):
        yield


def asked(township: Township, **given: Any) -> AdHocForm:
    """A form of the township for its villages, until the end of October."""
    its: dict[str, Any] = {
        "organisation": township["T01"],
        "item": "应急照明灯",
        "unit": "盏",
        "whom": "village",
        "purpose": "防汛物资核定",
        "approved_by": "何敏",
        "date": date(2012, 10, 8),
        "due": date(2012, 10, 31),
    }
    made = record_create(register=REGISTERS["ad-hoc-forms"], by=township.people["staff"], **(its | given))
    assert isinstance(made, AdHocForm)
    return made


def refused(township: Township, **given: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        asked(township, **given)
    return list(caught.value.message_dict)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"approved_by": ""}, "approved_by"),
        ({"due": None}, "due"),
        ({"due": date(2012, 10, 7)}, "due"),
        ({"whom": ""}, "whom"),
        ({"item": "义务宣传员人数"}, "item"),
        ({"item": "村集体经济收入情况统计表"}, "item"),
        ({"item": "应拨付"}, "item"),
        ({"item": "示范村"}, "item"),
        ({"item": "党费收缴情况"}, "item"),
    ],
)
def test_a_form_without_its_reasons_or_for_what_is_held_is_refused(
    township: Township, given: dict[str, Any], field: str
) -> None:
    plan_of(township["T01"])
    assert refused(township, **given) == [field]
    assert not AdHocAnswer.objects.exists()


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("义务宣传员（人数）", "义务宣传员"),
        ("村 集体经济收入情况统计表", "村集体经济收入"),
        ("总数", "总数"),
        ("路灯", "路灯"),
    ],
)
def test_names_are_compared_by_what_they_mean(name: str, bare: str) -> None:
    assert alike(name) == bare


def test_only_whom_it_concerns_is_asked_and_finds_it_at_home(township: Township, signed_in: SignIn) -> None:
    asked(township)
    codes = AdHocAnswer.objects.values_list("organisation__code", flat=True)
    assert (set(codes) >= {"V01", "V02"}, "T01" in codes, "V03-1" in codes) == (True, False, False)
    assert "临时报表填报" in signed_in("secretary01").get("/").content.decode()
    answer = AdHocAnswer.objects.get(organisation=township["V01"])
    page = signed_in("secretary01").get(f"/registers/ad-hoc-answers/{answer.pk}/").content.decode()
    assert "防汛物资核定" in page
    assert signed_in("secretary02").get(f"/registers/ad-hoc-answers/{answer.pk}/").status_code == 404


def test_an_answer_is_a_figure_and_its_day_and_the_form_says_how_many_have_given_one(
    township: Township, signed_in: SignIn
) -> None:
    form = asked(township)
    answer = AdHocAnswer.objects.get(organisation=township["V01"])
    register, by = REGISTERS["ad-hoc-answers"], township.people["secretary01"]
    record_change(register=register, record=answer, version=answer.version, by=by, value=1200)
    answer.refresh_from_db()
    assert (answer.value, answer.answered_on) == (1200, date(2012, 10, 10))
    with pytest.raises(ValidationError):
        record_change(register=register, record=answer, version=answer.version, by=by, item="别的")
    of = AdHocAnswer.objects.count()
    assert f"已向 {of} 个单位采集，1 个已填报" in "".join(REGISTERS["ad-hoc-forms"].remarks_on(form))
    staff = signed_in("staff")
    told = staff.get(f"/registers/ad-hoc-forms/{form.pk}/").content.decode()
    listed = re.findall(r'href="(/registers/ad-hoc-answers/\?[^"]+)"', told)
    assert [staff.get(unescape(it)).context["page"].paginator.count for it in listed] == [of]
    page = staff.get("/filings/burden/?year=2012").content.decode()
    assert "应急照明灯" in page


def test_what_was_answered_stays_as_it_was_asked_and_what_is_withdrawn_waits_for_nobody(township: Township) -> None:
    form, staff, register = asked(township), township.people["staff"], REGISTERS["ad-hoc-forms"]

    def changed(**fields: Any) -> None:
        form.refresh_from_db()
        record_change(register=register, record=form, version=form.version, by=staff, **fields)

    changed(item="应急手电筒", due=date(2012, 11, 5))
    assert set(AdHocAnswer.objects.values_list("item", "due")) == {("应急手电筒", date(2012, 11, 5))}
    AdHocAnswer.objects.filter(organisation=township["V01"]).update(value=100, answered_on=date(2012, 10, 9))
    with pytest.raises(ValidationError):
        changed(item="手电筒")
    changed(due=date(2012, 11, 6))
    form.refresh_from_db()
    record_withdraw(register=register, record=form, version=form.version, by=staff, reason="已另行统计")
    answers = REGISTERS["ad-hoc-answers"]
    left = answers.records().counted()
    assert (left.get().organisation, left.filter(answers.waiting()).exists()) == (township["V01"], False)


def test_nobody_enters_an_answer_that_no_form_asks_for(township: Township) -> None:
    its: dict[str, Any] = {"organisation": township["V01"], "item": "手电筒", "due": date(2012, 10, 31), "value": 100}
    with pytest.raises(ValidationError) as caught:
        record_create(register=REGISTERS["ad-hoc-answers"], by=township.people["secretary01"], **its)
    assert list(caught.value.message_dict) == ["item"]
