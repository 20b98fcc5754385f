"""The township's side: approving many, nobody their own, returning with reasons, extending, reopening."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.filings.models import Filing
from apps.filings.services import (
    ChangedMeanwhile,
    as_seen,
    filing_extend,
    filing_reopen,
    filing_return,
    filing_submit,
    filings_approve,
)
from apps.filings.states import FilingState
from apps.organisations.kinds import Kind, Role
from apps.organisations.services import role_grant
from apps.plans.models import Plan
from tests.factories.township import Township, afresh, organisation, person
from tests.filings.cast import approved, last_step, line, opened, save, submitted


@pytest.fixture
def three(plan: Plan, township: Township) -> list[Filing]:
    return [submitted(opened(plan, township[f"V0{at}"]), township.people[f"secretary0{at}"]) for at in (1, 2, 3)]


def states() -> list[str]:
    return list(Filing.objects.order_by("organisation__code").values_list("state", flat=True))


def test_many_are_approved_at_once(three: list[Filing], township: Township) -> None:
    approved(three[:2], township.people["staff"])
    assert states() == [FilingState.APPROVED, FilingState.APPROVED, FilingState.SUBMITTED]
    first = Filing.objects.get(organisation=township["V01"])
    assert first.approved_on == date(2012, 11, 3)
    assert last_step(first).by == township.people["staff"]


def test_all_or_none_are_approved(three: list[Filing], township: Township) -> None:
    filing_return(seen=as_seen(three[1]), reason="照搬上月", line_reasons={}, by=township.people["staff"])
    with pytest.raises(ChangedMeanwhile) as changed:
        approved(three, township.people["staff"])
    assert changed.value.filings == {three[1].pk}
    assert states() == [FilingState.SUBMITTED, FilingState.RETURNED, FilingState.SUBMITTED]


def test_of_two_reviewers_only_one_approves(three: list[Filing], township: Township) -> None:
    approved(three, township.people["staff"])
    with pytest.raises(ChangedMeanwhile):
        approved(three, person("staff2", Role.STAFF, township["T01"]))
    assert Filing.objects.filter(steps__step="approved").count() == 3


def test_what_was_entered_on_behalf_is_confirmed_before_it_is_approved(plan: Plan, township: Township) -> None:
    filing = submitted(opened(plan, township["V01"]), township.people["staff"])
    with pytest.raises(ValidationError, match="组织V01"):
        approved([filing], person("staff2", Role.STAFF, township["T01"]))
    filings_approve(seen=[as_seen(filing)], by=township.people["leader"])
    filing.refresh_from_db()
    assert (filing.state, filing.confirmed_by) == (FilingState.APPROVED, township.people["leader"])
    assert list(filing.steps.values_list("step", flat=True))[-2:] == ["confirmed", "approved"]


def test_a_return_names_its_reasons_and_the_month_comes_back(three: list[Filing], township: Township) -> None:
    filing, at = three[0], line(three[0], "F-FLOW")
    with pytest.raises(ValidationError):
        filing_return(seen=as_seen(filing), reason=" ", line_reasons={at.pk: ""}, by=township.people["staff"])
    returned = filing_return(
        seen=as_seen(filing), reason="", line_reasons={at.pk: "元误填万元"}, by=township.people["staff"]
    )
    assert (returned.state, line(returned, "F-FLOW").return_reason) == (FilingState.RETURNED, "元误填万元")
    assert last_step(returned).reason == "村集体经济收入：元误填万元"
    first = returned.first_submitted_on

    corrected = save(returned, township.people["secretary01"], F_FLOW=12)
    again = filing_submit(seen=as_seen(corrected), by=township.people["secretary01"])
    assert (again.state, again.first_submitted_on) == (FilingState.SUBMITTED, first)


def test_only_a_submitted_month_is_returned(plan: Plan, township: Township) -> None:
    filing = opened(plan, township["V01"])
    with pytest.raises(ValidationError):
        filing_return(seen=as_seen(filing), reason="照搬上月", line_reasons={}, by=township.people["staff"])


def test_an_extension_is_recorded_and_counts_afterwards_too(three: list[Filing], township: Township) -> None:
    filing = three[0]
    with pytest.raises(ValidationError):
        filing_extend(seen=as_seen(filing), until=filing.due_on, reason="洪灾", by=township.people["staff"])
    with pytest.raises(ValidationError):
        filing_extend(seen=as_seen(filing), until=date(2012, 11, 20), reason="", by=township.people["staff"])
    extended = filing_extend(seen=as_seen(filing), until=date(2012, 11, 20), reason="洪灾", by=township.people["staff"])
    assert extended.deadline == date(2012, 11, 20)
    assert "洪灾" in last_step(extended).reason


def test_an_approved_month_is_reopened_only_with_a_reason(three: list[Filing], township: Township) -> None:
    approved(three[:1], township.people["staff"])
    filing = Filing.objects.get(pk=three[0].pk)
    with pytest.raises(ValidationError):
        filing_reopen(seen=as_seen(filing), reason="", by=township.people["staff"])
    reopened = filing_reopen(seen=as_seen(filing), reason="多报", by=township.people["staff"])
    assert (reopened.state, reopened.approved_on, reopened.return_reason) == (FilingState.RETURNED, None, "多报")
    with pytest.raises(ValidationError):
        filing_reopen(seen=as_seen(reopened), reason="多报", by=township.people["staff"])


def test_staff_who_also_file_for_a_village_neither_review_it_nor_give_it_more_time(
    three: list[Filing], township: Township
) -> None:
    both = person("both", Role.STAFF, township["T01"])
    role_grant(user=both, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1), by=None)
    with pytest.raises(ValidationError, match="组织V01"):
        filings_approve(seen=[as_seen(three[0])], by=afresh(both))
    with pytest.raises(ValidationError):
        filing_extend(seen=as_seen(three[0]), until=date(2012, 12, 1), reason="停电", by=afresh(both))
    assert [it.organisation for it in filings_approve(seen=[as_seen(three[1])], by=afresh(both))] == [township["V02"]]


def test_a_leader_of_another_part_confirms_nothing_by_approving(plan: Plan, township: Township) -> None:
    away = organisation("T02", kind=Kind.COMMITTEE, sector="")
    mixed = person("mixed", Role.STAFF, township["T01"])
    role_grant(user=mixed, role=Role.LEADER, organisation=away, start=date(2000, 1, 1), by=None)
    filing = submitted(opened(plan, township["V01"]), township.people["staff"])
    with pytest.raises(ValidationError, match="组织V01"):
        filings_approve(seen=[as_seen(filing)], by=afresh(mixed))
