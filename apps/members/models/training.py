"""Who completed which training (M055 M110 M141): the course, the day and the hours, no marks."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.activities.types import ActivityType
from apps.members.fields import MemberKey
from apps.registers.models import Record


class CourseType(models.TextChoices):
    """With the mechanism that asks for it."""

    ROTATION = "rotation", pgettext_lazy("course", "rotational training")  # M110
    WINTER = "winter", pgettext_lazy("course", "winter training")  # M110
    CONGRESS = "congress", pgettext_lazy("course", "spirit of the Party congress")  # M055
    PARTY_SPIRIT = "party_spirit", pgettext_lazy("course", "Party spirit")  # M141
    NEW_MEMBERS = "new_members", pgettext_lazy("course", "for new members")  # M141
    OTHER = "other", pgettext_lazy("course", "other")


COURSE_WORDS = {
    "集中轮训": CourseType.ROTATION,
    "冬训": CourseType.WINTER,
    "党代会精神": CourseType.CONGRESS,
    "党性教育": CourseType.PARTY_SPIRIT,
    "新党员培训": CourseType.NEW_MEMBERS,
    "其他": CourseType.OTHER,
}
#: As what kind of activity such a course is recorded: who is ticked there has completed it.
HELD_AS = {
    CourseType.ROTATION: ActivityType.ROTATION_TRAINING,
    CourseType.WINTER: ActivityType.WINTER_TRAINING,
    CourseType.CONGRESS: ActivityType.CONGRESS_TRAINING,
    CourseType.PARTY_SPIRIT: ActivityType.PARTY_SPIRIT_TRAINING,
    CourseType.NEW_MEMBERS: ActivityType.NEW_MEMBERS_TRAINING,
    CourseType.OTHER: ActivityType.TRAINING,
}


class MemberTraining(Record):
    """A member completed a course on a day that is no activity here, or other hours of it than the activity has."""

    member = MemberKey()
    type = models.CharField(pgettext_lazy("course", "type"), max_length=20, choices=CourseType.choices)
    course = models.CharField(pgettext_lazy("training", "course"), max_length=100)
    date = models.DateField(_("training completed on"))
    hours = models.PositiveIntegerField(
        _("hours of training"),
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("A day counts 8 hours, half a day 4."),
    )
    held_by = models.CharField(_("training held by"), max_length=50, blank=True)
    activity = models.CharField(
        _("number of the activity"),
        max_length=20,
        blank=True,
        help_text=_("Where the course is an activity here: these hours then count in place of the activity’s."),
    )

    DATED: ClassVar[str] = "date"

    class Meta:
        verbose_name = _("training of a member")

    def __str__(self) -> str:
        return f"{self.member_id} {self.date}"
