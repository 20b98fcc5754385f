"""What holds for every register in closed months: whoever may only propose does so, and the township decides."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.audit.models import Entry
from apps.closing.models import ClosedMonth, Proposal
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.registers.registry import REGISTERS
from tests.factories.browser import enter_as
from tests.factories.township import Township, misplaced
from tests.registers.examples import BETWEEN, EXAMPLES, NAMES, OF_ASSOCIATIONS, OF_LEAGUE, as_typed, example, typed
from tests.registers.test_every_register import rows_of

pytestmark = pytest.mark.django_db
#: Those whose records close with the months of a village; a mass organisation closes its own.
what_a_village_closes = pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in {*BETWEEN, *OF_ASSOCIATIONS, *OF_LEAGUE}]
)


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def proposer(township: Township) -> Client:
    """Somebody of the township's office who also files for V01, where the month of every example is closed."""
    ClosedMonth.objects.bulk_create(
        ClosedMonth(filer=township["V01"], organisation=township["V01"], year=2012, month=month)
        for month in range(1, 12)
    )
    both = misplaced("both", Role.STAFF, township["T01"])
    RoleAssignment.objects.create(user=both, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1))
    return enter_as(Client(), both)


def proposed(client: Client, address: str, fields: dict[str, Any]) -> Proposal:
    """The proposal that a page makes once its form has asked for the reason."""
    asked = client.post(address, fields)
    closing = asked.context["closing"]
    assert closing.proposes
    assert f"{closing.names}</h2>" in asked.content.decode()
    answer = client.post(address, {**fields, "reason": "漏录"})
    proposal = Proposal.objects.latest("pk")
    assert answer.headers["Location"] == f"/proposals/{proposal.pk}/?made"
    assert (proposal.state, proposal.reason) == ("open", "漏录")
    return proposal


def form_of(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """The form as a person sends it who changes these fields."""
    opened = client.get(address).context["form"]
    shown = {it.html_name: it.value() for it in opened if it.value() not in (None, False)}
    return as_typed(shown | changes)


@what_a_village_closes
def test_a_record_of_a_closed_month_is_proposed_and_entered_once_it_is_accepted(
    name: str, township: Township, proposer: Client
) -> None:
    register, staff = REGISTERS[name], enter_as(Client(), township.people["staff"])
    fields = typed(name, "V01")
    proposal = proposed(proposer, f"/registers/{name}/new/", fields)
    assert not rows_of(register).exists()
    assert len(proposer.get(register.address).context["waiting"]) == 1
    again = proposer.post(f"/registers/{name}/new/", {**fields, "reason": "漏录"})
    assert again.context["proposed"] == [proposal]
    page = staff.get(f"/proposals/{proposal.pk}/")
    told = [str(line.new) for line in page.context["it"].lines]
    assert township["V01"].name in told
    assert staff.post(f"/proposals/{proposal.pk}/accept/").status_code == 302
    record = rows_of(register).get()
    assert (record.organisation.code, record.recorded_by) == ("V01", proposal.by)
    assert {field: getattr(record, field) for field in EXAMPLES[name][0]} == EXAMPLES[name][0]
    assert Entry.objects.get(action=f"{register.record_name}.created").after["reason"] == "漏录"


@what_a_village_closes
def test_a_proposed_change_is_refused_taken_back_or_written_on_what_is_stored_by_then(
    name: str, township: Township, proposer: Client
) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    staff, address = enter_as(Client(), township.people["staff"]), f"/registers/{name}/{record.pk}/change/"
    ((field, value),) = EXAMPLES[name][1].items()
    fields = form_of(proposer, address, **{field: value})
    refused = proposed(proposer, address, fields)
    assert "漏录" in proposer.get(register.address_of(record)).content.decode()
    assert proposer.post(address, {**fields, "reason": "又漏"}).context["form"].non_field_errors()
    staff.post(f"/proposals/{refused.pk}/refuse/", {"answer": "无依据"})
    taken_back = proposed(proposer, address, fields)
    proposer.post(f"/proposals/{taken_back.pk}/withdraw/")
    accepted = proposed(proposer, address, fields)
    assert getattr(rows_of(register).get(), field) != value
    rows_of(register).update(recorded_at=record.recorded_at)
    assert staff.get(f"/proposals/{accepted.pk}/").context["it"].is_stale
    staff.post(f"/proposals/{accepted.pk}/accept/", {"version": record.version})
    assert getattr(rows_of(register).get(), field) != value
    staff.post(f"/proposals/{accepted.pk}/accept/", {"version": record.version + 1})
    assert getattr(rows_of(register).get(), field) == value
    states = [Proposal.objects.get(pk=it.pk).state for it in (refused, taken_back, accepted)]
    assert states == ["refused", "withdrawn", "accepted"]


@what_a_village_closes
def test_a_withdrawal_in_a_closed_month_is_proposed_and_withdraws_once_it_is_accepted(
    name: str, township: Township, proposer: Client
) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    proposal = proposed(proposer, f"/registers/{name}/{record.pk}/withdraw/", {"version": record.version})
    assert rows_of(register).counted().exists()
    staff = enter_as(Client(), township.people["staff"])
    staff.post(f"/proposals/{proposal.pk}/accept/", {"version": record.version})
    assert rows_of(register).get().withdrawn_reason == "漏录"
