"""How often is met in the demonstration township, which branches have a committee, and its campaigns."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from apps.activities.types import ActivityType
from apps.checklists.names import ListName
from apps.demo import names
from apps.demo.organisations import Planned
from apps.demo.planned import PlannedRecord
from apps.demo.registers import Planning
from apps.frequencies.models import Per
from apps.organisations.kinds import Kind, Sector
from apps.plans.natures import Applies

#: What the documents ask for "regularly", as this township says it: kind, who, times, per.
RULES = (
    (ActivityType.JOINT_MEETING, Applies.TOWNSHIP, 1, Per.QUARTER),
    (ActivityType.HEARING, Applies.TOWNSHIP, 1, Per.HALF_YEAR),
    (ActivityType.OBSERVED_MEETING, Applies.TOWNSHIP, 1, Per.HALF_YEAR),
    (ActivityType.SUPERVISION_REPORT, Applies.VILLAGE, 1, Per.HALF_YEAR),
    (ActivityType.SUPERVISION_REPORT, Applies.COMMUNITY, 1, Per.HALF_YEAR),
    (ActivityType.VISIT, Applies.VILLAGE, 1, Per.HALF_YEAR),
    (ActivityType.VISIT, Applies.COMMUNITY, 1, Per.HALF_YEAR),
    (ActivityType.SPIRIT_ANALYSIS, Applies.PARTY_BRANCH, 1, Per.YEAR),
    (ActivityType.WINTER_TRAINING, Applies.PARTY_BRANCH, 1, Per.YEAR),
)


class Drive(NamedTuple):
    """A campaign from the first day of one month to the last of another; `groups` are those of whom it is told."""

    title: str
    whom: str
    groups: str
    first: int = 1
    last: int = 12
    #: Whether the year's opinion names it.
    in_opinion: bool = True
    #: Whose it is.
    owner: str = "T01"
    #: Each with its first and its last month.
    stages: tuple[tuple[str, int, int], ...] = ()

    def start(self, year: int) -> date:
        return date(year, self.first, 1)

    def end(self, year: int) -> date:
        return _after(year, self.last)


#: What the trade unions compare and create.
THREE_COMPARISONS = "工会“三比三创”"
#: What is told in four kinds of places.
TALKS = "宣讲进农村、进社区、进企业、进学校"
#: The drives of the documents of 2012: names as they stand there, no more.
OF_2012 = (
    Drive(THREE_COMPARISONS, Applies.MASS, "", in_opinion=False, owner="G01"),  # M031
    Drive("协会项目四个“相结合”", Applies.ASSOCIATION, "", in_opinion=False),  # M011
    Drive("推荐优秀青年作业务骨干", Applies.LEAGUE, "", in_opinion=False),  # M025
    Drive("团干部“四种作风”", Applies.LEAGUE, "", in_opinion=False),  # M026
    Drive("“学知识、学技能、争创巾帼时代先锋”", Applies.MASS, "", in_opinion=False),  # M033
    Drive("健全群团工作领导协调机制", Applies.TOWNSHIP, "", in_opinion=False),  # M034
    Drive("巾帼创业建功行动计划", Applies.MASS, "", in_opinion=False),  # M046
    Drive("理想信念“大讨论、大教育”", Applies.PARTY_BRANCH, "settlement unit two_new"),  # M050
    Drive("党建惠民成果大展示", Applies.PARTY_BRANCH, "settlement"),  # M053
    Drive("“大调研、大走访”", Applies.UNIT, "unit"),  # M054
    Drive(TALKS, Applies.TOWNSHIP, ""),  # M057
    Drive("农村远程教育“三学三强”“四比四创”“三千工程”", Applies.VILLAGE, "settlement"),  # M079
    Drive("民情通畅、运行通畅、服务通畅工程和“四创一评”", Applies.VILLAGE, "settlement"),  # M083
    Drive("社区党建规范行动、“两报到一争创”、“五大体系”", Applies.COMMUNITY, "community"),  # M086
    Drive("机关“走前头”“三创”“三进三同三促”", Applies.UNIT, "unit"),  # M087
    Drive("两新组织“四创”“三亮三有四落实”", Applies.TWO_NEW_PARTY, "two_new"),  # M088
    Drive("文化、卫生、教育等行业“三强三争”", Applies.UNIT, "unit"),  # M089
    Drive("“争做优秀共产党员”", Applies.PARTY_BRANCH, "settlement unit"),  # M099
    Drive("“三学”活动", Applies.PARTY_BRANCH, "settlement unit"),  # M102
    Drive("“学习张广秀，情系新农村”", Applies.VILLAGE, "settlement"),  # M122
    Drive("在编在职干部学历教育", Applies.UNIT, ""),  # M144
    Drive("向李林森同志学习、“学先进、见行动”", Applies.UNIT, "unit"),  # M153
    Drive("学习型党组织创建", Applies.PARTY_BRANCH, "settlement unit", in_opinion=False),  # M169
)
#: What fits any year.
OF_ANY_YEAR = (
    Drive(THREE_COMPARISONS, Applies.MASS, "", in_opinion=False, owner="G01"),
    Drive("学习型党组织创建", Applies.PARTY_BRANCH, "settlement unit two_new"),
    Drive(
        "党员联系服务群众活动",
        Applies.PARTY_BRANCH,
        "settlement unit two_new",
        3,
        11,
        stages=(("学习动员", 3, 4), ("集中开展", 5, 9), ("总结提高", 10, 11)),
    ),
    Drive("村庄环境整治", Applies.VILLAGE, "settlement", 2, 6),
    Drive("社区共建共治", Applies.COMMUNITY, "community", 4, 10),
)
#: What is held for a campaign, and one in so many of it.
_CARRIERS = frozenset(
    {
        ActivityType.PARTY_LECTURE,
        ActivityType.MEMBERS_MEETING,
        ActivityType.THEME_DAY,
        ActivityType.TRAINING,
        ActivityType.PUBLICITY,
        ActivityType.VOLUNTEER_SERVICE,
    }
)


def meeting(plan: list[Planned], year: int) -> list[PlannedRecord]:
    """The rules of the township, the branches with a committee, and the campaigns of the year with their stages."""
    return [PlannedRecord(*it) for it in (*_rules(year), *_with_committee(plan, year), *_campaigns(year))]


def drives(year: int) -> tuple[Drive, ...]:
    return OF_2012 if year == 2012 else OF_ANY_YEAR


def campaign_of(group: str, type_: ActivityType, day: date, random: Random) -> str:
    """The campaign for which something was held, often none."""
    running = [
        it for it in drives(day.year) if group in it.groups.split() and it.start(day.year) <= day < it.end(day.year)
    ]
    return random.choice(running).title if running and type_ in _CARRIERS and random.random() < 0.4 else ""


def _rules(year: int) -> Planning:
    for type_, whom, times, per in RULES:
        said = {"type": type_, "whom": whom, "times": times, "per": per, "start": date(year - 1, 1, 1)}
        yield "frequency-rules", "T01", {**said, "basis": "党建工作意见"}


def _with_committee(plan: list[Planned], year: int) -> Planning:
    """Those of villages and communities; in the others the secretary does without one."""
    for it in plan:
        details = it.details
        if details["kind"] == Kind.BRANCH and details["sector"] in (Sector.VILLAGE, Sector.COMMUNITY):
            start = max(details["opened"], date(year - 1, 1, 1))
            yield "listings", it.code, {"list": ListName.WITH_COMMITTEE, "start": start, "basis": "支部选举结果批复"}


def _campaigns(year: int) -> Planning:
    for it in drives(year):
        basis = f"{names.DOCUMENT_MARK}〔{year}〕12号" if it.in_opinion else ""
        said = {"title": it.title, "whom": it.whom, "start": it.start(year), "end": it.end(year), "basis": basis}
        yield "campaigns", it.owner, said
        yield from _stages(it, year)


def _stages(drive: Drive, year: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    for title, first, last in drive.stages:
        end = _after(year, last)
        yield (
            "campaign-stages",
            drive.owner,
            {"campaign": drive.title, "title": title, "start": date(year, first, 1), "end": end},
        )


def _after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
