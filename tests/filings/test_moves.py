"""Every move of a month, in every state and by every role: what the table does not allow leaves it as it is.

V03-1 files; V03 is its general branch, which passes on what it hands in.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from apps.filings.models import Filing
from apps.filings.services import (
    as_seen,
    filing_pass_on,
    filing_reopen,
    filing_return,
    filing_submit,
    filings_approve,
)
from apps.filings.states import Step
from apps.organisations.kinds import Role
from apps.plans.models import Indicator
from tests.factories.township import Township, person
from tests.filings.cast import filled, opened, plan_of, submitted

SignIn = Callable[[str], Client]
PAGE = "/filings/V03-1/2012/10/"
OWN = {"secretary31", "clerk31", "secretary03"}
LOOKERS = {"leader", "secretary01", "contact", "viewer", "auditor", "admin"}
EVERYBODY = sorted({*OWN, *LOOKERS, "staff", "contact31"})
#: Who enters figures; the secretary of the general branch is one of the branch's own people.
ENTER = {*OWN, "contact31", "staff"}
HAND_IN = ENTER - {"clerk31"}

#: Who may do what, by state; whoever is not named may not.
ALLOWED: Mapping[str, Mapping[str, set[str]]] = {
    "draft": {"save": ENTER, "submit": HAND_IN, "extend": {"staff"}},
    "submitted": {"pass on": {"secretary03"}, "return": {"staff", "secretary03"}, "extend": {"staff"}, "ask": OWN},
    "passed on": {"approve": {"staff"}, "return": {"staff"}, "extend": {"staff"}, "ask": OWN},
    "on behalf": {
        "confirm": {"secretary31", "secretary03", "leader"},
        "approve": {"leader"},
        "return": {"staff"},
        "extend": {"staff"},
        "ask": OWN,
    },
    "returned": {"save": ENTER, "submit": HAND_IN, "extend": {"staff"}},
    "approved": {"reopen": {"staff"}, "ask": OWN},
}
MOVERS = {name for by_move in ALLOWED.values() for names in by_move.values() for name in names}


@pytest.fixture
def people(township: Township) -> Township:
    for name, role in (("secretary31", Role.SECRETARY), ("clerk31", Role.CLERK), ("contact31", Role.VILLAGE_CONTACT)):
        township.people[name] = person(name, role, township["V03-1"])
    township.people["staff2"] = person("staff2", Role.STAFF, township["T01"])
    return township


@pytest.fixture
def filing(people: Township) -> Filing:
    plan = plan_of(people["T01"])
    Indicator.objects.filter(programme__plan=plan, source="filed").exclude(code="F-ASSOC").update(
        applies_to=["party_branch"]
    )
    return opened(plan, people["V03-1"])


def brought_to(state: str, filing: Filing, township: Township) -> Filing:
    """The month in a state; a draft that is filled in."""
    people = township.people
    if state == "draft":
        return filled(filing, people["clerk31"])
    if state == "on behalf":
        return submitted(filing, people["staff2"])
    done = submitted(filing, people["secretary31"])
    if state == "returned":
        return filing_return(seen=as_seen(done), reason="有误", line_reasons={}, by=people["staff2"])
    if state in ("passed on", "approved"):
        done = filing_pass_on(seen=as_seen(done), by=people["secretary03"])
    if state == "approved":
        (done,) = filings_approve(seen=[as_seen(done)], by=people["staff2"])
    found: Filing = Filing.objects.with_path().select_related("organisation").get(pk=done.pk)
    return found


def moves(filing: Filing) -> dict[str, tuple[str, dict[str, Any]]]:
    """Where each move is posted, and what with."""
    at, line = {"version": filing.version, "page": ""}, filing.lines.get(indicator__code="F-FLOW").pk
    reasoned = {**at, "reason": "有误"}
    return {
        "save": (PAGE, {**at, f"n{line}": "7", "go": "save"}),
        "submit": (PAGE + "check/", {**at, "go": "submit"}),
        "confirm": (PAGE + "confirm/", {}),
        "pass on": (PAGE + "pass-on/", {}),
        "approve": ("/filings/review/", {"filing": f"{filing.pk}:{filing.version}"}),
        "return": (PAGE + "return/", {**at, "words": "有误"}),
        "extend": (PAGE + "extend/", {**reasoned, "until": "2012-11-20"}),
        "reopen": (PAGE + "reopen/", reasoned),
        "ask": (PAGE + "ask/", reasoned),
    }


def moved_by(client: Client, filing: Filing, address: str, data: dict[str, Any]) -> bool:
    """Whether the move moves anything; taken back again."""
    with transaction.atomic():
        assert client.post(address, data).status_code < 500
        moved: bool = Filing.objects.get(pk=filing.pk).version != filing.version
        transaction.set_rollback(True)
    return moved


@pytest.mark.parametrize("state", ALLOWED)
def test_who_may_move_a_month(state: str, filing: Filing, people: Township, signed_in: SignIn) -> None:
    filing = Filing.objects.get(pk=brought_to(state, filing, people).pk)
    found: dict[str, set[str]] = {}
    posted = moves(filing)
    for name in EVERYBODY:
        client = signed_in(name)
        for move, (address, data) in posted.items():
            # Who moves no month at all is tried where somebody moves it: elsewhere those who do are turned away.
            if (name in MOVERS or move in ALLOWED[state]) and moved_by(client, filing, address, data):
                found.setdefault(move, set()).add(name)
    assert found == ALLOWED[state]


def test_a_general_branch_that_hands_in_for_its_branch_has_passed_it_on(filing: Filing, people: Township) -> None:
    done = submitted(filing, people.people["secretary03"])
    assert done.passed_on_by == people.people["secretary03"]


def test_what_comes_back_is_passed_on_again_and_every_correction_has_its_number(
    filing: Filing, people: Township
) -> None:
    staff, secretary = people.people["staff"], people.people["secretary31"]
    done = brought_to("approved", filing, people)
    for number in (1, 2):
        again = filing_reopen(seen=as_seen(done), reason="多报", by=staff)
        assert (again.revision, again.passed_on_by) == (number, None)
        handed_in = filing_submit(seen=as_seen(again), by=secretary)
        passed = filing_pass_on(seen=as_seen(handed_in), by=people.people["secretary03"])
        (done,) = filings_approve(seen=[as_seen(passed)], by=staff)
        done = Filing.objects.get(pk=done.pk)
    assert done.steps.filter(step=Step.REOPENED, reason="多报").count() == 2


def test_the_general_branch_finds_what_waits_on_its_pages(filing: Filing, people: Township, signed_in: SignIn) -> None:
    brought_to("submitted", filing, people)
    client = signed_in("secretary03")
    assert "1 份支部月报待您转报" in client.get("/").content.decode()
    assert "组织V03-1" in client.get("/filings/").content.decode()
    assert "转报镇党委" in client.get(PAGE + "record/").content.decode()
    assert "待总支审核转报" in signed_in("staff").get("/filings/review/").content.decode()
