"""The types of activities (mission/glossary.md), and what else some of them ask for."""

from collections.abc import Mapping

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityType(models.TextChoices):
    MEMBERS_MEETING = "members_meeting", _("members’ meeting")
    COMMITTEE_MEETING = "committee_meeting", _("branch committee meeting")
    GROUP_MEETING = "group_meeting", _("group meeting")
    PARTY_LECTURE = "party_lecture", _("Party lecture")
    THEME_DAY = "theme_day", _("theme day")
    ORGANISATION_LIFE = "organisation_life", _("organisational life meeting")
    SPIRIT_ANALYSIS = "spirit_analysis", _("analysis of Party spirit")  # M111
    OBSERVED_MEETING = "observed_meeting", _("committee meeting observed by members")  # M074
    SUPERVISION_REPORT = "supervision_report", _("report on supervised matters")  # M076
    JOINT_MEETING = "joint_meeting", _("joint meeting")
    HEARING = "hearing", _("hearing of mass organisations")  # M037
    MASS_WORK_SESSION = "mass_work_session", _("session on mass work")  # M016
    LEAGUE_STUDY = "league_study", _("study of the Youth League")  # M019
    YOUTH_SERVICE = "youth_service", _("service to young people")  # M028
    TRAINING = "training", _("training")
    ROTATION_TRAINING = "rotation_training", _("rotational training of members")  # M110
    WINTER_TRAINING = "winter_training", _("winter training of members")  # M110
    CONGRESS_TRAINING = "congress_training", _("training on the spirit of the Party congress")  # M055
    PARTY_SPIRIT_TRAINING = "party_spirit_training", _("education in Party spirit")  # M141
    NEW_MEMBERS_TRAINING = "new_members_training", _("training of new members")  # M141
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

BRANCH_TYPES = (
    ActivityType.THEME_DAY,
    ActivityType.ORGANISATION_LIFE,
    ActivityType.SPIRIT_ANALYSIS,
)
#: Courses: who is ticked there has completed one, with its hours.
COURSE_TYPES = (
    ActivityType.TRAINING,
    ActivityType.ROTATION_TRAINING,
    ActivityType.WINTER_TRAINING,
    ActivityType.CONGRESS_TRAINING,
    ActivityType.PARTY_SPIRIT_TRAINING,
    ActivityType.NEW_MEMBERS_TRAINING,
)
#: What is held with and by the mass organisations.
MASS_TYPES = (
    ActivityType.JOINT_MEETING,
    ActivityType.HEARING,
    ActivityType.MASS_WORK_SESSION,
    ActivityType.LEAGUE_STUDY,
    ActivityType.YOUTH_SERVICE,
)


class Carrier(models.TextChoices):
    """By what publicity reaches people (M015)."""

    BROADCAST = "broadcast", pgettext_lazy("carrier", "broadcast")
    SLOGANS = "slogans", pgettext_lazy("carrier", "slogans")
    BOARD = "board", pgettext_lazy("carrier", "bulletin board")
    TALK = "talk", pgettext_lazy("carrier", "talk")
    MEDIA = "media", pgettext_lazy("carrier", "press and online")
    OTHER = "other", pgettext_lazy("carrier", "other")


class PlaceCategory(models.TextChoices):
    """Where it was taken to (M057)."""

    VILLAGE = "village", pgettext_lazy("taken to", "village")
    COMMUNITY = "community", pgettext_lazy("taken to", "community")
    ENTERPRISE = "enterprise", pgettext_lazy("taken to", "enterprise")
    SCHOOL = "school", pgettext_lazy("taken to", "school")
    OTHER = "other", pgettext_lazy("taken to", "elsewhere")


#: What is asked of these types alone: the others leave it blank.
ASKED_OF: Mapping[str, tuple[ActivityType, ...]] = {
    "carrier": (ActivityType.PUBLICITY,),
    "taken_to": (ActivityType.PUBLICITY, ActivityType.PARTY_LECTURE),
    "households": (ActivityType.VISIT, ActivityType.VOLUNTEER_SERVICE),
}
#: The types to choose from, as a list shows them.
CHOICES = [(it.value, capfirst(it.label)) for it in ActivityType]
