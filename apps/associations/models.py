"""Mass organisations at work: the advice of the Party organisation that leads them, and their answers."""

from typing import ClassVar

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.registers.models import Case, Lasting
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


class Trade(models.TextChoices):
    """What the households of an association live by (M005)."""

    LIVESTOCK = "livestock", pgettext_lazy("trade", "livestock")
    CROPS = "crops", pgettext_lazy("trade", "crops")
    PROCESSING = "processing", pgettext_lazy("trade", "processing")


TRADE_WORDS = {"养殖": Trade.LIVESTOCK, "种植": Trade.CROPS, "加工": Trade.PROCESSING}


class Profile(Lasting):
    """An association at work during [start, end): what it does and where.

    Its charter is a document, its head holds a post, its leader has a link: none of them is said again here.
    """

    trade = models.CharField(_("trade"), max_length=20, choices=Trade.choices)
    product = models.CharField(_("product"), max_length=50, blank=True)
    villages = models.CharField(_("villages covered"), max_length=200, blank=True)
    number_of_villages = models.PositiveIntegerField(
        _("how many villages"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    fees = models.CharField(
        _("members’ fees"),
        max_length=100,
        blank=True,
        help_text=_("Only the article of the charter that sets them. There is no levy, and no quota for joining."),
    )

    class Meta:
        verbose_name = pgettext_lazy("association", "profile")

    def __str__(self) -> str:
        return f"{self.get_trade_display()} {self.product}".strip()
