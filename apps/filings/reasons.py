"""The usual reasons, offered so that nobody has to write them (mission/layouts.md); own words always do as well."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Why a filing or a line is returned.
RETURN_REASONS: dict[str, Promise] = {
    "present_above_due": _("More people present than are registered"),
    "below_last_month": _("The cumulative figure is lower than last month’s"),
    "not_as_approved": _("Not the same as the committee’s approvals"),
    "wrong_unit": _("Yuan entered as ten thousand yuan"),
    "visits_as_people": _("Number of visits entered as number of people"),
    "minutes_incomplete": _("The minutes of the meeting are incomplete"),
    "copied": _("Last month’s figures were copied"),
    "blank_not_zero": _("Left blank where zero should stand"),
}

#: Why a figure that looks odd is right all the same.
ODD_REASONS: dict[str, Promise] = {
    "seasonal": _("Season: this happens mostly in this month"),
    "one_off": _("A single large item this month"),
    "catching_up": _("Includes what was left out in earlier months"),
    "corrected": _("Corrects an earlier figure"),
    "people_left": _("People left or moved away"),
    "checked": _("Checked with the accounts: correct"),
}


def choices_of(reasons: dict[str, Promise]) -> list[tuple[str, Promise | str]]:
    return [("", _("Choose a usual reason")), *reasons.items()]


def in_words(reasons: dict[str, Promise], chosen: str, own_words: str) -> str:
    """The chosen reason and the person's own words as one text, in the language of the portal's data."""
    with translation.override(settings.LANGUAGE_CODE):
        parts: Iterable[str] = (str(reasons[chosen]) if chosen in reasons else "", own_words.strip())
    return "；".join(part for part in parts if part)
