"""A form that makes something is sent twice, or by two workers at once: it makes one thing."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from apps.core.models import SentForm
from apps.core.once import KEPT, OnceForm, forget_sent_forms, made_once
from apps.core.saving import save_checked
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation


def organisation(code: str = "N1") -> Organisation:
    made = Organisation(code=code, name="新村党支部", kind=Kind.BRANCH)
    save_checked(made)
    return made


def address(made: Organisation) -> str:
    return f"/organisations/{made.code}/"


@pytest.mark.django_db
def test_the_second_sending_makes_nothing_and_leads_to_the_same_place() -> None:
    token = uuid4()
    first = made_once(token, organisation, address)
    second = made_once(token, organisation, address)
    assert (first.address, first.first) == ("/organisations/N1/", True)
    assert (second.address, second.first) == ("/organisations/N1/", False)
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_a_refused_form_may_be_sent_again() -> None:
    organisation("N1")
    form = OnceForm({"once": str(uuid4())})
    assert form.is_valid()
    assert form.make_once(organisation, address) is None
    assert form.non_field_errors() or form.errors
    assert not SentForm.objects.exists()
    assert form.make_once(lambda: organisation("N2"), address) is not None


@pytest.mark.django_db
def test_tokens_are_forgotten_when_no_open_page_can_send_them() -> None:
    SentForm.objects.create(token=uuid4())
    assert forget_sent_forms() == 0
    assert forget_sent_forms(now=timezone.now() + KEPT + timedelta(seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one() -> None:
    token, barrier, led = uuid4(), Barrier(2), []

    def send() -> None:
        barrier.wait()
        led.append(made_once(token, organisation, address))
        connection.close()

    _both(send)
    assert sorted(made.first for made in led) == [False, True]
    assert {made.address for made in led} == {"/organisations/N1/"}
    assert Organisation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_saved_twice_at_once_is_a_sentence() -> None:
    barrier, refused = Barrier(2), []

    def save() -> None:
        barrier.wait()
        try:
            organisation()
        except ValidationError as refusal:
            refused.append(refusal)
        connection.close()

    _both(save)
    assert [list(refusal.message_dict) for refusal in refused] == [["code"]]
    assert Organisation.objects.count() == 1


def _both(act: object) -> None:
    threads = [Thread(target=act) for _ in range(2)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
