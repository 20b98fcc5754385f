"""Advice and its answer: given by whoever leads today, answered once (M008)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.associations.models import Advice
from apps.audit.models import Entry
from apps.core.calendar import today
from apps.core.versioning import StaleVersion
from apps.registers.models import StepTaken
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change
from tests.factories.leading import advice_answer, advice_give, leading_change
from tests.factories.township import Township

TEXT, ANSWER = "建议采收前签好收购合同", "理事会已讨论，交会员大会表决"


def give(led: Township, giver: str = "V01", text: str = TEXT) -> Advice:
    return advice_give(giver=led[giver], association=led["A01"], text=text, by=led.people["secretary01"])


def state_of(advice: Advice) -> str:
    return advice.state.code if advice.state else ""


def test_the_leading_branch_advises_and_the_audit_log_knows(led: Township) -> None:
    advice = give(led)
    assert (advice.recorded_by, state_of(advice)) == (led.people["secretary01"], "given")
    entry = Entry.objects.get(action="advice.created")
    assert (entry.target, entry.organisation_code) == ("V01 → A01", "A01")
    assert (entry.after["giver"], entry.after["text"]) == ("V01", TEXT)


def test_nobody_advises_who_does_not_lead_it_today(led: Township) -> None:
    with pytest.raises(ValidationError):
        give(led, "V02")
    link = led["A01"].led_links.get()
    leading_change(link=link, end=today() - timedelta(days=1), basis="", by=None)
    with pytest.raises(ValidationError):
        give(led)
    assert not Advice.objects.exists()


@pytest.mark.parametrize("text", ["", " \n ", "长" * 2001])
def test_advice_says_something_and_not_a_book(led: Township, text: str) -> None:
    with pytest.raises(ValidationError) as errors:
        give(led, text=text)
    assert set(errors.value.message_dict) == {"text"}


def test_the_association_answers_once(led: Township) -> None:
    advice, officer = give(led), led.people["officer-A01"]
    answered = advice_answer(advice=advice, answer=ANSWER, by=officer)
    assert (answered.answer, state_of(answered)) == (ANSWER, "answered")
    assert StepTaken.objects.get(register="advice", record=advice.pk).by == officer
    assert Entry.objects.get(action="advice.step_answered").after["answer"] == ANSWER
    with pytest.raises(StaleVersion):
        advice_answer(advice=advice, answer="另一个答复", by=officer)
    for somebody in (officer, led.people["secretary01"]):
        with pytest.raises(ValidationError):
            record_change(register=REGISTERS["advice"], record=answered, version=None, by=somebody, text="改")
    assert Advice.objects.get().answer == ANSWER


@pytest.mark.parametrize("answer", [" ", "长" * 2001])
def test_an_answer_says_something_and_not_a_book(led: Township, answer: str) -> None:
    with pytest.raises(ValidationError) as errors:
        advice_answer(advice=give(led), answer=answer, by=led.people["officer-A01"])
    assert set(errors.value.message_dict) == {"answer"}


def test_advice_is_still_answered_when_another_branch_leads_by_then(led: Township) -> None:
    advice = give(led)
    leading_change(link=led["A01"].led_links.get(), end=today(), basis="", by=None)
    assert state_of(advice_answer(advice=advice, answer=ANSWER, by=led.people["officer-A01"])) == "answered"


def test_the_database_holds_no_answer_without_its_day_and_no_day_without_an_answer(led: Township) -> None:
    advice = give(led)
    for fields in ({"answer": ANSWER}, {"answered_on": today()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Advice.objects.filter(pk=advice.pk).update(**fields)
