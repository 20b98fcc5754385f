"""THE table of permissions: which role may do what within its subtree (contract.md, "Roles").

Nothing is allowed that does not stand here; a register brings its rows by `declare`.  Scope is not decided here but by
`visible_to`.
"""

from collections.abc import Iterable

from apps.organisations.kinds import Role

_DOMAIN = {Role.STAFF, Role.VILLAGE_CONTACT, Role.LEADER, Role.SECRETARY, Role.CLERK}

#: Who may grant which role, each within their own part of the tree and never to themselves.
GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.STAFF: frozenset({Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
}

#: Nobody holds two of these on one day: who gives out accounts does not read what is written about that.
APART = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

#: They reach official figures, or decide who does: held only once a second person has confirmed it.
PRIVILEGED = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.LEADER, Role.AUDITOR})

POLICY: dict[str, frozenset[Role]] = {
    "organisation.view": frozenset({*_DOMAIN, Role.MASS_OFFICER, Role.VIEWER}),
    "organisation.edit": frozenset({Role.STAFF}),
    "plan.view": frozenset({*_DOMAIN, Role.MASS_OFFICER, Role.VIEWER}),
    "plan.edit": frozenset({Role.STAFF}),
    # Signing for the targets of one's own organisation.
    "plan.sign": frozenset({Role.SECRETARY, Role.MASS_OFFICER}),
    "activity.view": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    "activity.record": frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
    # What is proposed for the facts of closed months; who reviews the months decides, and changes such facts directly.
    "proposal.view": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    "proposal.decide": frozenset({Role.STAFF}),
    "proposal.withdraw": frozenset({Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
    # Early warnings: raised by the portal, confirmed and lifted by the township, answered by whom they concern.
    "warning.view": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    "warning.confirm": frozenset({Role.STAFF, Role.LEADER}),
    "warning.answer": frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
    "warning.lift": frozenset({Role.STAFF, Role.LEADER}),
    # Notices: sent by the office, received and answered by whom they were sent to.
    "notice.view": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    "notice.send": frozenset({Role.STAFF}),
    "notice.answer": frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
    "filing.view": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    # Months that were submitted or approved; whoever has only this sees no draft.
    "filing.view_handed_in": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    "filing.draft": frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
    "filing.submit": frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.MASS_OFFICER}),
    "filing.review": frozenset({Role.STAFF}),
    # Who files for their own organisation; everybody else who drafts enters on its behalf (代报).
    "filing.own": frozenset({Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER}),
    # Who confirms what was entered on behalf; a leader's confirmation approves it.
    "filing.confirm": frozenset({Role.SECRETARY, Role.MASS_OFFICER, Role.LEADER}),
    "filing.approve_on_behalf": frozenset({Role.LEADER}),
    # Secretaries of general branches, for what the branches directly below hand in.
    "filing.pass_on": frozenset({Role.SECRETARY}),
    "filing.oversee": frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.LEADER}),
    "progress.view": frozenset({*_DOMAIN, Role.MASS_OFFICER, Role.VIEWER}),
    "dashboard.view": frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.LEADER, Role.VIEWER}),
    "class.view": frozenset(_DOMAIN),
    "class.edit": frozenset({Role.STAFF, Role.VILLAGE_CONTACT}),
    "class.confirm": frozenset({Role.STAFF, Role.LEADER}),
    "rate.view": frozenset({*_DOMAIN, Role.VIEWER}),
    "report.view": frozenset({Role.STAFF, Role.LEADER}),
    "report.view_signed": frozenset({Role.STAFF, Role.LEADER, Role.VIEWER}),
    "report.create": frozenset({Role.STAFF}),
    # What owners say about indicators that are not reached: whoever the plan names, and who makes the report.
    "report.comment": frozenset({*_DOMAIN, Role.MASS_OFFICER}),
    "report.sign": frozenset({Role.LEADER}),
    # Signed reports on their way to another portal, and those that come from one; the keys that seal them.
    "package.make": frozenset({Role.STAFF}),
    "package.receive": frozenset({Role.STAFF}),
    "package.view": frozenset({Role.STAFF, Role.LEADER, Role.VIEWER}),
    "partner.edit": frozenset({Role.STAFF}),
    # Forms of a higher authority: taken in and pointed at by the office, filled and downloaded by leaders, too.
    "district_form.view": frozenset({Role.STAFF, Role.LEADER}),
    "district_form.edit": frozenset({Role.STAFF}),
    "webhook.edit": frozenset({Role.STAFF}),
    "account.view": frozenset({Role.ADMINISTRATOR, Role.STAFF}),
    # Which accounts: those of whose roles one may grant every one (`administration/manageable_accounts.py`).
    "account.manage": frozenset(GRANTABLE),
    "role.grant": frozenset(GRANTABLE),
    # Data of a person in clear: opened one by one on the pages that a role may read anyway, each time audited; and
    # taken along in workbooks with a watermark.  Administrators read those of accounts only, for they see no others.
    "personal_data.view": frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.LEADER, Role.SECRETARY}),
    "personal_data.export": frozenset({Role.STAFF}),
    # The steps of setting up a township; each is taken by whoever may do what it needs.
    "portal.set_up": frozenset({Role.ADMINISTRATOR, Role.STAFF}),
    "job.view": frozenset({Role.ADMINISTRATOR}),
    "audit.view": frozenset({Role.AUDITOR}),
}

#: Roles that also read the mass organisations which their Party organisations lead (M008), and what they do there:
#: they look, and nothing else.  Drafts, figures not yet approved and everything that writes stay out.
READ_LED = frozenset({Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK})
OVER_LED: set[str] = {"organisation.view", "activity.view", "filing.view_handed_in", "progress.view"}


def granting(role: Role) -> str:
    """The action of granting, changing and ending this role."""
    return f"role.grant.{role.value}"


POLICY |= {granting(role): frozenset(by for by, roles in GRANTABLE.items() if role in roles) for role in Role}


class UnknownAction(LookupError):
    """A name that does not stand in the table: a slip in the program, never a refusal."""


class AlreadyDeclared(ValueError):
    """An action that stands in the table: a slip in the program, never a refusal."""


def declare(action: str, roles: Iterable[Role], *, over_led: bool = False) -> None:
    """Let `roles` do `action`, and with `over_led` let those of `READ_LED` do it on what they lead as well.

    Raises `AlreadyDeclared`, and `ValueError` for what is no role.
    """
    if action in POLICY:
        raise AlreadyDeclared(action)
    POLICY[action] = frozenset(map(Role, roles))
    if over_led:
        OVER_LED.add(action)


def roles_that_may(action: str) -> frozenset[Role]:
    """The roles that may do `action`.  Raises `UnknownAction`."""
    try:
        return POLICY[action]
    except KeyError:
        raise UnknownAction(action) from None
