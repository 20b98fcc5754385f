"""The policy against the contract ("Roles"), line by line: who may what, and what that comes to."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from apps.associations.register import OfAssociations
from apps.organisations import policy
from apps.organisations.access import grantable_by, may
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.organisations.policy import GRANTABLE, OVER_LED, POLICY, READ_LED, AlreadyDeclared, declare, granting
from apps.registers.registry import REGISTERS
from tests.factories.leading import leading_start
from tests.factories.township import Township, afresh, organisation, person

Actions = frozenset[str]

#: What records of the registers are called in the table; advice passes between two organisations alone.
#: Members are people: who sees and keeps them stands in `MEMBERS`.
OF_MEMBERS = {"members", "memberships", "member-categories", "member-commitments", "care", "appraisals", "admissions"}
OF_MEMBERS |= {"registrations", "transfers", "dues", "trainings"}
#: What only those read who must: staff, leaders and the secretary of the place.
GUARDED = {"reserve", "procedures", "talks", "official-appraisals", "degree-studies"}
RECORDS = tuple(
    it.record_name for name, it in REGISTERS.items() if name != "advice" and name not in OF_MEMBERS | GUARDED
)
#: What the township itself keeps: others look.
KEPT_BY_STAFF = {
    *("admission_rule", "criteria"),
    *("contact", "holiday", "item_list", "leading", "listing", "notice_rule", "own_checklist", "post_rule"),
    *("branch_rule", "training_rule"),
    *("campaign", "campaign_stage", "frequency_rule", "warning_rule", "check_rule", "ad_hoc_form"),
}
#: What an association keeps itself: the branch that leads it looks.
OF_ASSOCIATIONS = {it.record_name for it in REGISTERS.values() if isinstance(it, OfAssociations)}
OTHERS_LOOK = KEPT_BY_STAFF | OF_ASSOCIATIONS


def in_registers(*what: str) -> Actions:
    return frozenset(f"{record}.{it}" for record in RECORDS for it in what if it == "view" or record not in OTHERS_LOOK)


LOOKING: Actions = frozenset(
    {
        "organisation.view",
        "plan.view",
        "activity.view",
        "filing.view",
        "filing.view_handed_in",
        "progress.view",
        "class.view",
        "rate.view",
        "proposal.view",
        "warning.view",
        "notice.view",
        # Whom the plan names as responsible says why an indicator is not reached; nobody else can.
        "report.comment",
    }
) | in_registers("view")
OFFICIAL: Actions = frozenset(
    {"organisation.view", "leading.view", "plan.view", "progress.view", "rate.view", "dashboard.view"}
    | {"report.view_signed", "package.view"}
)
ENTERING: Actions = frozenset({"activity.record", "filing.draft", "filing.submit"}) | in_registers("record")
#: Facts of closed months: seen with the domain, proposed by whoever enters and does not review.
PROPOSING: Actions = frozenset({"proposal.withdraw"})
#: Warnings: the township says whether it is so and lifts them, those concerned say what they do about it.
ANSWERING: Actions = frozenset({"warning.answer"})
JUDGING: Actions = frozenset({"warning.confirm", "warning.lift"})
FILING_FOR_ITSELF: Actions = (
    frozenset({"filing.own", "filing.draft", "activity.record", "notice.answer"})
    | ANSWERING
    | PROPOSING
    | in_registers("record")
)
ACCOUNTS: Actions = frozenset({"account.view", "account.manage", "role.grant", "personal_data.view"})


def guarded(what: str) -> Actions:
    return frozenset(f"{REGISTERS[name].record_name}.{what}" for name in GUARDED)


_KEPT = (
    "member",
    "member_category",
    "member_commitment",
    "appraisal",
    "admission",
    "registration",
    "training",
    "transfer_letter",
    "dues",
)
SEE_MEMBERS: Actions = frozenset({f"{it}.view" for it in (*_KEPT, "membership")} | {"member.count"})
KEEP_MEMBERS: Actions = SEE_MEMBERS | {f"{it}.record" for it in _KEPT}
#: Who needs help, and what was given.
SEE_NEED: Actions = frozenset({"care.view", "care.decide", "member_category.decide", "registration.decide"}) | guarded(
    "view"
)
#: The rolls of members, by role.
MEMBERS: dict[Role, Actions] = {
    Role.STAFF: KEEP_MEMBERS
    | SEE_NEED
    | {"member.decide", "member.transfer", "membership.record", "care.record"}
    | {"appraisal.decide", "member_commitment.decide", "admission.decide", "training.decide"}
    | {"transfer_letter.decide", "dues.decide"}
    | guarded("record")
    | guarded("decide"),
    Role.VILLAGE_CONTACT: KEEP_MEMBERS,
    Role.LEADER: SEE_MEMBERS | SEE_NEED,
    Role.SECRETARY: KEEP_MEMBERS | SEE_NEED | {"care.record", "recommendation.decide"} | guarded("record"),
    Role.CLERK: KEEP_MEMBERS,
    Role.VIEWER: frozenset({"member.count"}),
}


def grants(*roles: Role) -> Actions:
    return frozenset(granting(role) for role in roles)


#: The lines of the contract, as actions.
CONTRACT: dict[Role, Actions] = {
    # accounts, settings, jobs, back-ups (not their content) | manage accounts; no figure, no audit log
    Role.ADMINISTRATOR: ACCOUNTS | grants(*Role) | {"job.view", "portal.set_up"},
    # the township's subtree | everything in the domain; accounts below them; enter on a village's behalf; review
    Role.STAFF: LOOKING
    | {"portal.set_up"}
    | OFFICIAL
    | ENTERING
    | ANSWERING
    | JUDGING
    | ACCOUNTS
    | grants(Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER)
    | {"organisation.edit", "plan.edit", "notice.send", "class.edit", "class.confirm", "report.view", "report.create"}
    | {"package.make", "package.receive", "package.view", "partner.edit", "webhook.edit"}
    | {"district_form.view", "district_form.edit"}
    | {"filing.review", "filing.oversee", "advice.view", "personal_data.export", "proposal.decide"}
    | in_registers("decide")
    | {"contact.decide"}
    | {f"{record}.record" for record in KEPT_BY_STAFF | OF_ASSOCIATIONS}
    | {f"{record}.decide" for record in OF_ASSOCIATIONS},
    # the villages they are posted to | as staff there, without review; tree, plan, reports and accounts are not "there"
    Role.VILLAGE_CONTACT: LOOKING
    | ENTERING
    | ANSWERING
    | PROPOSING
    | {"class.edit", "filing.oversee", "dashboard.view"},
    # the subtree, official and pending | confirm classes, sign reports, confirm what staff entered on behalf
    Role.LEADER: LOOKING
    | OFFICIAL
    | JUDGING
    | {"class.confirm", "report.view", "report.sign", "filing.confirm", "filing.approve_on_behalf", "filing.oversee"}
    | {"advice.view", "personal_data.view", "district_form.view"},
    # own organisation and below | record, file, confirm a clerk's draft, answer returns, pass on; advise
    Role.SECRETARY: LOOKING
    | FILING_FOR_ITSELF
    | {"filing.submit", "filing.confirm", "filing.pass_on", "advice.view", "advice.record", "personal_data.view"}
    | {"plan.sign"},
    # own organisation and below | record and draft; the secretary confirms
    Role.CLERK: LOOKING | FILING_FOR_ITSELF | {"advice.view"},
    # own mass organisation and below | record, file; classes and their rates are the Party's
    Role.MASS_OFFICER: (LOOKING - {"class.view", "rate.view"})
    | FILING_FOR_ITSELF
    | {"filing.submit", "filing.confirm", "advice.view", "advice.decide", "plan.sign"}
    | {f"{record}.record" for record in OF_ASSOCIATIONS},
    # official figures and signed reports of the subtree | read, download
    Role.VIEWER: OFFICIAL,
    # the audit log | read, export
    Role.AUDITOR: frozenset({"audit.view"}),
}

ALLOWED = {role: allowed | MEMBERS.get(role, frozenset()) for role, allowed in CONTRACT.items()}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_what_its_line_of_the_contract_says_and_nothing_else(role: Role) -> None:
    assert {action for action, allowed in POLICY.items() if role in allowed} == ALLOWED[role]


def test_every_action_is_asked_for_somewhere() -> None:
    """A row that no page asks for is no permission but a promise."""
    sources = [*Path(settings.BASE_DIR, "apps").rglob("*.py"), *Path(settings.BASE_DIR, "templates").rglob("*.html")]
    text = "".join(path.read_text() for path in sources if path.name != "policy.py")
    asked = set(re.findall(r'["\']([a-z_]+\.[a-z_]+)["\']', text))
    # The kit of registers asks for these of every register.
    asked |= {f"{it.record_name}.{what}" for it in REGISTERS.values() for what in ("view", "record", "decide")}
    asked |= {"advice.amend"}
    assert {action for action in POLICY if not action.startswith("role.grant.")} <= asked


# --- What the table comes to ------------------------------------------------------------------------------

#: What shows or changes a figure.
FIGURES = re.compile(r"(filing|activity|class|rate|progress|plan|report|dashboard|advice|organisation)\.")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_keeps_the_portal_sees_no_figure(role: Role) -> None:
    assert not {action for action in ALLOWED[role] if FIGURES.match(action)}


def test_the_audit_log_is_the_auditors_alone() -> None:
    assert POLICY["audit.view"] == {Role.AUDITOR}


def test_the_higher_authority_only_reads() -> None:
    assert all("view" in action or action == "member.count" for action in ALLOWED[Role.VIEWER])


def test_village_contacts_do_nothing_that_staff_may_not_and_review_nothing() -> None:
    assert ALLOWED[Role.VILLAGE_CONTACT] - PROPOSING < ALLOWED[Role.STAFF]  # staff change what others propose
    assert not ALLOWED[Role.VILLAGE_CONTACT] & {"filing.review", "class.confirm", "filing.confirm"}


def test_no_role_both_files_for_an_organisation_and_reviews() -> None:
    assert not POLICY["filing.own"] & (POLICY["filing.review"] | POLICY["filing.approve_on_behalf"])


def test_over_led_organisations_nobody_writes_and_no_draft_is_seen() -> None:
    assert all("view" in action for action in OVER_LED)
    assert "filing.view" not in OVER_LED
    assert {Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK} >= READ_LED


def test_nobody_grants_what_gives_more_than_they_have_below_an_administrator() -> None:
    """Staff raise nobody above themselves: whom they appoint may what staff may, and file, answer or sign."""
    for role in GRANTABLE[Role.STAFF]:
        assert role not in {Role.ADMINISTRATOR, Role.AUDITOR, Role.VIEWER, Role.LEADER, Role.STAFF}
        own = PROPOSING | {"filing.own", "filing.confirm", "filing.pass_on", "notice.answer", "plan.sign"}
        own |= {"advice.record", "advice.decide"}
        assert ALLOWED[role] <= ALLOWED[Role.STAFF] | own


@pytest.mark.parametrize("role", list(Role))
def test_what_a_person_may_grant_follows_from_the_roles_they_hold(township: Township, role: Role) -> None:
    usernames = {Role.ADMINISTRATOR: "admin", Role.SECRETARY: "secretary01", Role.CLERK: "clerk01"}
    usernames |= {Role.VILLAGE_CONTACT: "contact"}
    if role == Role.MASS_OFFICER:
        over = organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="")
        user = person("officer", role, over)
    else:
        user = township.people[usernames.get(role, role.value)]
    assert grantable_by(user) == GRANTABLE.get(role, frozenset())
    assert {action for action in POLICY if may(user, action)} == ALLOWED[role]


# --- Rows that a register brings ---------------------------------------------------------------------------


@pytest.fixture
def _own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is forgotten behind it."""
    monkeypatch.setattr(policy, "POLICY", dict(POLICY))
    monkeypatch.setattr(policy, "OVER_LED", set(OVER_LED))


@pytest.mark.usefixtures("_own_table")
def test_a_register_declares_who_may_what(township: Township) -> None:
    association = organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="")
    leading_start(leader=township["V01"], led=association, start=date(2000, 1, 1), end=None, by=None)
    declare("medal.view", {Role.STAFF, *READ_LED}, over_led=True)
    declare("medal.edit", [Role.SECRETARY])

    def seen(username: str, action: str) -> set[str]:
        visible = Organisation.objects.visible_to(afresh(township.people[username]), action)
        return set(visible.values_list("code", flat=True))

    assert [may(township.people[name], "medal.view") for name in ("staff", "secretary01", "leader")] == [1, 1, 0]
    assert seen("secretary01", "medal.view") == {"V01", "A01"}
    assert seen("secretary01", "medal.edit") == {"V01"}
    assert seen("leader", "medal.view") == set()


@pytest.mark.usefixtures("_own_table")
def test_no_row_of_the_table_is_declared_again() -> None:
    with pytest.raises(AlreadyDeclared):
        declare("audit.view", {Role.STAFF})
    assert policy.roles_that_may("audit.view") == {Role.AUDITOR}


@pytest.mark.usefixtures("_own_table")
def test_nothing_is_declared_for_a_role_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="king"):
        declare("medal.view", {Role.STAFF, "king"}, over_led=True)  # type: ignore[arg-type]
    assert "medal.view" not in policy.POLICY
    assert "medal.view" not in policy.OVER_LED
