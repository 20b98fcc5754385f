"""The states of a monthly filing (experience.md), the steps between them, and how a filing stands on a day."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FilingState(models.TextChoices):
    """draft → submitted → approved | returned; returned → submitted; approved → returned (reopened).

    A clerk's draft is confirmed by the secretary's submitting it.
    """

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


#: The states in which figures may be entered.
EDITABLE = frozenset({FilingState.DRAFT, FilingState.RETURNED})


class Step(models.TextChoices):
    """What happened to a filing, for its timeline."""

    OPENED = "opened", _("opened")
    ENTERED = "entered", _("entered on behalf")
    SUBMITTED = "submitted", _("submitted")
    CONFIRMED = "confirmed", _("figures entered on behalf confirmed")
    PASSED = "passed", _("passed on by the general branch")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    ASKED = "asked", _("asked to reopen")
    REOPENED = "reopened", _("reopened")
    EXTENDED = "extended", _("extension granted")


#: After these steps a month that was handed in is open again.
TAKEN_BACK = frozenset({Step.RETURNED, Step.REOPENED})


class FilingStanding(models.TextChoices):
    """How a month stands for an organisation on a day, as people speak of it."""

    NOT_DUE = "not_due", pgettext_lazy("filing", "not open yet")
    DUE = "due", pgettext_lazy("filing", "to file")
    DRAFT = "draft", pgettext_lazy("filing", "draft")
    OVERDUE = "overdue", pgettext_lazy("filing", "overdue")
    SUBMITTED = "submitted", pgettext_lazy("filing", "submitted")
    RETURNED = "returned", pgettext_lazy("filing", "returned")
    APPROVED = "approved", pgettext_lazy("filing", "approved")

    @property
    def sign(self) -> str:
        """One letter for a cell of the grid; the whole word stands in its label."""
        return str(_SIGNS[self])


_SIGNS = {
    FilingStanding.NOT_DUE: "",
    FilingStanding.DUE: pgettext_lazy("cell", "T"),
    FilingStanding.DRAFT: pgettext_lazy("cell", "D"),
    FilingStanding.OVERDUE: pgettext_lazy("cell", "O"),
    FilingStanding.SUBMITTED: pgettext_lazy("cell", "S"),
    FilingStanding.RETURNED: pgettext_lazy("cell", "R"),
    FilingStanding.APPROVED: pgettext_lazy("cell", "A"),
}


def standing_of(state: str, deadline: date, on: date, *, started: bool) -> FilingStanding:
    """How a filing in `state` that must be in by `deadline` stands on the day `on`.

    Overdue is only what was never submitted: a returned filing says "returned", whatever the day.
    """
    if state != FilingState.DRAFT:
        return FilingStanding(state)
    if deadline < on:
        return FilingStanding.OVERDUE
    return FilingStanding.DRAFT if started else FilingStanding.DUE
