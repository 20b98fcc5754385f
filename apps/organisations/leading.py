"""What must hold where a Party organisation leads a mass organisation (M001, M002, M007).  Pure: no ORM."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.organisations.kinds import PARTY_KINDS

STILL_LINKED = _("It leads or is led: withdraw its leading links first.")


def wrong_kinds(leader: str, led: str) -> dict[str, Promise]:
    """What is wrong with the kinds of the two ends, by field."""
    errors: dict[str, Promise] = {}
    if leader not in PARTY_KINDS:
        errors["leader"] = _("Only a Party organisation leads others.")
    if led in PARTY_KINDS:
        errors["led"] = _("Only a mass organisation is led, this one is a Party organisation.")
    return errors


def changes_side(before: str, after: str) -> bool:
    """Whether an organisation of the Party becomes a mass organisation, or the other way round."""
    return (before in PARTY_KINDS) != (after in PARTY_KINDS)
