"""Mass organisations at work: the advice of the Party organisation that leads them, and their answers."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.associations.querysets import AdviceQuerySet
from apps.core.versioning import Versioned
from apps.organisations.models import Organisation

#: As many characters as advice or an answer may have.
LONGEST = 2000


class AdviceState(models.TextChoices):
    """open → answered; nothing leads back."""

    OPEN = "open", pgettext_lazy("advice", "open")
    ANSWERED = "answered", pgettext_lazy("advice", "answered")


class Advice(Versioned):
    """What the leading Party organisation advises, and what the mass organisation makes of it (M008).

    The branch advises and does not decide: advice changes nothing, and the association answers for itself.
    """

    giver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="advice_given", verbose_name=_("Party organisation")
    )
    association = models.ForeignKey(
        Organisation, models.PROTECT, related_name="advice_received", verbose_name=_("mass organisation")
    )
    text = models.TextField(_("advice"), validators=[MaxLengthValidator(LONGEST)])
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True, validators=[MaxLengthValidator(LONGEST)])
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        constraints = [
            models.CheckConstraint(
                name="advice_answered_with_an_answer",
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.association_id} {self.given_at:%Y-%m-%d}"

    @property
    def state(self) -> AdviceState:
        return AdviceState.OPEN if self.answered_at is None else AdviceState.ANSWERED
