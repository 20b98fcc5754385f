"""What only the township decides: a village names itself nothing, on no page and in no workbook."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.closing.models import ClosedMonth, Proposal
from apps.honours.models import Honour
from apps.matters.models import Matter
from apps.registers.models import StepTaken
from apps.registers.proposing import record_propose_change, step_propose
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, record_withdraw, step_take
from apps.workbooks.importing import import_workbook
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.books import workbook
from tests.registers.examples import as_typed, example, row_of, typed
from tests.registers.records import EXAMPLES

pytestmark = pytest.mark.django_db
HONOURS: Any = REGISTERS["honours"]
DECIDED = "Only the township office enters this."
NOMINATED = {"named_on": None, "nominated_on": date(2012, 6, 1)}


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def imported(township: Township, username: str, **fields: Any) -> Any:
    file = workbook(HONOURS, row_of(HONOURS, "V01", **fields))
    return import_workbook(register=HONOURS, file=file, by=township.people[username])


def test_a_village_nominates_and_cannot_name_itself(township: Township) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    assert "named_on" not in client.get("/registers/honours/new/").context["form"].fields
    fields = typed("honours", "V01", nominated_on=date(2012, 6, 1))
    assert client.post("/registers/honours/new/", fields).status_code == 302
    honour = Honour.objects.get()
    assert (honour.nominated_on, honour.named_on, honour.document_number) == (date(2012, 6, 1), None, "")


def test_no_service_lets_a_village_name_itself(township: Township) -> None:
    by = township.people["secretary01"]
    fields: dict[str, Any] = {
        "organisation": township["V01"],
        "title": "示范村",
        "level": 1,
        "named_on": date(2012, 6, 1),
    }
    with pytest.raises(ValidationError) as refused:
        record_create(register=HONOURS, by=by, **fields)
    assert set(refused.value.message_dict) == {"named_on"}
    nominated = example("honours", township["V01"], **NOMINATED)
    with pytest.raises(ValidationError) as refused:
        record_change(register=HONOURS, record=nominated, version=None, by=by, named_on=date(2012, 7, 1))
    assert "named_on" in refused.value.message_dict
    assert not Honour.objects.filter(named_on__isnull=False).exists()


def test_a_workbook_of_a_village_names_nothing_and_says_so_at_the_cells(township: Township) -> None:
    outcome = imported(township, "secretary01")
    assert {error.column for error in outcome.errors} == {"命名日期", "文号"}
    assert not Honour.objects.exists()
    assert imported(township, "staff").created == 1


def test_what_is_named_is_changed_and_withdrawn_by_the_township_alone(township: Township) -> None:
    named = example("honours", township["V01"])
    client = enter_as(Client(), township.people["secretary01"])
    assert client.get(HONOURS.address_of(named)).context["may_change"] is False
    for page in ("change", "withdraw"):
        assert client.post(f"/registers/honours/{named.pk}/{page}/", {"reason": "误录"}).status_code == 403
    with pytest.raises(ValidationError):
        record_withdraw(register=HONOURS, record=named, version=None, reason="误录", by=township.people["secretary01"])
    assert [error.column for error in imported(township, "secretary01", merits="改写").errors] == ["荣誉"]
    staff = enter_as(Client(), township.people["staff"])
    assert staff.get(HONOURS.address_of(named)).context["may_change"] is True
    assert imported(township, "staff", merits="改写").updated == 1


def test_a_step_shows_what_was_entered_before_and_keeps_it(township: Township) -> None:
    nominated = example("honours", township["V01"], **NOMINATED, granted_by="青禾镇党委")
    client, address = enter_as(Client(), township.people["staff"]), f"/registers/honours/{nominated.pk}/named/"
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value()}
    assert client.post(address, sent | {"on": "2012-07-01"}).status_code == 302
    assert Honour.objects.get().granted_by == "青禾镇党委"


def test_a_step_in_a_closed_month_asks_for_a_reason(township: Township) -> None:
    nominated: Any = example("honours", township["V01"], **NOMINATED)
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=7)
    named = next(step for step in HONOURS.steps if step.code == "named")
    taking: dict[str, Any] = {
        "register": HONOURS,
        "case": nominated,
        "step": named,
        "version": None,
        "by": township.people["staff"],
    }
    with pytest.raises(ValidationError) as refused:
        step_take(**taking, on=date(2012, 7, 2))
    assert set(refused.value.message_dict) == {"reason"}
    step_take(**taking, on=date(2012, 7, 2), reason="补录")
    assert Honour.objects.get().named_on == date(2012, 7, 2)


def test_a_workbook_names_the_rows_that_touch_a_closed_month_also_the_month_they_leave(township: Township) -> None:
    example("matters", township["V01"], settled_on=date(2012, 7, 5), result="已办结")
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=7)
    matters = REGISTERS["matters"]
    rows = [
        row_of(matters, "V02"),
        row_of(matters, "V01", settled_on=date(2012, 8, 5), result="已办结"),
    ]
    outcome = import_workbook(register=matters, file=workbook(matters, *rows), by=township.people["staff"])
    assert (len(outcome.closed), outcome.closed_rows) == (1, (3,))


def closed(township: Township, month: int = 7) -> None:
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=month)


def test_a_village_proposes_a_nomination_for_a_closed_month_and_no_naming(township: Township) -> None:
    closed(township)
    client, by = enter_as(Client(), township.people["secretary01"]), township.people["secretary01"]
    fields = as_typed({"organisation": "V01", "title": "示范村", "level": 1, "nominated_on": date(2012, 7, 2)})
    client.post("/registers/honours/new/", {**fields, "named_on": "2012-07-03", "reason": "漏报"})
    assert {"nominated_on", "named_on"} & Proposal.objects.get().new.keys() == {"nominated_on"}
    nominated = example("honours", township["V01"], **NOMINATED)
    proposing: dict[str, Any] = {"register": HONOURS, "by": by, "reason": "漏报"}
    with pytest.raises(ValidationError) as refused:
        record_propose_change(record=nominated, version=None, named_on=date(2012, 7, 3), **proposing)
    assert "named_on" in refused.value.message_dict
    named = next(step for step in HONOURS.steps if step.code == "named")
    with pytest.raises(ValidationError) as refused:
        step_propose(case=nominated, step=named, on=date(2012, 7, 3), version=None, **proposing)  # type: ignore[arg-type]
    assert set(refused.value.message_dict) == {"organisation"}


def test_a_step_in_a_closed_month_is_proposed_and_taken_once_it_is_accepted(township: Township) -> None:
    closed(township)
    matter: Any = example("matters", township["V01"])
    client, address = enter_as(Client(), township.people["secretary01"]), f"/registers/matters/{matter.pk}/settled/"
    sent = {"version": 1, "on": "2012-07-05", "result": "已硬化"}
    assert set(client.post(address, sent).context["form"].errors) == {"reason"}
    assert client.post(address, {**sent, "reason": "漏记"}).status_code == 302
    proposal = Proposal.objects.get()
    assert Matter.objects.get().settled_on is None
    assert client.get(REGISTERS["matters"].address_of(matter)).context["proposal"] == proposal
    enter_as(Client(), township.people["staff"]).post(f"/proposals/{proposal.pk}/accept/", {"version": 1})
    settled = Matter.objects.get()
    assert (settled.settled_on, settled.result) == (date(2012, 7, 5), "已硬化")
    taken = StepTaken.objects.get()
    assert (taken.step, taken.on, taken.reason) == ("settled", date(2012, 7, 5), "漏记")


def test_a_proposal_about_what_few_may_see_is_seen_by_the_same_few(township: Township) -> None:
    closed(township)
    secret = {"category": "complaint", "registered_on": date(2012, 7, 2)}
    client = enter_as(Client(), township.people["clerk01"])
    fields = as_typed({"organisation": "V01", **EXAMPLES["matters"][0], **secret})
    client.post("/registers/matters/new/", {**fields, "reason": "漏录"})
    proposal = Proposal.objects.get()
    for username, status in {"clerk01": 200, "staff": 200, "secretary01": 404, "leader": 404}.items():
        person = enter_as(Client(), township.people[username])
        assert (username, person.get(f"/proposals/{proposal.pk}/").status_code) == (username, status)
        assert ("硬化村道" in person.get("/proposals/").content.decode()) is (status == 200)


def test_a_workbook_is_refused_at_the_day_that_lies_in_a_closed_month(township: Township) -> None:
    closed(township)
    matters = REGISTERS["matters"]
    row = row_of(matters, "V01", settled_on=date(2012, 7, 5), result="已办结")
    outcome = import_workbook(register=matters, file=workbook(matters, row), by=township.people["secretary01"])
    assert [error.column for error in outcome.errors] == ["销号日期"]


def test_a_village_enters_no_training_of_its_secretary_and_renames_nobody_who_was_trained(township: Township) -> None:
    posts, secretary = REGISTERS["posts"], township.people["secretary01"]
    fields = {**EXAMPLES["posts"][0], "organisation": township["V01"]}
    with pytest.raises(ValidationError, match="镇") as refused:
        record_create(register=posts, by=secretary, **fields, trained_on=date(2012, 6, 8))
    assert set(refused.value.message_dict) == {"trained_on"}
    held = record_create(register=posts, by=secretary, **fields)
    trained = record_change(
        register=posts, record=held, version=None, by=township.people["staff"], trained_on=date(2012, 6, 8)
    )
    with pytest.raises(ValidationError):
        record_change(register=posts, record=trained, version=None, by=secretary, person="李强")
