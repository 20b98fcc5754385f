"""Who is to be trained at which level, in what, for how many hours a year (M022 M104)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Lasting


class Audience(models.TextChoices):
    """Whom a rule is about: holders of a post, or members."""

    SECRETARIES = "secretaries", pgettext_lazy("training", "secretaries of villages and communities")
    LEAGUE = "league", pgettext_lazy("training", "heads of League organisations")
    COMMITTEES = "committees", pgettext_lazy("training", "secretaries and committee members of branches")
    NEW_MEMBERS = "new_members", pgettext_lazy("training", "members who joined in the year")
    MEMBERS = "members", pgettext_lazy("training", "all members")


class Level(models.TextChoices):
    """Who holds the training."""

    BRANCH = "branch", pgettext_lazy("training", "branch")
    TOWNSHIP = "township", pgettext_lazy("training", "township")
    DISTRICT = "district", pgettext_lazy("training", "district")
    CITY = "city", pgettext_lazy("training", "city")


AUDIENCE_WORDS = {
    "村（社区）书记": Audience.SECRETARIES,
    "团干部": Audience.LEAGUE,
    "支部书记和委员": Audience.COMMITTEES,
    "新党员": Audience.NEW_MEMBERS,
    "全体党员": Audience.MEMBERS,
}
LEVEL_WORDS = {"支部": Level.BRANCH, "镇级": Level.TOWNSHIP, "区县级": Level.DISTRICT, "市级": Level.CITY}


class TrainingRule(Lasting):
    """That these are trained, at a level, from a day to a day; without hours a completed course is enough."""

    audience = models.CharField(_("who is trained"), max_length=20, choices=Audience.choices)
    level = models.CharField(pgettext_lazy("training", "level"), max_length=20, choices=Level.choices)
    hours = models.PositiveSmallIntegerField(
        _("hours a year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Blank: a completed course is enough. Hours are not carried into the next year."),
    )
    course = models.CharField(_("what is taught"), max_length=200, blank=True)
    basis = models.CharField(
        _("basis"), max_length=200, blank=True, help_text=_("Such as the number of the year’s training plan.")
    )

    class Meta:
        verbose_name = _("rule about training")

    def __str__(self) -> str:
        return f"{self.get_audience_display()} · {self.get_level_display()}"
