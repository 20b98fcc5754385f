"""Township T01 with the village branches V01 and V02, and the general branch V03 with its branches V03-1 and V03-2."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.organisations.kinds import GRADED_KINDS, Kind, Role, Sector
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.services import organisation_create, role_grant

PASSWORD = "a long enough password"


def organisation(code: str, parent: Organisation | None = None, **details: Any) -> Organisation:
    """An organisation that has always existed, a village branch unless said otherwise."""
    details = {"name": f"组织{code}", "kind": Kind.BRANCH, "sector": Sector.VILLAGE} | details
    details.setdefault("graded", details["kind"] in GRADED_KINDS)
    return organisation_create(code=code, parent=parent, by=None, **details)


def person(username: str, role: Role | None = None, over: Organisation | None = None) -> User:
    """An account with one role since 2000; without a role it may do nothing."""
    user = account_create(username=username, name=username, password=PASSWORD, by=None)
    if role is not None and over is not None:
        role_grant(user=user, role=role, organisation=over, start=date(2000, 1, 1), by=None)
    return user


def misplaced(username: str, role: Role, over: Organisation) -> User:
    """An account with a role over an organisation for which it is not meant, as scope alone would have it."""
    user = person(username)
    RoleAssignment.objects.create(user=user, role=role, organisation=over, start=date(2000, 1, 1))
    return user


def afresh(user: User) -> User:
    """The person as a new request finds them: nothing is known of their roles yet."""
    return User.objects.get(pk=user.pk)


@dataclass
class Township:
    """The organisations by code and the people by user name."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Organisation:
        return self.organisations[code]


def township() -> Township:
    made = Township()
    top = organisation("T01", kind=Kind.COMMITTEE, sector="", name="清溪镇党委")
    made.organisations["T01"] = top
    for code in ("V01", "V02"):
        made.organisations[code] = organisation(code, top)
    made.organisations["V03"] = organisation("V03", top, kind=Kind.GENERAL_BRANCH)
    for code in ("V03-1", "V03-2"):
        made.organisations[code] = organisation(code, made["V03"])
    for username, role, over in (
        ("admin", Role.ADMINISTRATOR, "T01"),
        ("staff", Role.STAFF, "T01"),
        ("contact", Role.VILLAGE_CONTACT, "V01"),
        ("leader", Role.LEADER, "T01"),
        ("secretary01", Role.SECRETARY, "V01"),
        ("secretary02", Role.SECRETARY, "V02"),
        ("secretary03", Role.SECRETARY, "V03"),
        ("clerk01", Role.CLERK, "V01"),
        ("viewer", Role.VIEWER, "T01"),
        ("auditor", Role.AUDITOR, "T01"),
    ):
        made.people[username] = person(username, role, made[over])
    return made
