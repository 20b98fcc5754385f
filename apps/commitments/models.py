"""Public commitments: who promises what to whom, published where, kept or not (M080 M081 M082 M154)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Case
from apps.registers.steps import Step


class Outcome(models.TextChoices):
    KEPT = "kept", pgettext_lazy("commitment", "kept")
    BROKEN = "broken", pgettext_lazy("commitment", "not kept")


OUTCOME_WORDS = {"已兑现": Outcome.KEPT, "未兑现": Outcome.BROKEN}


class Commitment(Case):
    """What an organisation promises, to the township's committee and to its own members and public."""

    text = models.CharField(_("commitment"), max_length=500)
    to_whom = models.CharField(_("to whom"), max_length=100, blank=True)
    made_on = models.DateField(_("made on"), db_index=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_where = models.CharField(
        _("published where"), max_length=100, blank=True, help_text=_("Meeting, notice board, broadcast, press.")
    )
    due = models.DateField(_("to be kept by"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=50, blank=True)
    outcome = models.CharField(_("kept or not"), max_length=10, choices=Outcome.choices, blank=True)

    DATED: ClassVar[str] = "made_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step(
            "made", pgettext_lazy("commitment", "draft"), pgettext_lazy("step", "Promise"), "made_on", tone="secondary"
        ),
        Step(
            "reviewed",
            pgettext_lazy("commitment", "reviewed"),
            pgettext_lazy("step", "Review"),
            "reviewed_on",
            ("made",),
            "decide",
        ),
        Step(
            "published",
            pgettext_lazy("commitment", "published"),
            pgettext_lazy("step", "Publish"),
            "published_on",
            ("made", "reviewed"),
            asks=("published_where",),
        ),
        Step(
            "checked",
            pgettext_lazy("commitment", "checked"),
            pgettext_lazy("step", "Check"),
            "checked_on",
            ("published",),
            "decide",
            asks=("outcome", "checked_by"),
            final=True,
            tone="green",
        ),
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return str(self.text)[:60]
