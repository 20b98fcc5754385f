"""What holds for every register in closed months: whoever may only propose does so, and the township decides."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.closing.access import proposal_for
from apps.closing.models import ClosedMonth, Proposal
from apps.closing.services import proposal_accept
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.registers.proposing import (
    proposed_already,
    record_propose,
    record_propose_change,
    record_propose_withdraw,
)
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, record_withdraw
from tests.factories.browser import enter_as, filled_in
from tests.factories.township import Township, misplaced
from tests.registers.books import rows_of
from tests.registers.examples import (
    BETWEEN,
    NAMES,
    OF_ASSOCIATIONS,
    OF_LEAGUE,
    as_typed,
    ends_of,
    example,
    object_of,
    typed,
)
from tests.registers.records import EXAMPLES
from tests.selection import walks_are_whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end_of_the_year")]
#: What becomes of a proposal is decided by the same lines whatever it is about (`apps.closing.services`), and shown by
#: the template of the record's page: a fact, a case, what there is one of at a time, and each page of its own.
OF_EACH_SHAPE_AND_PAGE = ["admissions", "campaigns", "documents", "honours", "members", "posts"]
#: The others that close with the months of a village; a mass organisation closes its own.
THE_OTHERS = sorted({*NAMES} - {*OF_EACH_SHAPE_AND_PAGE, *BETWEEN, *OF_ASSOCIATIONS, *OF_LEAGUE})
THROUGH_PAGES = sorted([*OF_EACH_SHAPE_AND_PAGE, *THE_OTHERS]) if walks_are_whole() else OF_EACH_SHAPE_AND_PAGE


@pytest.fixture
def both(township: Township) -> User:
    """Somebody of the township's office who also files for V01, where the month of every example is closed."""
    ClosedMonth.objects.bulk_create(
        ClosedMonth(filer=township["V01"], organisation=township["V01"], year=2012, month=month)
        for month in range(1, 12)
    )
    both = misplaced("both", Role.STAFF, township["T01"])
    RoleAssignment.objects.create(user=both, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1))
    return both


@pytest.fixture
def proposer(both: User) -> Client:
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


@pytest.mark.parametrize("name", THROUGH_PAGES)
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


@pytest.mark.parametrize("name", THE_OTHERS)
def test_whatever_it_is_about_a_proposal_writes_once_it_is_accepted(name: str, township: Township, both: User) -> None:
    """Of these what proposes and decides is asked without its pages."""
    register, staff = REGISTERS[name], township.people["staff"]
    what: dict[str, Any] = {"register": register, "by": both, "reason": "漏录"}
    facts = EXAMPLES[name][0]
    ends = {field: object_of(field, code) for field, code in ends_of(name, "V01").items()}
    it_is_closed(lambda: record_create(**what, **ends, **facts))
    added = record_propose(**what, **ends, **facts)
    assert not rows_of(register).exists()
    assert proposed_already(register, register.model(**ends, **facts)) == [added]
    assert township["V01"].name in [str(line.new) for line in proposal_for(staff, added.pk).lines]
    proposal_accept(proposal=added, version=None, by=staff)
    record = rows_of(register).get()
    assert (record.organisation.code, record.recorded_by) == ("V01", both)
    assert {field: getattr(record, field) for field in facts} == facts
    assert Entry.objects.get(action=f"{register.record_name}.created").after["reason"] == "漏录"

    ((field, value),) = EXAMPLES[name][1].items()
    seen: dict[str, Any] = {"record": record, "version": record.version}
    it_is_closed(lambda: record_change(**what, **seen, **{field: value}))
    changed = record_propose_change(**what, **seen, **{field: value})
    assert getattr(rows_of(register).get(), field) != value
    proposal_accept(proposal=changed, version=record.version, by=staff)
    record = rows_of(register).get()
    assert {it: getattr(record, it) for it in (*facts, field)} == {**facts, field: value}

    seen = {"record": record, "version": record.version}
    it_is_closed(lambda: record_withdraw(**what, **seen))
    withdrawn = record_propose_withdraw(**what, **seen)
    assert rows_of(register).counted().exists()
    proposal_accept(proposal=withdrawn, version=record.version, by=staff)
    assert rows_of(register).get().withdrawn_reason == "漏录"


def it_is_closed(act: Callable[[], Any]) -> None:
    """Who may only propose does not write it."""
    with override("en"), pytest.raises(ValidationError, match="You can only propose this"):
        act()


@pytest.mark.parametrize("name", THROUGH_PAGES)
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


@pytest.mark.parametrize("name", THROUGH_PAGES)
def test_a_proposed_withdrawal_is_shown_with_what_it_would_take_out(
    name: str, township: Township, proposer: Client
) -> None:
    record = example(name, township["V01"])
    gone = {"version": record.version}
    proposal = asked_and_proposed(proposer, f"/registers/{name}/{record.pk}/withdraw/", gone)
    page = enter_as(Client(), township.people["staff"]).get(f"/proposals/{proposal.pk}/")
    assert township["V01"].name in [str(line.old) for line in page.context["it"].lines]
