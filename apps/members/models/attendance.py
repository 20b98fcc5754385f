"""Who came to an activity, ticked on the roll of the branches that held it; at a course it is its completion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.members.fields import MemberKey


class Attendance(models.Model):
    """A member was there."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+", verbose_name=_("activity"))
    member = MemberKey()

    class Meta:
        db_table = "attendance_attendance"
        constraints = [models.UniqueConstraint(name="attended_once", fields=["activity", "member"])]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.member_id}"
