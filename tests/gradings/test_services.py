"""Entering, confirming and reopening classes."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from apps.audit.models import Entry
from apps.core.seen import Changed, as_seen
from apps.gradings.models import Grading
from apps.gradings.services import (
    grading_reopen,
    grading_save,
    gradings_confirm,
    start_classes_confirm,
)
from tests.factories.township import Township, organisation, township

DAY = date(2012, 11, 15)


def draft(cast: Township, code: str = "V01", end_class: str = "advanced") -> Grading:
    return grading_save(organisation=cast[code], year=2012, start_class="general", end_class=end_class, by=None)


def confirm(*drafts: Grading, on: date = DAY) -> list[Grading]:
    seen = [as_seen(grading) for grading in drafts]
    return gradings_confirm(seen=seen, confirmed_on=on, document_number="58", by=None)


def test_what_is_entered_is_a_draft_and_recorded_with_before_and_after(township: Township) -> None:
    staff = township.people["staff"]
    grading_save(organisation=township["V01"], year=2012, start_class="general", by=staff)
    saved = grading_save(organisation=township["V01"], year=2012, end_class="advanced", end_level=2, by=staff)
    assert (saved.start_confirmed, saved.confirmed_on) == (False, None)
    entry = Entry.objects.filter(action="grading.updated").get()
    assert (entry.actor, entry.organisation_code, entry.target) == (staff, "V01", "V01 2012")
    assert (entry.before, entry.after) == (
        {"end_class": "", "end_level": 0},
        {"end_class": "advanced", "end_level": 2},
    )


def test_saving_the_same_again_writes_and_records_nothing(township: Township) -> None:
    draft(township)
    known = Entry.objects.count()
    draft(township)
    assert Entry.objects.count() == known


@pytest.mark.parametrize(
    ("opened", "start_class", "refused"),
    [
        (date(2012, 1, 1), "general", False),
        (date(2012, 1, 2), "general", True),
        (date(2012, 1, 2), "ungraded", False),
    ],
)
def test_an_organisation_opened_after_1_january_stays_not_graded(
    township: Township, opened: date, start_class: str, refused: bool
) -> None:
    new = organisation("V09", township["T01"], opened=opened)
    if not refused:
        assert grading_save(organisation=new, year=2012, start_class=start_class, by=None).pk
        return
    with pytest.raises(ValidationError) as refusal:
        grading_save(organisation=new, year=2012, start_class=start_class, by=None)
    assert list(refusal.value.message_dict) == ["start_class"]
    assert not Grading.objects.exists()


def test_a_start_class_is_required(township: Township) -> None:
    with pytest.raises(ValidationError) as refusal:
        grading_save(organisation=township["V01"], year=2012, end_class="general", by=None)
    assert list(refusal.value.message_dict) == ["start_class"]


def test_odd_but_possible_facts_are_stored(township: Township) -> None:
    details = {"start_class": "general", "end_level": 3, "accepted": True}
    saved = grading_save(organisation=township["V01"], year=2012, by=None, **details)  # type: ignore[arg-type]
    saved.refresh_from_db()
    assert (saved.end_class, saved.end_level, saved.accepted) == ("", 3, True)
    closed = organisation("V09", township["T01"], closed=date(2012, 3, 1))
    late = grading_save(organisation=closed, year=2012, start_class="general", end_class="general", by=None)
    assert confirm(late)[0].confirmed_on == DAY


def test_confirming_writes_date_and_document_and_one_entry_each(township: Township) -> None:
    one, other = draft(township, "V01"), draft(township, "V02", "general")
    untouched = draft(township, "V03")
    confirmed = confirm(one, other)
    assert {grading.organisation.code for grading in confirmed} == {"V01", "V02"}
    for grading in (one, other, untouched):
        grading.refresh_from_db()
    assert (one.confirmed_on, one.document_number, other.confirmed_on) == (DAY, "58", DAY)
    assert untouched.confirmed_on is None
    entries = Entry.objects.filter(action="grading.confirmed").order_by("organisation_code")
    assert [entry.organisation_code for entry in entries] == ["V01", "V02"]
    assert entries[0].after == {"confirmed_on": "2012-11-15", "document_number": "58"}


def test_the_superiors_earlier_decision_survives_a_confirmation_without_one(township: Township) -> None:
    details = {"start_class": "general", "end_class": "advanced", "superior_decided_on": date(2012, 10, 1)}
    saved = grading_save(organisation=township["V01"], year=2012, by=None, **details)  # type: ignore[arg-type]
    assert confirm(saved)[0].superior_decided_on == date(2012, 10, 1)


def test_only_drafts_as_they_were_seen_are_confirmed_else_none(township: Township) -> None:
    one, other = draft(township, "V01"), draft(township, "V02")
    without_end = grading_save(organisation=township["V03"], year=2012, start_class="general", by=None)
    grading_save(organisation=township["V02"], year=2012, end_class="general", by=None)
    for changed in (other, without_end):
        with pytest.raises(Changed) as refusal:
            confirm(one, changed)
        assert refusal.value.rows == {changed.pk}
    assert not Grading.objects.filter(confirmed_on__isnull=False).exists()
    assert not Entry.objects.filter(action="grading.confirmed").exists()


def test_a_second_confirmation_changes_nothing(township: Township) -> None:
    one = draft(township)
    confirm(one)
    with pytest.raises(Changed):
        confirm(one, on=date(2012, 12, 1))
    one.refresh_from_db()
    assert one.confirmed_on == DAY


@pytest.mark.parametrize(
    ("on", "number", "field"),
    [
        (date(2999, 1, 1), "58", "confirmed_on"),
        (DAY, "", "document_number"),
    ],
)
def test_a_confirmation_needs_a_day_that_has_come_and_a_document(
    township: Township, on: date, number: str, field: str
) -> None:
    seen = [as_seen(draft(township))]
    with pytest.raises(ValidationError) as refusal:
        gradings_confirm(seen=seen, confirmed_on=on, document_number=number, by=None)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("change", [{"end_class": "general"}, {"end_level": 1}, {"accepted": True}])
def test_a_confirmed_end_class_is_changed_only_after_it_was_reopened(
    township: Township, change: dict[str, object]
) -> None:
    one = draft(township)
    confirm(one)
    with pytest.raises(ValidationError) as refusal:
        grading_save(organisation=township["V01"], year=2012, by=None, **change)  # type: ignore[arg-type]
    assert list(refusal.value.message_dict) == ["end_class"]
    grading_reopen(grading=one, start=False, reason="复核", by=township.people["leader"])
    assert grading_save(organisation=township["V01"], year=2012, by=None, **change).pk  # type: ignore[arg-type]
    entry = Entry.objects.get(action="grading.reopened")
    assert entry.before == {"confirmed_on": "2012-11-15", "document_number": "58"}
    assert entry.after == {"confirmed_on": None, "document_number": "", "reason": "复核"}


def test_the_superiors_decision_may_be_entered_after_the_confirmation(township: Township) -> None:
    confirm(draft(township))
    decided = date(2012, 12, 18)
    saved = grading_save(organisation=township["V01"], year=2012, superior_decided_on=decided, by=None)
    assert (saved.superior_decided_on, saved.confirmed_on) == (decided, DAY)


def test_a_start_class_is_confirmed_and_reopened_by_itself(township: Township) -> None:
    one = draft(township)
    start_classes_confirm(seen=[as_seen(one)], by=None)
    with pytest.raises(ValidationError) as refusal:
        grading_save(organisation=township["V01"], year=2012, start_class="advanced", by=None)
    assert list(refusal.value.message_dict) == ["start_class"]
    with pytest.raises(Changed):
        start_classes_confirm(seen=[as_seen(one)], by=None)
    grading_reopen(grading=one, start=True, reason="更正", by=None)
    grading_save(organisation=township["V01"], year=2012, start_class="advanced", by=None)
    actions = Entry.objects.filter(action__startswith="grading.start_").order_by("id")
    assert [entry.action for entry in actions] == ["grading.start_confirmed", "grading.start_reopened"]


@pytest.mark.parametrize("reason", ["", "复核"])
def test_taking_back_needs_a_reason_and_a_confirmation(township: Township, reason: str) -> None:
    one = draft(township)
    if not reason:
        confirm(one)
    with pytest.raises(ValidationError) as refusal:
        grading_reopen(grading=one, start=False, reason=reason, by=None)
    assert list(refusal.value.message_dict) == ["reason"]


def test_the_database_itself_refuses_a_confirmation_without_a_class(township: Township) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Grading.objects.create(organisation=township["V01"], year=2012, start_class="general", confirmed_on=DAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_confirm_at_once_only_one_does() -> None:
    cast = township()
    drafts = [draft(cast, code) for code in ("V01", "V02", "V03")]
    seen = [as_seen(grading) for grading in drafts]
    start, outcomes = Barrier(2), list[str]()

    def one_person(day: int) -> Callable[[], None]:
        def act() -> None:
            try:
                start.wait()
                on = date(2012, 11, day)
                gradings_confirm(seen=seen, confirmed_on=on, document_number=str(day), by=None)
                outcomes.append("confirmed")
            except Changed:
                outcomes.append("too late")
            finally:
                connection.close()

        return act

    people = [Thread(target=one_person(day)) for day in (1, 2)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    assert sorted(outcomes) == ["confirmed", "too late"]
    assert Entry.objects.filter(action="grading.confirmed").count() == 3
    assert Grading.objects.values("confirmed_on", "document_number").distinct().count() == 1
