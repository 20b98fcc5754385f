"""The usual reasons, offered so that nobody has to write them (mission/layouts.md); own words always do as well.

A line is offered only what can be said of it: nothing of a denominator where there is none.
"""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.filings.selectors.lines import LineView
from apps.plans.natures import IndicatorKind, Nature

Reasons = Mapping[str, Promise | str]

#: Why a line is returned.
RETURN_REASONS: Reasons = {
    "present_above_due": _("More people present than are registered"),
    "below_last_month": _("The cumulative figure is lower than last month’s"),
    "not_as_approved": _("Not the same as the committee’s approvals"),
    "wrong_unit": _("Yuan entered as ten thousand yuan"),
    "visits_as_people": _("Number of visits entered as number of people"),
    "copied": _("Last month’s figures were copied"),
    "zero_not_so": _("Zero entered where there was something to report"),
    "not_as_recorded": _("Not the same as the records"),
}

#: Why a month is returned as a whole.
WHOLE_RETURN_REASONS: Reasons = {
    "minutes_incomplete": _("The minutes of the meeting are incomplete"),
    "all_copied": _("Last month’s figures were copied"),
    "not_as_recorded": _("Not the same as the records"),
}

#: What a village says against a figure that the portal computed.
OBJECTION_REASONS: Reasons = {
    "not_ours": _("This is not ours"),
    "missing": _("Something is missing that we cannot record ourselves"),
    "twice": _("Something is counted twice"),
    "outdated": _("What stands in the portal is out of date"),
}

#: Why a figure that looks odd is right all the same.
ODD_REASONS: Reasons = {
    "seasonal": _("Season: this happens mostly in this month"),
    "one_off": _("A single large item this month"),
    "catching_up": _("Includes what was left out in earlier months"),
    "corrected": _("Corrects an earlier figure"),
    "people_left": _("People left or moved away"),
    "checked": _("Checked with the accounts: correct"),
}

_PEOPLE = frozenset({"人", "名", "位"})


def _is_flow(view: LineView) -> bool:
    return view.indicator.nature == Nature.FLOW


def _is_lower(view: LineView) -> bool:
    return view.last is not None and (view.line.numerator or 0) < view.last.numerator


def _is_money(view: LineView) -> bool:
    return "元" in f"{view.indicator.unit}{view.indicator.numerator}{view.indicator.denominator}"


def _is_of_people(view: LineView) -> bool:
    return view.indicator.kind == IndicatorKind.COUNT and view.indicator.unit in _PEOPLE


#: Of which lines a reason can be said; one that does not stand here, of all.
_FITS: Mapping[str, Callable[[LineView], bool]] = {
    "present_above_due": lambda view: view.indicator.is_rate and not _is_money(view),
    "below_last_month": lambda view: not _is_flow(view) and _is_lower(view),
    "not_as_approved": _is_of_people,
    "wrong_unit": _is_money,
    "visits_as_people": _is_of_people,
    "copied": lambda view: view.last is not None and view.shown == view.last_shown,
    "zero_not_so": lambda view: view.line.numerator == 0,
    "seasonal": _is_flow,
    "one_off": lambda view: _is_flow(view) and not _is_of_people(view),
    "catching_up": _is_flow,
    "people_left": lambda view: _is_of_people(view) and _is_lower(view),
}


def fitting(reasons: Reasons, view: LineView) -> Reasons:
    """Those of the reasons that can be said of a line."""
    return {code: words for code, words in reasons.items() if code not in _FITS or _FITS[code](view)}


def with_own(reasons: Reasons, further: str) -> Reasons:
    """The reasons, and after them those that the settings of the year add, one a line."""
    return {**reasons, **{f"own{at}": words for at, words in enumerate(further.splitlines())}}


def choices_of(reasons: Reasons) -> list[tuple[str, Promise | str]]:
    return [("", _("Choose a usual reason")), *reasons.items()]


def in_words(reasons: Reasons, chosen: str, own_words: str) -> str:
    """The chosen reason and the person's own words as one text, in the language of the portal's data."""
    with translation.override(settings.LANGUAGE_CODE):
        parts: Iterable[str] = (str(reasons[chosen]) if chosen in reasons else "", own_words.strip())
    return "；".join(part for part in parts if part)


def out_of_words(reasons: Reasons, text: str) -> tuple[str, str]:
    """The way back: which of the reasons such a text begins with, and the own words after it."""
    with translation.override(settings.LANGUAGE_CODE):
        for code, reason in reasons.items():
            usual, _sign, own_words = text.partition("；")
            if usual == str(reason):
                return code, own_words
    return "", text
