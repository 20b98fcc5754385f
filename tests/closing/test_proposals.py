"""A proposal waits, is accepted, refused or taken back; the fact changes by acceptance alone."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.activities.models import Activity
from apps.activities.proposing import activity_propose, activity_propose_update, activity_propose_withdraw
from apps.activities.services import activity_update, activity_withdraw
from apps.audit.models import Entry
from apps.closing.models import Act, Proposal, ProposalState
from apps.closing.selectors import shown_to, to_decide, visible_proposals
from apps.closing.services import proposal_accept, proposal_refuse, proposal_withdraw
from apps.organisations.kinds import Role
from tests.closing.cast import CLOSED_DAY, SERVICE
from tests.factories.township import Township, misplaced


def more_hours(township: Township, it: Activity, hours: int = 24000, **changes: Any) -> Proposal:
    by, hosts = township.people["secretary01"], [township["V01"]]
    return activity_propose_update(
        activity=it, version=it.version, hosts=hosts, by=by, reason="漏记", hours=hours, **changes
    )


def accept(township: Township, proposal: Proposal, version: int | None) -> Proposal:
    return proposal_accept(proposal=proposal, version=version, by=township.people["staff"])


def test_a_proposal_changes_nothing_by_itself(township: Township, served: Activity) -> None:
    proposal = more_hours(township, served)
    served.refresh_from_db()
    assert (served.hours, served.version) == (200, 1)
    assert (proposal.act, proposal.key, proposal.version, proposal.state) == (
        Act.CHANGE,
        served.number,
        1,
        ProposalState.OPEN,
    )
    assert (proposal.old["hours"], proposal.new["hours"]) == (200, 24000)
    entry = Entry.objects.get(action="proposal.made")
    assert (entry.actor, entry.organisation_code) == (township.people["secretary01"], "V01")
    assert (entry.before, entry.after) == ({"hours": 200}, {"act": "change", "hours": 24000, "reason": "漏记"})


def test_an_accepted_change_is_written_with_its_reason(township: Township, served: Activity) -> None:
    accept(township, more_hours(township, served), 1)
    served.refresh_from_db()
    assert (served.hours, served.present, served.version) == (24000, 8, 2)
    assert served.changed_by == township.people["staff"]
    assert Entry.objects.get(action="activity.updated").after == {"hours": 24000, "reason": "漏记"}
    assert Entry.objects.get(action="proposal.accepted").actor == township.people["staff"]


def test_an_accepted_addition_becomes_an_activity_of_whoever_proposed_it(township: Township, served: Activity) -> None:
    by = township.people["secretary01"]
    proposal = activity_propose(hosts=[township["V01"]], by=by, reason="漏录", date=CLOSED_DAY, **SERVICE)
    assert Activity.objects.count() == 1
    done = accept(township, proposal, None)
    made = Activity.objects.get(number=done.key)
    assert (made.recorded_by, made.date, made.hours, [it.code for it in made.hosts.all()]) == (
        by,
        CLOSED_DAY,
        200,
        ["V01"],
    )


def test_an_accepted_withdrawal_withdraws(township: Township, served: Activity) -> None:
    by = township.people["secretary01"]
    proposal = activity_propose_withdraw(activity=served, version=1, by=by, reason="重复录入")
    accept(township, proposal, 1)
    served.refresh_from_db()
    assert (served.withdrawn_by, served.withdrawn_reason) == (township.people["staff"], "重复录入")


def test_a_refused_proposal_leaves_the_fact_and_needs_a_reason(township: Township, served: Activity) -> None:
    proposal, staff = more_hours(township, served), township.people["staff"]
    with pytest.raises(ValidationError) as missing:
        proposal_refuse(proposal=proposal, by=staff, answer=" ")
    assert set(missing.value.message_dict) == {"answer"}
    refused = proposal_refuse(proposal=proposal, by=staff, answer="无签到表")
    served.refresh_from_db()
    assert (served.hours, refused.state, refused.answer) == (200, ProposalState.REFUSED, "无签到表")
    with pytest.raises(ValidationError):
        accept(township, proposal, 1)


def test_a_change_needs_a_reason_and_must_be_one(township: Township, served: Activity) -> None:
    by, hosts = township.people["secretary01"], [township["V01"]]
    with pytest.raises(ValidationError) as missing:
        activity_propose_update(activity=served, version=1, hosts=hosts, by=by, reason=" ", hours=300)
    assert set(missing.value.message_dict) == {"reason"}
    with pytest.raises(ValidationError, match="not changed"):
        activity_propose_update(activity=served, version=1, hosts=hosts, by=by, reason="改", hours=200)
    with pytest.raises(ValidationError) as impossible:
        more_hours(township, served, present=9, due=8)
    assert set(impossible.value.message_dict) == {"present"}


def test_one_change_of_a_fact_is_proposed_at_a_time(township: Township, served: Activity) -> None:
    first = more_hours(township, served)
    with pytest.raises(ValidationError, match="already"):
        more_hours(township, served, 300)
    proposal_withdraw(proposal=first, by=township.people["secretary01"])
    assert more_hours(township, served, 300).is_open


def test_a_fact_that_changed_meanwhile_is_told_and_only_the_proposed_fields_are_written(
    township: Township, served: Activity
) -> None:
    proposal, staff = more_hours(township, served), township.people["staff"]
    activity_update(activity=served, version=1, hosts=[township["V01"]], by=staff, reason="核对", present=12, hours=300)
    (shown,) = shown_to(staff, list(visible_proposals(staff)))
    assert shown.is_stale
    assert [(line.old, line.new, line.now) for line in shown.lines] == [("2", "240", "3")]
    with pytest.raises(ValidationError, match="meanwhile"):
        accept(township, proposal, 1)
    with pytest.raises(ValidationError, match="before you decide"):
        accept(township, proposal, None)
    accept(township, proposal, 2)
    served.refresh_from_db()
    assert (served.hours, served.present) == (24000, 12)


def test_a_fact_that_was_withdrawn_meanwhile_can_only_be_refused(township: Township, served: Activity) -> None:
    proposal, staff = more_hours(township, served), township.people["staff"]
    activity_withdraw(activity=served, version=1, reason="重复", by=staff)
    (shown,) = shown_to(staff, list(visible_proposals(staff)))
    assert shown.is_gone
    with pytest.raises(ValidationError, match="meanwhile"):
        accept(township, proposal, 2)
    assert proposal_refuse(proposal=proposal, by=staff, answer="已撤回").state == ProposalState.REFUSED


@pytest.mark.parametrize("who", ["secretary01", "contact", "leader", "secretary02"])
def test_only_who_reviews_there_decides(township: Township, served: Activity, who: str) -> None:
    proposal = more_hours(township, served)
    with pytest.raises(ValidationError):
        proposal_accept(proposal=proposal, version=1, by=township.people[who])
    with pytest.raises(ValidationError):
        proposal_refuse(proposal=proposal, by=township.people[who], answer="不")
    served.refresh_from_db()
    assert served.hours == 200


def test_a_proposal_is_taken_back_by_those_who_file_there_and_nobody_else(township: Township, served: Activity) -> None:
    for who, allowed in (
        ("staff", False),
        ("leader", False),
        ("secretary02", False),
        ("contact", True),
        ("clerk01", True),
    ):
        proposal = Proposal.objects.filter(state=ProposalState.OPEN).first() or more_hours(township, served)
        if allowed:
            assert proposal_withdraw(proposal=proposal, by=township.people[who]).state == ProposalState.WITHDRAWN
        else:
            with pytest.raises(ValidationError):
                proposal_withdraw(proposal=proposal, by=township.people[who])


def test_a_proposal_is_seen_where_its_organisations_are_seen(township: Township, served: Activity) -> None:
    more_hours(township, served)
    elsewhere = misplaced("staff-elsewhere", Role.STAFF, township["V02"])
    seen = {name: visible_proposals(user).count() for name, user in township.people.items()}
    assert {name for name, count in seen.items() if count} == {"staff", "leader", "contact", "secretary01", "clerk01"}
    assert (to_decide(township.people["staff"]), to_decide(township.people["leader"]), to_decide(elsewhere)) == (
        1,
        0,
        0,
    )


def test_accepting_says_what_the_owning_service_has_against_it(township: Township, served: Activity) -> None:
    by = township.people["secretary01"]
    proposal = activity_propose(hosts=[township["V01"]], by=by, reason="漏录", date=CLOSED_DAY, **SERVICE)
    type(township["V01"]).objects.filter(code="V01").update(closed=date(2012, 10, 1))
    with pytest.raises(ValidationError):
        accept(township, proposal, None)
    proposal.refresh_from_db()
    assert proposal.is_open
