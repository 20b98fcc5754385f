"""Letters of transfer are watched until their receipt; registration comes round every three years."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.audit.models import Entry
from apps.members.models import Member, Membership, TransferLetter
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create, record_withdraw, step_take
from tests.factories.browser import enter_as, filled_in
from tests.factories.township import Township
from tests.measures.test_registers import figure
from tests.members.test_figures import about, member

pytestmark = pytest.mark.django_db
LETTERS: Any = REGISTERS["transfers"]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def letter(township: Township, number: str, day: date, **more: Any) -> Any:
    facts: dict[str, Any] = {"direction": "in", "number": number, "partner": "城关镇党委", "issued_on": day, **more}
    return record_create(register=LETTERS, by=None, organisation=township["V01"], **facts)


def test_who_goes_leaves_the_roll_with_the_receipt_of_the_letter(township: Township) -> None:
    one = member(township["V01"], "D1")
    out = letter(township, "3号", date(2012, 3, 1), direction="out", member=one)
    assert (out.due, Member.objects.get().left_on) == (date(2012, 5, 30), None)
    receipt = LETTERS.steps[1]
    step_take(register=LETTERS, case=out, step=receipt, on=date(2012, 4, 5), version=1, by=township.people["staff"])
    member_now = Member.objects.get()
    assert (member_now.left_on, member_now.left_how, member_now.left_note) == (date(2012, 4, 5), "moved", "城关镇党委")
    assert Membership.objects.get().end == date(2012, 4, 5)
    assert Entry.objects.get(action="member.updated").target == "V01 D1"
    with pytest.raises(ValidationError) as refused:
        letter(township, "4号", date(2012, 6, 1), direction="out", member=one)
    assert set(refused.value.message_dict) == {"member"}


def test_a_withdrawn_letter_brings_back_whom_its_receipt_took_off_the_roll(township: Township) -> None:
    one, other = (member(township["V01"], code) for code in ("D1", "D2"))
    category = about(one, "member-categories", category="mobile", start=date(2012, 1, 1))
    for number, who in (("3号", one), ("4号", other)):
        letter(township, number, date(2012, 3, 1), direction="out", member=who, received_on=date(2012, 4, 5))
    Member.objects.filter(code="D2").update(left_how="died")
    staff = enter_as(Client(), township.people["staff"])
    first, second = TransferLetter.objects.order_by("number")
    change = f"{LETTERS.address_of(first)}change/"
    sent = filled_in(staff.get(change).context["form"]) | {"received_on": ""}
    assert set(staff.post(change, sent).context["form"].errors) == {"received_on"}
    said = {it.number: staff.get(f"{LETTERS.address_of(it)}withdraw/").context["consequence"] for it in (first, second)}
    assert [bool(said["3号"]), bool(said["4号"])] == [True, False]
    for it in (first, second):
        record_withdraw(register=LETTERS, record=it, version=None, reason="误录", by=township.people["staff"])
    back, gone = Member.objects.order_by("code")
    assert (back.left_on, back.left_how, back.left_note, gone.left_on) == (None, "", "", date(2012, 4, 5))
    assert list(Membership.objects.order_by("member").values_list("end", flat=True)) == [None, date(2012, 4, 5)]
    category.refresh_from_db()
    assert category.end is None
    assert Entry.objects.filter(action="member.updated", target="V01 D1").count() == 2


def test_the_list_tells_the_days_between_and_what_is_past_its_day(township: Township) -> None:
    letter(township, "1号", date(2012, 3, 1), received_on=date(2012, 3, 11))
    letter(township, "2号", date(2012, 3, 1), received_on=date(2012, 3, 21))
    letter(township, "3号", date(2012, 3, 1))
    letter(township, "4号", date(2012, 12, 1))
    client = enter_as(Client(), township.people["secretary01"])
    page = client.get("/registers/transfers/")
    assert ["15" in page.context["notes"][0], [it for it in page.context["notes"][1] if it.isdigit()]] == [
        True,
        ["2", "1"],
    ]
    late = client.get("/registers/transfers/?in_time=overdue").context["page"]
    assert [it.number for it in late] == ["3号"]
    assert TransferLetter.objects.count() == 4


def test_the_roll_lists_whose_registration_comes_round_and_an_indicator_counts_it(township: Township) -> None:
    people = [member(township["V01"], f"D{at}") for at in range(4)]
    member(township["V01"], "D9", joined=date(2011, 7, 1))
    about(people[0], "registrations", date=date(2010, 6, 1), outcome="registered")
    about(people[1], "registrations", date=date(2009, 6, 1), outcome="registered")
    about(people[2], "registrations", date=date(2012, 6, 1), outcome="deferred")
    client = enter_as(Client(), township.people["secretary01"])
    listed = client.get("/registers/members/?state=to_register").context["page"]
    assert [it.code for it in listed] == ["D1", "D2", "D3"]
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        assert figure(township, "memberships:registered:all", ("party_branch",)) == (1, 4)


@pytest.mark.parametrize(("who", "seen"), [("staff", 1), ("secretary01", 1), ("clerk01", 0)])
def test_that_somebody_was_not_registered_is_told_to_those_who_must_know(
    township: Township, who: str, seen: int
) -> None:
    about(member(township["V01"], "D1"), "registrations", date=date(2012, 6, 1), outcome="refused")
    page = enter_as(Client(), township.people[who]).get("/registers/registrations/")
    assert len(page.context["page"]) == seen
