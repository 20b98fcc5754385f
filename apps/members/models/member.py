"""A Party member: as little as the roll needs, and no number of a document or a telephone."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MonthField
from apps.organisations.rules import is_code
from apps.registers.models import Record


class Sex(models.TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Education(models.TextChoices):
    """What a person has finished, the least first."""

    PRIMARY = "primary", _("primary school or less")
    JUNIOR = "junior", _("junior secondary school")
    SENIOR = "senior", _("senior secondary or vocational school")
    COLLEGE = "college", _("college")
    UNIVERSITY = "university", _("university")
    POSTGRADUATE = "postgraduate", _("postgraduate")


class MemberStanding(models.TextChoices):
    FULL = "full", pgettext_lazy("member", "full")
    PROBATIONARY = "probationary", pgettext_lazy("member", "probationary")


class Leaving(models.TextChoices):
    """Why somebody is on the roll no more."""

    MOVED = "moved", _("transferred out")
    DIED = "died", _("deceased")
    LEFT = "left", _("left the Party")
    OTHER = "other", pgettext_lazy("leaving", "another reason")


SEX_WORDS = {"男": Sex.MALE, "女": Sex.FEMALE}
#: What rolls say for each; the first word is the one that is written.
EDUCATION_WORDS = {
    "小学及以下": Education.PRIMARY,
    "小学": Education.PRIMARY,
    "文盲": Education.PRIMARY,
    "初中": Education.JUNIOR,
    "高中（中专）": Education.SENIOR,
    "高中": Education.SENIOR,
    "中专": Education.SENIOR,
    "中技": Education.SENIOR,
    "高中(中专)": Education.SENIOR,
    "大专": Education.COLLEGE,
    "大学专科": Education.COLLEGE,
    "专科": Education.COLLEGE,
    "大学": Education.UNIVERSITY,
    "本科": Education.UNIVERSITY,
    "大学本科": Education.UNIVERSITY,
    "研究生": Education.POSTGRADUATE,
    "硕士": Education.POSTGRADUATE,
    "博士": Education.POSTGRADUATE,
}
STANDING_WORDS = {
    "正式": MemberStanding.FULL,
    "正式党员": MemberStanding.FULL,
    "预备": MemberStanding.PROBATIONARY,
    "预备党员": MemberStanding.PROBATIONARY,
}


class Member(Record):
    """A member; `organisation` is where they belong or belonged last, as their memberships say."""

    code = models.CharField(pgettext_lazy("member", "number"), max_length=40, unique=True, validators=[is_code])
    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=20, blank=True)
    education = models.CharField(_("education"), max_length=20, choices=Education.choices, blank=True)
    born = MonthField(_("born in"), blank=True, help_text=_("Year and month, like 1965-03."))
    standing = models.CharField(
        pgettext_lazy("member", "standing"), max_length=20, choices=MemberStanding.choices, default=MemberStanding.FULL
    )
    joined_on = models.DateField(_("joined the Party on"), null=True, blank=True)
    full_on = models.DateField(_("full member since"), null=True, blank=True)
    post = models.CharField(_("post in the Party"), max_length=50, blank=True)
    left_on = models.DateField(_("left the roll on"), null=True, blank=True)
    left_how = models.CharField(_("why they left"), max_length=10, choices=Leaving.choices, blank=True)
    left_note = models.CharField(_("where to, or which decision"), max_length=100, blank=True)

    DATED: ClassVar[str] = "joined_on"

    class Meta:
        verbose_name = _("member")
        indexes = [
            models.Index(fields=["organisation", "left_on"], name="members_of_organisation"),
            models.Index(fields=["code"], name="withdrawn_members", condition=models.Q(withdrawn_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def days(self) -> Iterator[date]:
        known: list[Any] = [self.joined_on, self.full_on, self.left_on]
        return (day for day in known if day is not None)
