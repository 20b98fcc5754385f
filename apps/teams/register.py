"""The register of teams and sites."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Coverage, DistinctCount, Glance, Number, Way, lasting
from apps.registers.registry import declare
from apps.teams.models import TYPE_WORDS, Team, TeamType


@declare
class Teams(LinkRegister):
    name = "teams"
    record_name = "team"
    title = gettext_lazy("Teams and sites")
    record_title = gettext_lazy("Team or site")
    explained = gettext_lazy("Volunteer stations and teams, publicity points, areas for which members answer")
    icon = "users-group"
    sheet = "队伍站点"
    model = Team
    titled = "title"
    lies_ahead = False
    glance = Glance(lasting)
    lines: ClassVar[Any] = (
        Line("title", "名称", key=True, listed=True, searched=True, width=28),
        Line("type", "类别", key=True, listed=True, filtered=True, words=TYPE_WORDS, width=18),
        Line("place", "地点", searched=True, width=24),
        Line("leader", "负责人", listed=True, searched=True),
        Line("people", "人数", listed=True, width=10),
        Line("task", "职责任务", width=36),
        Line("start", "成立日期", key=True, listed=True),
        Line("end", "撤销日期"),
    )
    kind = "type"
    measures: ClassVar[Any] = (
        DistinctCount("M129", lasting, (TeamType.STATION,)),
        DistinctCount("M032", lasting, (TeamType.YOUTH,)),
        DistinctCount("M090", lasting, (TeamType.AREA,)),
    )
    ways: ClassVar[Any] = (
        Way("share", gettext_lazy("share of those meant that have one"), Coverage, lasting),
        Way("number", gettext_lazy("how many there are"), Number, lasting),
    )
