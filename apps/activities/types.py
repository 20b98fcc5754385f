"""The types of activities (mission/glossary.md)."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ActivityType(models.TextChoices):
    MEMBERS_MEETING = "members_meeting", _("members’ meeting")
    COMMITTEE_MEETING = "committee_meeting", _("branch committee meeting")
    GROUP_MEETING = "group_meeting", _("group meeting")
    PARTY_LECTURE = "party_lecture", _("Party lecture")
    THEME_DAY = "theme_day", _("theme day")
    ORGANISATION_LIFE = "organisation_life", _("organisational life meeting")
    JOINT_MEETING = "joint_meeting", _("joint meeting")
    TRAINING = "training", _("training")
    VISIT = "visit", _("visit")
    VOLUNTEER_SERVICE = "volunteer_service", _("volunteer service")
    COMMITMENT = "commitment", _("public commitment")
    DELIBERATION = "deliberation", _("deliberation and disclosure")
    PUBLICITY = "publicity", _("publicity")
    OTHER = "other", _("other")


#: 三会一课: what every branch holds throughout the year.
REGULAR_TYPES = (
    ActivityType.MEMBERS_MEETING,
    ActivityType.COMMITTEE_MEETING,
    ActivityType.GROUP_MEETING,
    ActivityType.PARTY_LECTURE,
)

#: The types to choose from, as a list shows them.
CHOICES = [(it.value, capfirst(it.label)) for it in ActivityType]
