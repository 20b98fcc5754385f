"""The yearly democratic appraisal of members (M113 M114): that it was held and what came out, nobody's opinion."""

from typing import Any

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


class Stars(models.IntegerChoices):
    """How many stars a member was given in the year (M085)."""

    ONE = 1, pgettext_lazy("stars of a member", "one star")
    TWO = 2, pgettext_lazy("stars of a member", "two stars")
    THREE = 3, pgettext_lazy("stars of a member", "three stars")
    FOUR = 4, pgettext_lazy("stars of a member", "four stars")
    FIVE = 5, pgettext_lazy("stars of a member", "five stars")


STAR_WORDS = {"一星": Stars.ONE, "二星": Stars.TWO, "三星": Stars.THREE, "四星": Stars.FOUR, "五星": Stars.FIVE}
#: The fields of the five leads (M166), in the order of the document.
LEADS = ("leads_study", "leads_results", "leads_service", "leads_law", "leads_spirit")


def _lead(label: Any) -> "models.BooleanField[Any, Any]":
    return models.BooleanField(label, null=True, blank=True)


class Appraisal(Record):
    """A member took part in the appraisal of a year; probationary members take part without a grade."""

    member = MemberKey()
    year = models.PositiveIntegerField(_("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)])
    date = models.DateField(_("held on"))
    self_grade = models.CharField(_("self-appraisal"), max_length=12, choices=Grade.choices, blank=True)
    mutual_grade = models.CharField(_("mutual appraisal"), max_length=12, choices=Grade.choices, blank=True)
    ballot_grade = models.CharField(_("ballot"), max_length=12, choices=Grade.choices, blank=True)
    grade = models.CharField(_("grade"), max_length=12, choices=Grade.choices, blank=True)
    stars = models.PositiveSmallIntegerField(
        pgettext_lazy("member", "stars"), choices=Stars.choices, null=True, blank=True
    )
    leads_study = _lead(_("leads in learning"))
    leads_results = _lead(_("leads in results"))
    leads_service = _lead(_("leads in serving the people"))
    leads_law = _lead(_("leads in keeping the law"))
    leads_spirit = _lead(_("leads in healthy tendencies"))
    opinion = models.CharField(_("opinion of the branch"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("appraisal of a member")
        indexes = [
            models.Index(
                fields=["member", "date"], name="appraisals_that_count", condition=models.Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"
