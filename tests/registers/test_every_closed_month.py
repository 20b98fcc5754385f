"""What holds for every register in closed months: whoever may only propose does so, and the township decides."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.audit.models import Entry
from apps.closing.access import proposal_for
from apps.closing.models import ClosedMonth, Proposal
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.registers.registry import REGISTERS
from tests.factories.browser import enter_as, filled_in
from tests.factories.township import Township, misplaced
from tests.registers.books import rows_of
from tests.registers.examples import BETWEEN, EXAMPLES, NAMES, OF_ASSOCIATIONS, OF_LEAGUE, as_typed, example, typed

pytestmark = pytest.mark.django_db
#: Those whose records close with the months of a village; a mass organisation closes its own.
what_a_village_closes = pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in {*BETWEEN, *OF_ASSOCIATIONS, *OF_LEAGUE}]
)
#: What becomes of a proposal is decided by the same lines whatever it is about (`apps.closing.services`), and shown by
#: the template of the record's page: a fact, a case, what there is one of at a time, and each page of its own.
OF_EACH_SHAPE_AND_PAGE = ["admissions", "campaigns", "documents", "honours", "members", "posts"]


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


def proposed(answer: Any) -> Proposal:
    """The proposal that a form has made."""
    proposal = Proposal.objects.latest("pk")
    assert answer.headers["Location"] == f"/proposals/{proposal.pk}/?made"
    assert (proposal.state, proposal.reason) == ("open", "漏录")
    return proposal


def asked_and_proposed(client: Client, address: str, fields: dict[str, Any]) -> Proposal:
    """The proposal that a page makes once its form has asked for the reason."""
    asked = client.post(address, fields)
    closing = asked.context["closing"]
    assert closing.proposes
    assert f"{closing.names}</h2>" in asked.content.decode()
    return proposed(client.post(address, {**fields, "reason": "漏录"}))


def accept(client: Client, proposal: Proposal, version: int | None = None) -> Any:
    said = {} if version is None else {"version": version}
    return client.post(f"/proposals/{proposal.pk}/accept/", said)


@what_a_village_closes
def test_what_is_proposed_for_a_closed_month_is_entered_changed_and_withdrawn_once_each_is_accepted(
    name: str, township: Township, proposer: Client
) -> None:
    register, staff = REGISTERS[name], enter_as(Client(), township.people["staff"])
    facts, fields = EXAMPLES[name][0], typed(name, "V01")

    added = asked_and_proposed(proposer, f"/registers/{name}/new/", fields)
    assert not rows_of(register).exists()
    again = proposer.post(f"/registers/{name}/new/", {**fields, "reason": "漏录"})
    assert again.context["proposed"] == [added]
    told = [str(line.new) for line in proposal_for(township.people["staff"], added.pk).lines]
    assert township["V01"].name in told
    assert accept(staff, added).headers["Location"] == "/proposals/"
    record = rows_of(register).get()
    assert (record.organisation.code, record.recorded_by) == ("V01", added.by)
    assert {field: getattr(record, field) for field in facts} == facts
    assert Entry.objects.get(action=f"{register.record_name}.created").after["reason"] == "漏录"

    ((field, value),) = EXAMPLES[name][1].items()
    edited = {**fields, **as_typed({field: value}), "version": record.version, "reason": "漏录"}
    changed = proposed(proposer.post(f"/registers/{name}/{record.pk}/change/", edited))
    assert getattr(rows_of(register).get(), field) != value
    accept(staff, changed, record.version)
    record = rows_of(register).get()
    assert {it: getattr(record, it) for it in (*facts, field)} == {**facts, field: value}

    gone = {"version": record.version, "reason": "漏录"}
    withdrawn = proposed(proposer.post(f"/registers/{name}/{record.pk}/withdraw/", gone))
    assert rows_of(register).counted().exists()
    accept(staff, withdrawn, record.version)
    assert rows_of(register).get().withdrawn_reason == "漏录"


@pytest.mark.parametrize("name", OF_EACH_SHAPE_AND_PAGE)
def test_a_proposed_change_is_refused_taken_back_or_written_on_what_is_stored_by_then(
    name: str, township: Township, proposer: Client
) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    staff, address = enter_as(Client(), township.people["staff"]), f"/registers/{name}/{record.pk}/change/"
    ((field, value),) = EXAMPLES[name][1].items()
    fields = as_typed(filled_in(proposer.get(address).context["form"]) | {field: value})
    refused = asked_and_proposed(proposer, address, fields)
    assert proposer.get(register.address).context["waiting"] == [str(record.pk)]
    assert "漏录" in proposer.get(register.address_of(record)).content.decode()
    assert proposer.post(address, {**fields, "reason": "又漏"}).context["form"].non_field_errors()
    staff.post(f"/proposals/{refused.pk}/refuse/", {"answer": "无依据"})
    taken_back = asked_and_proposed(proposer, address, fields)
    proposer.post(f"/proposals/{taken_back.pk}/withdraw/")
    accepted = asked_and_proposed(proposer, address, fields)
    assert getattr(rows_of(register).get(), field) != value
    rows_of(register).update(recorded_at=record.recorded_at)
    assert staff.get(f"/proposals/{accepted.pk}/").context["it"].is_stale
    accept(staff, accepted, record.version)
    assert getattr(rows_of(register).get(), field) != value
    accept(staff, accepted, record.version + 1)
    assert getattr(rows_of(register).get(), field) == value
    states = [Proposal.objects.get(pk=it.pk).state for it in (refused, taken_back, accepted)]
    assert states == ["refused", "withdrawn", "accepted"]


@pytest.mark.parametrize("name", OF_EACH_SHAPE_AND_PAGE)
def test_a_proposed_withdrawal_is_shown_with_what_it_would_take_out(
    name: str, township: Township, proposer: Client
) -> None:
    record = example(name, township["V01"])
    gone = {"version": record.version}
    proposal = asked_and_proposed(proposer, f"/registers/{name}/{record.pk}/withdraw/", gone)
    page = enter_as(Client(), township.people["staff"]).get(f"/proposals/{proposal.pk}/")
    assert township["V01"].name in [str(line.old) for line in page.context["it"].lines]
