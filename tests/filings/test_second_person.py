"""Who entered × who confirmed × who may approve: two persons stand behind every official figure.

The village's confirmation, or a leader's, is the second person for what was entered on its behalf (代报).
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.filings.selectors.review import review_queue, reviewed_by
from apps.filings.services import (
    as_seen,
    filing_confirm,
    filing_reopen,
    filing_return,
    filing_submit,
    filings_approve,
)
from apps.filings.states import FilingState
from apps.organisations.kinds import Role
from apps.organisations.services.roles import role_grant
from apps.plans.models import Plan
from tests.factories.township import Township, afresh, organisation, person
from tests.filings.cast import approved, filled, opened, save, submitted

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(plan_of_t01: Plan, township: Township) -> Plan:
    township.people["staff2"] = person("staff2", Role.STAFF, township["T01"])
    both = person("both", Role.STAFF, township["T01"])
    role_grant(user=both, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1), by=None)
    township.people["both"] = afresh(both)
    return plan_of_t01


#: Who entered the figures and who submitted them, who confirmed them (None: nobody), and who may then approve.
TABLE: list[tuple[str, str, str | None, set[str]]] = [
    ("secretary01", "secretary01", None, {"staff", "staff2"}),
    ("clerk01", "secretary01", None, {"staff", "staff2"}),
    ("staff", "staff", None, {"leader"}),
    ("contact", "contact", None, {"leader"}),
    ("staff", "staff", "secretary01", {"staff", "staff2", "leader"}),
    ("contact", "contact", "secretary01", {"staff", "staff2", "leader"}),
    ("staff", "staff2", "secretary01", {"staff", "staff2", "leader"}),
    ("staff", "staff", "leader", {"staff", "staff2", "leader"}),
    # What the village submits itself it confirms by that, whoever entered it.
    ("staff", "secretary01", None, {"staff", "staff2", "leader"}),
    ("clerk01", "staff", None, {"leader"}),
    ("clerk01", "staff", "secretary01", {"staff", "staff2", "leader"}),
    # Somebody of the staff who is also the village's secretary files for the village, and approves nothing of it.
    ("both", "both", None, {"staff", "staff2"}),
    ("staff", "both", None, {"staff", "staff2", "leader"}),
    ("staff", "staff", "both", {"staff", "staff2", "leader"}),
]
APPROVERS = ["staff", "staff2", "leader", "both", "contact", "secretary01", "clerk01"]


@pytest.mark.parametrize(("entered", "handed_in", "confirmed", "may_approve"), TABLE)
def test_who_may_approve(
    plan: Plan, township: Township, entered: str, handed_in: str, confirmed: str | None, may_approve: set[str]
) -> None:
    people = township.people
    filing = filled(opened(plan, township["V01"]), people[entered])
    filing = filing_submit(seen=as_seen(filing), by=people[handed_in])
    if confirmed:
        filing = filing_confirm(seen=as_seen(filing), by=people[confirmed])
    assert {name for name in APPROVERS if offered(people[name], filing)} == may_approve
    for name in sorted({"staff", "staff2", "leader", "both"} - may_approve):
        # The leader reviews nothing that the village entered itself: not even the page names it to them.
        if name != "leader" or filing.entered_on_behalf:
            with pytest.raises(ValidationError, match="组织V01"):
                filings_approve(seen=[as_seen(filing)], by=people[name])
    (done,) = filings_approve(seen=[as_seen(filing)], by=people[min(may_approve)])
    assert Filing.objects.get(pk=done.pk).state == FilingState.APPROVED


def offered(user: User, filing: Filing) -> bool:
    """Whether the review page lets `user` tick the filing."""
    mine = [it for it in review_queue(user).submitted if it.pk == filing.pk]
    return any(not it.bar for it in reviewed_by(user, mine))


@pytest.mark.parametrize("back", ["returned", "reopened"])
def test_a_village_that_had_filed_itself_confirms_what_staff_then_entered(
    plan: Plan, township: Township, back: str
) -> None:
    people = township.people
    filing = submitted(opened(plan, township["V01"]), people["secretary01"])
    if back == "returned":
        filing = filing_return(seen=as_seen(filing), reason="有误", line_reasons={}, by=people["staff"])
    else:
        approved([filing], people["staff2"])
        filing = Filing.objects.get(pk=filing.pk)
        filing = filing_reopen(seen=as_seen(filing), reason="有误", by=people["staff"])
    filing = save(Filing.objects.with_path().get(pk=filing.pk), people["staff"], F_FLOW=900)
    filing = filing_submit(seen=as_seen(filing), by=people["staff"])
    assert (filing.entered_on_behalf, filing.confirmed_by) == (True, None)
    confirmed = filing_confirm(seen=as_seen(filing), by=people["secretary01"])
    (done,) = filings_approve(seen=[as_seen(confirmed)], by=people["staff"])
    assert Filing.objects.get(pk=done.pk).state == FilingState.APPROVED


def test_whoever_entered_figures_does_not_confirm_them_in_another_role(plan: Plan, township: Township) -> None:
    mixed = person("mixed", Role.STAFF, township["T01"])
    role_grant(user=mixed, role=Role.LEADER, organisation=township["T01"], start=date(2000, 1, 1), by=None)
    filing = submitted(opened(plan, township["V01"]), afresh(mixed))
    with pytest.raises(ValidationError):
        filing_confirm(seen=as_seen(filing), by=afresh(mixed))
    with pytest.raises(ValidationError, match="组织V01"):
        filings_approve(seen=[as_seen(filing)], by=afresh(mixed))


def test_new_figures_on_behalf_want_a_new_confirmation(plan: Plan, township: Township) -> None:
    people = township.people
    filing = submitted(opened(plan, township["V01"]), people["staff"])
    filing = filing_confirm(seen=as_seen(filing), by=people["secretary01"])
    filing = filing_return(seen=as_seen(filing), reason="有误", line_reasons={}, by=people["staff2"])
    filing = filing_submit(seen=as_seen(filing), by=people["staff"])
    assert filing.confirmed_by is None
    with pytest.raises(ValidationError, match="组织V01"):
        filings_approve(seen=[as_seen(filing)], by=people["staff"])


def test_the_home_pages_say_what_waits_for_whom(plan: Plan, township: Township, signed_in: SignIn) -> None:
    away = organisation("V77", township["T01"], sector="village")
    submitted(opened(plan, township["V01"]), township.people["staff"])
    submitted(opened(plan, away), township.people["staff"])

    def home(username: str) -> str:
        return signed_in(username).get("/").content.decode()

    assert "2 份代报的月报等待您确认" in home("leader")
    assert "1 份代报的月报等待您确认" in home("secretary01")
    assert "代报的月报" not in home("secretary02")
    assert "2 份月报待审核" in home("staff")
    assert "代报的月报" not in home("staff")
    filing = Filing.objects.get(organisation=township["V01"])
    signed_in("secretary01").post("/filings/V01/2012/10/confirm/")
    assert "1 份代报的月报等待您确认" in home("leader")
    assert "代报的月报" not in home("secretary01")
    record = signed_in("staff").get("/filings/V01/2012/10/record/").content.decode()
    assert "secretary01 已确认" in record
    signed_in("staff").post("/filings/review/", {"filing": [f"{filing.pk}:{filing.version + 1}"]})
    assert Filing.objects.get(pk=filing.pk).state == FilingState.APPROVED
