"""The yearly democratic appraisal of members (M113 M114): that it was held and what came out, nobody's opinion."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.registers.models import Record


class Grade(models.TextChoices):
    EXCELLENT = "excellent", pgettext_lazy("appraisal", "excellent")
    QUALIFIED = "qualified", pgettext_lazy("appraisal", "qualified")
    BASIC = "basic", pgettext_lazy("appraisal", "basically qualified")
    UNQUALIFIED = "unqualified", pgettext_lazy("appraisal", "not qualified")


GRADE_WORDS = {
    "优秀": Grade.EXCELLENT,
    "合格": Grade.QUALIFIED,
    "基本合格": Grade.BASIC,
    "不合格": Grade.UNQUALIFIED,
}


class Appraisal(Record):
    """A member took part in the appraisal of a year; probationary members take part without a grade."""

    member = MemberKey()
    year = models.PositiveIntegerField(_("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)])
    date = models.DateField(_("held on"))
    self_grade = models.CharField(_("self-appraisal"), max_length=12, choices=Grade.choices, blank=True)
    mutual_grade = models.CharField(_("mutual appraisal"), max_length=12, choices=Grade.choices, blank=True)
    ballot_grade = models.CharField(_("ballot"), max_length=12, choices=Grade.choices, blank=True)
    grade = models.CharField(_("grade"), max_length=12, choices=Grade.choices, blank=True)
    opinion = models.CharField(_("opinion of the branch"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("appraisal of a member")

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"
