"""Teams, stations and posts in which people serve (M032 M056 M079 M090 M129)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Lasting


class TeamType(models.TextChoices):
    """What it is, with the mechanism that asks for it."""

    STATION = "station", _("volunteer station")  # M129
    VOLUNTEERS = "volunteers", _("volunteer team")  # M129
    YOUTH = "youth", _("youth task force")  # M032
    PUBLICITY = "publicity", _("publicity point")  # M056
    DISTANCE_EDUCATION = "distance_education", _("station of distance education")  # M079
    AREA = "area", _("responsibility area of members")  # M090


TYPE_WORDS = {
    "志愿服务站点": TeamType.STATION,
    "志愿服务队伍": TeamType.VOLUNTEERS,
    "青年突击队": TeamType.YOUTH,
    "宣传点": TeamType.PUBLICITY,
    "远程教育站点": TeamType.DISTANCE_EDUCATION,
    "党员责任区": TeamType.AREA,
}


class Team(Lasting):
    """A team or a place of service of an organisation, [start, end); how many people, never who."""

    title = models.CharField(pgettext_lazy("team", "name"), max_length=100)
    type = models.CharField(pgettext_lazy("team", "type"), max_length=20, choices=TeamType.choices)
    place = models.CharField(_("where"), max_length=100, blank=True)
    leader = models.CharField(_("who answers for it"), max_length=50, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)])
    task = models.CharField(pgettext_lazy("team", "task"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("team or site")

    def __str__(self) -> str:
        return str(self.title)
