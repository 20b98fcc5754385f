"""Mass organisations at work: the advice of the Party organisation that leads them, and their answers."""

from typing import ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.registers.models import Case
from apps.registers.steps import Step

#: As many characters as advice or an answer may have.
LONGEST = 2000


class Advice(Case):
    """What the leading Party organisation advises, and what the mass organisation makes of it (M008).

    The branch advises and does not decide: advice changes nothing, and the association answers for itself.
    """

    giver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="advice_given", verbose_name=_("Party organisation")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="advice_received", verbose_name=_("mass organisation")
    )
    text = models.TextField(
        _("advice"),
        max_length=LONGEST,
        validators=[MaxLengthValidator(LONGEST)],
        help_text=_("Advice, not an instruction: the mass organisation decides for itself and answers here."),
    )
    given_on = models.DateField(_("given on"), default=today)
    answer = models.TextField(
        _("answer"),
        max_length=LONGEST,
        blank=True,
        validators=[MaxLengthValidator(LONGEST)],
        help_text=_("Whether you take it up, and why. An answer cannot be changed later."),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    ENDS: ClassVar[tuple[str, ...]] = ("giver", "organisation")
    DATED: ClassVar[str] = "given_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("given", pgettext_lazy("advice", "open"), pgettext_lazy("step", "Advise"), "given_on"),
        Step(
            "answered",
            pgettext_lazy("advice", "answered"),
            pgettext_lazy("verb", "Answer"),
            "answered_on",
            ("given",),
            "decide",
            asks=("answer",),
            final=True,
            tone="green",
        ),
    )

    class Meta:
        ordering = ["-given_on", "-id"]
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        constraints = [
            models.CheckConstraint(
                name="advice_answered_with_an_answer",
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.organisation_id} {self.given_on}"
