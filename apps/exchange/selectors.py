"""What the pages of imports and exports show."""

from dataclasses import dataclass
from typing import Any

from apps.accounts.models import User
from apps.exchange.registers import REGISTERS
from apps.organisations.access import may, organisation_for
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import user_paths
from apps.workbooks.register import Register


@dataclass(frozen=True, slots=True)
class Offer:
    """A register, and what the person may do with it."""

    register: Register[Any]
    may_import: bool
    may_export: bool


def offers_for(user: User) -> list[Offer]:
    """The registers that `user` may import or export.  No query beyond that for the roles."""
    offers = [Offer(it, may(user, it.action), may(user, it.view_action)) for it in REGISTERS.values()]
    return [offer for offer in offers if offer.may_import or offer.may_export]


def paths_of(organisation: Organisation) -> list[str]:
    """Where `organisation` stands, or stood last: the path of all that belongs to it.  One query."""
    return list(Placement.objects.filter(organisation=organisation, end__isnull=True).values_list("path", flat=True))


def export_paths(user: User, register: Register[Any], code: str) -> list[str]:
    """The paths that `user` exports: those below the organisation `code`, without one all that they may see.

    404 or 403 like every other page.
    """
    if not code:
        return user_paths(user, register.view_action)
    return paths_of(organisation_for(user, register.view_action, code))


def leading_organisations(user: User, register: Register[Any]) -> list[tuple[str, str]]:
    """The organisations that have others below them, by code and name, for the choice of what to export."""
    visible = Organisation.objects.visible_to(user, register.view_action)
    leading = visible.filter(child_placements__end__isnull=True, child_placements__isnull=False).distinct()
    return list(leading.order_by("code").values_list("code", "name"))
