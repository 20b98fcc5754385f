"""Over which organisations a role can be held (contract.md, "Roles").  Pure: no ORM."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.organisations.kinds import PARTY_KINDS, Kind, Role, Sector

#: Kinds that have others below them to look after.
LEADING_KINDS = frozenset({Kind.COMMITTEE, Kind.GENERAL_BRANCH})
VILLAGE_SECTORS = frozenset({Sector.VILLAGE, Sector.COMMUNITY})


@dataclass(frozen=True, slots=True)
class Fit:
    """For which kinds and sectors a role is meant, and what to say of the others."""

    fits: Callable[[str, str], bool]
    sentence: Promise


_LEADING = Fit(
    lambda kind, _sector: kind in LEADING_KINDS,
    _("This role is held over a Party committee or a general branch."),
)
_PARTY = Fit(lambda kind, _sector: kind in PARTY_KINDS, _("This role is held over a Party organisation."))
_MASS = Fit(lambda kind, _sector: kind not in PARTY_KINDS, _("This role is held over a mass organisation."))
_VILLAGE = Fit(
    lambda kind, sector: kind in PARTY_KINDS and sector in VILLAGE_SECTORS,
    _("This role is held over the Party organisation of a village or community."),
)

FITS: dict[Role, Fit] = {
    Role.ADMINISTRATOR: _LEADING,
    Role.STAFF: _LEADING,
    Role.VILLAGE_CONTACT: _VILLAGE,
    Role.LEADER: _LEADING,
    Role.SECRETARY: _PARTY,
    Role.CLERK: _PARTY,
    Role.MASS_OFFICER: _MASS,
    Role.VIEWER: _LEADING,
    Role.AUDITOR: _LEADING,
}


def misfit(role: Role, kind: str, sector: str) -> Promise | None:
    """Why the role cannot be held over an organisation of this kind and sector; None where it can."""
    fit = FITS[role]
    return None if fit.fits(kind, sector) else fit.sentence
