"""Honours: who was named what, by whom, until when (M031 M041 M043 M044 M047 M051 M052 M069 M078 M085 M090–M101)."""

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.honours.types import HonourLevel, HonourType
from apps.registers.models import Case, Record
from apps.registers.steps import Step


class Honour(Case):
    """An honour of an organisation, or of a person there whose name may be published.

    It holds from the day on which it is named, to the day on which it is revoked or expires: [named, expires).
    """

    title = models.CharField(_("honour"), max_length=100)
    type = models.CharField(pgettext_lazy("honour", "type"), max_length=30, choices=HonourType.choices, blank=True)
    level = models.IntegerField(pgettext_lazy("honour", "level"), choices=HonourLevel.choices)
    person = models.CharField(
        _("person honoured"), max_length=50, blank=True, help_text=_("Only where the organisation itself is not meant.")
    )
    consented = models.BooleanField(_("the person agrees to being published"), default=False)
    merits = models.CharField(_("merits"), max_length=200, blank=True)
    nominated_on = models.DateField(_("nominated on"), null=True, blank=True)
    noticed_on = models.DateField(_("on public notice since"), null=True, blank=True)
    named_on = models.DateField(_("named on"), null=True, blank=True, db_index=True)
    granted_by = models.CharField(pgettext_lazy("honour", "granted by"), max_length=100, blank=True)
    document_number = models.CharField(_("document number"), max_length=50, blank=True)
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True, help_text=_("The first day on which it holds no longer.")
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    DATED: ClassVar[str] = "named_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step(
            "nominated",
            pgettext_lazy("honour", "nominated"),
            pgettext_lazy("step", "Nominate"),
            "nominated_on",
            tone="secondary",
        ),
        Step(
            "noticed",
            pgettext_lazy("honour", "on public notice"),
            pgettext_lazy("step", "Put on public notice"),
            "noticed_on",
            ("nominated",),
            "decide",
        ),
        Step(
            "named",
            pgettext_lazy("honour", "named"),
            pgettext_lazy("step", "Name"),
            "named_on",
            ("nominated", "noticed"),
            "decide",
            asks=("granted_by", "document_number"),
            final=True,
            tone="green",
        ),
        Step(
            "revoked",
            pgettext_lazy("honour", "revoked"),
            pgettext_lazy("step", "Revoke"),
            "revoked_on",
            ("named",),
            "decide",
            needs_reason=True,
            final=True,
            tone="red",
        ),
    )

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")

    def __str__(self) -> str:
        return f"{self.title} {self.named_on or ''}".strip()


def holding_on(day: date) -> Q:
    """The honours that hold on a day."""
    lasts = Q(expires_on__isnull=True) | Q(expires_on__gt=day)
    return Q(named_on__lte=day) & lasts & (Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))


class NoticeRule(Record):
    """How many working days an honour of a type is on public notice from a day on, and whether it must be."""

    type = models.CharField(pgettext_lazy("honour", "type"), max_length=30, choices=HonourType.choices)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which it holds no longer."))
    required = models.BooleanField(
        _("public notice is required"), default=False, help_text=_("Otherwise it can be named without one.")
    )
    working_days = models.PositiveSmallIntegerField(
        _("working days of notice"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    DATED: ClassVar[str] = "start"

    class Meta:
        verbose_name = _("rule of public notice")

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.start}"
