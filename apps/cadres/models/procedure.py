"""How somebody who does not qualify as a member is dealt with (M115): steps, days and approvals, never the reasons."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.registers.models import Case
from apps.registers.steps import Step


class Measure(models.TextChoices):
    CORRECT = "correct", pgettext_lazy("procedure", "to put right within a time")
    ADVISED = "advised", pgettext_lazy("procedure", "advised to leave")
    REMOVED = "removed", pgettext_lazy("procedure", "taken off the roll")
    OTHER = "other", pgettext_lazy("procedure", "other")


MEASURE_WORDS = {
    "限期改正": Measure.CORRECT,
    "劝退": Measure.ADVISED,
    "除名": Measure.REMOVED,
    "其他": Measure.OTHER,
}


class Procedure(Case):
    """A procedure about a member; what it is about stands in the papers, not here."""

    member = MemberKey()
    measure = models.CharField(
        pgettext_lazy("procedure", "measure"), max_length=10, choices=Measure.choices, blank=True
    )
    handled_by = models.CharField(_("handled by"), max_length=50, blank=True)
    opened_on = models.DateField(_("opened on"), db_index=True)
    verified_on = models.DateField(_("verified, and the member heard, on"), null=True, blank=True)
    meeting_on = models.DateField(_("decided by the branch meeting on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=50, blank=True)
    dropped_on = models.DateField(_("ended without a measure on"), null=True, blank=True)

    DATED: ClassVar[str] = "opened_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("opened", pgettext_lazy("procedure", "opened"), pgettext_lazy("step", "Open"), "opened_on"),
        Step(
            "verified",
            pgettext_lazy("procedure", "verified"),
            pgettext_lazy("step", "Verify"),
            "verified_on",
            ("opened",),
        ),
        Step(
            "decided",
            pgettext_lazy("procedure", "decided by the branch"),
            pgettext_lazy("step", "Decide in the branch"),
            "meeting_on",
            ("verified",),
            asks=("measure",),
        ),
        Step(
            "approved",
            pgettext_lazy("procedure", "approved"),
            pgettext_lazy("step", "Approve"),
            "approved_on",
            ("decided",),
            "decide",
            asks=("document_number",),
            final=True,
            alone=True,
            tone="green",
        ),
        Step(
            "dropped",
            pgettext_lazy("procedure", "ended without a measure"),
            pgettext_lazy("step", "End without a measure"),
            "dropped_on",
            ("opened", "verified", "decided"),
            final=True,
            alone=True,
            tone="secondary",
        ),
    )

    class Meta:
        verbose_name = _("procedure")

    def __str__(self) -> str:
        return f"{self.member_id} {self.opened_on}"
