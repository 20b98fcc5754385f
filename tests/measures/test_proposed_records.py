"""What is proposed for records of closed months is pending by the very conditions that count records."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from apps.checklists.proposing import results_propose
from apps.checklists.sheets import Judged
from apps.closing.models import ClosedMonth, Proposal
from apps.closing.services import proposal_accept, proposal_refuse
from apps.measures.facts import Tally
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.registers.proposing import record_propose, record_propose_change, record_propose_withdraw
from apps.registers.registry import REGISTERS
from tests.checklists.cast import FIVE_GOOD
from tests.factories.township import Township, misplaced
from tests.measures.test_registers import path_of, tallies
from tests.registers.examples import example
from tests.registers.records import EXAMPLES

pytestmark = pytest.mark.django_db
DAY = date(2012, 5, 4)
#: What counts for a mechanism, with whom it means.
COUNTING: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "M096": ("honours", {"named_on": DAY}, ("party_organisation",)),
    "M078": ("honours", {"title": "党务公开示范点", "named_on": DAY}, ("party_organisation",)),
    "M100": ("honours", {"title": "每月一星", "noticed_on": DAY - timedelta(days=20), "named_on": DAY}, ("township",)),
    "M040": ("matters", {"settled_on": DAY, "result": "已办结"}, ("party_organisation",)),
    "M081": ("commitments", {"published_on": DAY}, ("party_organisation",)),
    "M006": ("documents", {"type": "charter", "number": ""}, ("party_organisation",)),
    "M072": (
        "decisions",
        {
            **dict.fromkeys(("consulted_on", "reviewed_on", "resolved_on", "disclosed_on", "result_disclosed_on"), DAY),
            "supervision": "无异议",
        },
        ("party_organisation",),
    ),
    "M165": ("checklists", {}, ("party_organisation",)),
}


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        yield


@pytest.fixture
def proposing(township: Township) -> dict[str, Any]:
    """Somebody of the township's office who files for V01, where the year is closed."""
    months = (
        ClosedMonth(filer=township["V01"], organisation=township["V01"], year=2012, month=it + 1) for it in range(12)
    )
    ClosedMonth.objects.bulk_create(months)
    both = misplaced("both", Role.STAFF, township["T01"])
    RoleAssignment.objects.create(user=both, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1))
    return {"by": both, "reason": "漏录"}


def figure(township: Township, mechanism: str) -> tuple[int | None, int, int] | None:
    """What is official, what is pending, and what is pending in V01."""
    found = tallies(township, mechanism, COUNTING[mechanism][2])
    if found is None:
        return None
    whole, part = found.whole, found.parts.get(path_of(township["V01"]), Tally())
    return (whole.numerator if whole.has_facts else None, whole.pending, part.pending)


def accept(township: Township, proposal: Proposal) -> None:
    proposal_accept(proposal=proposal, version=proposal.version, by=township.people["staff"])


@pytest.mark.parametrize("mechanism", sorted(COUNTING.keys() - {"M165"}))
def test_what_is_proposed_is_pending_until_it_is_decided(
    township: Township, proposing: dict[str, Any], mechanism: str
) -> None:
    name, details, _names = COUNTING[mechanism]
    register = REGISTERS[name]
    said = {**EXAMPLES[name][0], **details, "organisation": township["V01"]}
    addition = record_propose(register=register, **proposing, **said)
    assert figure(township, mechanism) == (None, 1, 1)
    accept(township, addition)
    assert figure(township, mechanism) == (1, 0, 0)
    record = register.records().get()
    gone = record_propose_withdraw(register=register, record=record, version=None, **proposing)
    assert figure(township, mechanism) == (1, -1, -1)
    proposal_refuse(proposal=gone, by=township.people["staff"], answer="有依据")
    assert figure(township, mechanism) == (1, 0, 0)


def test_a_second_one_of_the_same_village_adds_nothing(township: Township, proposing: dict[str, Any]) -> None:
    example("honours", township["V01"], named_on=DAY)
    said = {**EXAMPLES["honours"][0], "organisation": township["V01"], "named_on": date(2012, 6, 1)}
    record_propose(register=REGISTERS["honours"], **proposing, **said)
    assert figure(township, "M096") == (1, 0, 0)


def test_a_change_moves_it_in_or_out_and_one_of_what_was_withdrawn_counts_nothing(
    township: Township, proposing: dict[str, Any]
) -> None:
    matter = example("matters", township["V01"], settled_on=DAY, result="已办结")
    example("matters", township["V02"])
    record_propose_change(register=REGISTERS["matters"], record=matter, version=None, settled_on=None, **proposing)
    assert figure(township, "M040") == (1, -1, -1)
    type(matter)._default_manager.filter(pk=matter.pk).update(withdrawn_at="2013-01-31T00:00+08:00")
    assert figure(township, "M040") == (0, 0, 0)


def test_results_that_are_proposed_are_pending(township: Township, proposing: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"checklist": "five_good", "on": DAY, "items": {township["V01"].pk: FIVE_GOOD}}
    met = {township["V01"]: dict.fromkeys(FIVE_GOOD, Judged(met=True))}
    results_propose(wanted=met, **asked, **proposing)
    assert figure(township, "M165") == (None, 1, 1)
    accept(township, Proposal.objects.get())
    lacking = {township["V01"]: {FIVE_GOOD[0]: Judged(met=False)}}
    results_propose(wanted=lacking, **asked, **proposing)
    assert figure(township, "M165") == (1, -1, -1)
