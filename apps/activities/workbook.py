"""The register of activities in and out of Excel (contract.md, row `activities`)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.activities.importing import BETWEEN_NAMES, FIELDS, ActivityComparison, activities_import
from apps.activities.models import Activity
from apps.activities.querysets import ActivityQuerySet
from apps.activities.rules import MAX_HOURS, MAX_PEOPLE
from apps.activities.types import ActivityType, Carrier, PlaceCategory
from apps.core.text import half_width
from apps.organisations.models import Organisation
from apps.organisations.scoped_register import ScopedRegister
from apps.workbooks.columns import (
    BadValue,
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    NameColumn,
    WordColumn,
    as_text,
)
from apps.workbooks.numbers import HoursColumn
from apps.workbooks.register import Changes

TYPES = {
    "支部党员大会": ActivityType.MEMBERS_MEETING.value,
    "支委会": ActivityType.COMMITTEE_MEETING.value,
    "党小组会": ActivityType.GROUP_MEETING.value,
    "党课": ActivityType.PARTY_LECTURE.value,
    "主题党日": ActivityType.THEME_DAY.value,
    "组织生活会": ActivityType.ORGANISATION_LIFE.value,
    "党性分析": ActivityType.SPIRIT_ANALYSIS.value,
    "党员旁听党委会": ActivityType.OBSERVED_MEETING.value,
    "监督事项报告": ActivityType.SUPERVISION_REPORT.value,
    "联席会议": ActivityType.JOINT_MEETING.value,
    "听取群团汇报": ActivityType.HEARING.value,
    "群团工作专题会": ActivityType.MASS_WORK_SESSION.value,
    "团员学习教育": ActivityType.LEAGUE_STUDY.value,
    "联系服务青年": ActivityType.YOUTH_SERVICE.value,
    "培训": ActivityType.TRAINING.value,
    "集中轮训": ActivityType.ROTATION_TRAINING.value,
    "党员冬训": ActivityType.WINTER_TRAINING.value,
    "党代会精神培训": ActivityType.CONGRESS_TRAINING.value,
    "党性教育": ActivityType.PARTY_SPIRIT_TRAINING.value,
    "新党员培训": ActivityType.NEW_MEMBERS_TRAINING.value,
    "走访慰问": ActivityType.VISIT.value,
    "志愿服务": ActivityType.VOLUNTEER_SERVICE.value,
    "公开承诺": ActivityType.COMMITMENT.value,
    "四议两公开": ActivityType.DELIBERATION.value,
    "宣传": ActivityType.PUBLICITY.value,
    "其他": ActivityType.OTHER.value,
}
CARRIERS = {
    "广播": Carrier.BROADCAST.value,
    "标语": Carrier.SLOGANS.value,
    "板报": Carrier.BOARD.value,
    "宣讲": Carrier.TALK.value,
    "报刊网络": Carrier.MEDIA.value,
    "其他": Carrier.OTHER.value,
}
PLACES = {
    "农村": PlaceCategory.VILLAGE.value,
    "社区": PlaceCategory.COMMUNITY.value,
    "企业": PlaceCategory.ENTERPRISE.value,
    "学校": PlaceCategory.SCHOOL.value,
    "其他": PlaceCategory.OTHER.value,
}
BETWEEN_CODES = "、"
#: No activity has more hosts; each would be looked for.
MAX_CODES = 100
_SEPARATORS = re.compile(r"[、,;/\s]+")


@dataclass(frozen=True)
class CodesColumn(CodeColumn):
    """A column of one or several codes with 、 between them (a comma, semicolon, slash or blank will do)."""

    @property
    def takes(self) -> str:
        return _("One code, or several with %(sign)s between them") % {"sign": BETWEEN_CODES}

    def read(self, value: Any) -> Any:
        if not isinstance(value, str):
            return (super().read(value),)
        codes = [super(CodesColumn, self).read(code) for code in _SEPARATORS.split(half_width(as_text(value))) if code]
        if not codes:
            raise BadValue(_("Enter the code of an organisation."))
        if len(codes) > MAX_CODES:
            raise BadValue(_("At most %(count)d at a time, please.") % {"count": MAX_CODES})
        return tuple(dict.fromkeys(codes))


@dataclass(frozen=True)
class NumberOfActivityColumn(CodeColumn):
    """The key of an activity; a new one has none yet."""

    @property
    def takes(self) -> str:
        return _("The number that the portal has given; blank for a new activity")


class ActivitiesRegister(ScopedRegister[Activity]):
    """What was held.  A row without a number is a new activity, and the portal gives it one."""

    name: ClassVar[str] = "activities"
    title: ClassVar[str | Promise] = gettext_lazy("Activities")
    sheet: ClassVar[str] = "活动"
    model: ClassVar[type[Activity]] = Activity
    comparison: ClassVar[type[ActivityComparison]] = ActivityComparison
    action: ClassVar[str] = "activity.record"
    view_action: ClassVar[str] = "activity.view"
    columns: ClassVar[Sequence[Column]] = (
        NumberOfActivityColumn("编号", "number", is_key=True, longest=20, width=14),
        DateColumn("日期", "date", required=True),
        WordColumn("类型", "type", required=True, words=TYPES, width=14),
        CodesColumn("主办组织编码", "hosts", required=True, longest=40, width=20),
        NameColumn("主办组织名称", "host_names", of="hosts", width=36),
        Column("主题", "topic", required=True, width=44),
        IntegerColumn("应到", "due", most=MAX_PEOPLE, width=8),
        IntegerColumn("实到", "present", most=MAX_PEOPLE, width=8),
        HoursColumn("时长", "hours", most=MAX_HOURS, width=8),
        Column("专项", "campaign", longest=80, width=24),
        WordColumn("载体", "carrier", words=CARRIERS, width=12),
        WordColumn("进入场所", "taken_to", words=PLACES, width=12),
        IntegerColumn("走访服务户数", "households", most=MAX_PEOPLE, width=14),
    )

    @property
    def yearly(self) -> bool:
        """The year is that of the date."""
        return True

    @cached_property
    def facts(self) -> dict[str, str]:
        """The hosts are rows of their own."""
        return {name: name for name in FIELDS}

    def write(self, changes: Changes[Any], by: User | None) -> None:
        activities_import(created=changes.created, updated=changes.updated, by=by, reason=changes.reason)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        activities = Activity.objects.hosted_by(Organisation.objects.below_paths(paths)).counted()
        return rows_of(activities if year is None else activities.filter(date__year=year))


def rows_of(activities: ActivityQuerySet) -> Iterator[Sequence[Any]]:
    """The records as the register writes them, by date and number, streamed: one cell per column."""
    for it in activities.with_hosts().order_by("date", "number").iterator(chunk_size=1000):
        hosts = it.hosts.all()
        codes = BETWEEN_CODES.join(host.code for host in hosts)
        names = BETWEEN_NAMES.join(host.name for host in hosts)
        facts = it.topic, it.due, it.present, it.hours, it.campaign or None
        yield it.number, it.date, it.type, codes, names, *facts, it.carrier or None, it.taken_to or None, it.households
