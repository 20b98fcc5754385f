"""What is done for members in need and for veterans: restricted, and never ranked (M118 M125 M126 M127 M128)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.members.fields import MemberKey
from apps.registers.models import Record


class CareType(models.TextChoices):
    """With the mechanism that asks for it."""

    SUBSIDY = "subsidy", _("fixed subsidy")  # M125
    RELIEF = "relief", _("relief after a disaster")  # M126
    VISIT = "visit", pgettext_lazy("care", "visit")  # M127
    SUPPORT = "support", _("pairing support")  # M118 M128


CARE_WORDS = {
    "定额补助": CareType.SUBSIDY,
    "救灾补助": CareType.RELIEF,
    "走访慰问": CareType.VISIT,
    "结对帮扶": CareType.SUPPORT,
}


class CareRecord(Record):
    """A member was helped on a day."""

    member = MemberKey()
    type = models.CharField(pgettext_lazy("care", "type"), max_length=10, choices=CareType.choices)
    date = models.DateField(_("day"))
    amount = HundredthsField(_("amount (yuan)"), null=True, blank=True)
    occasion = models.CharField(
        _("occasion"), max_length=100, blank=True, help_text=_("Such as Spring Festival, 1 July, a flood.")
    )
    given_by = models.CharField(_("by whom"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("help for a member")
        indexes = [
            models.Index(
                fields=["member", "date"], name="care_that_counts", condition=models.Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.date}"
