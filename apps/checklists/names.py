"""The checklists that the documents name, with the items that they state; the lists of whom a method is meant for.

Items that no document states are left to the township: such a checklist begins empty.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.organisations.kinds import Kind


class Checklist(models.TextChoices):
    """A checklist, with the mechanisms that ask for it."""

    THREE_TWO = "three_two", _("“Three-two” work method")  # M068
    METHOD_1234 = "method_1234", _("“1234” work method")  # M073
    DISCLOSURE = "disclosure", _("Disclosure of Party affairs")  # M077
    FIVE_ONES = "five_ones", _("“Five ones” of a branch")  # M094
    STANDARDISATION = "standardisation", _("Standardised village organisation")  # M136
    THREE_HAVES = "three_haves", _("“Three haves”")  # M137
    FIVE_SYNCHRONISATIONS = "five_synchronisations", _("Five synchronisations")  # M157–M161
    CO_BUILDING = "co_building", _("Co-building")  # M162
    FIVE_GOOD = "five_good", _("“Five-good” organisation")  # M165
    FIVE_LEADS = "five_leads", _("“Five-lead” members")  # M166


CHECKLIST_WORDS: Mapping[str, str] = {
    "“三二”工作法": Checklist.THREE_TWO,
    "三二工作法": Checklist.THREE_TWO,
    "“1234”工作法": Checklist.METHOD_1234,
    "1234工作法": Checklist.METHOD_1234,
    "党务公开": Checklist.DISCLOSURE,
    "“五个一”": Checklist.FIVE_ONES,
    "五个一": Checklist.FIVE_ONES,
    "标准化建设": Checklist.STANDARDISATION,
    "“三有”": Checklist.THREE_HAVES,
    "三有": Checklist.THREE_HAVES,
    "五个同步": Checklist.FIVE_SYNCHRONISATIONS,
    "共建": Checklist.CO_BUILDING,
    "“五好”": Checklist.FIVE_GOOD,
    "五好": Checklist.FIVE_GOOD,
    "“五带头”": Checklist.FIVE_LEADS,
    "五带头": Checklist.FIVE_LEADS,
}

STATED: Mapping[str, tuple[str, ...]] = {
    Checklist.THREE_TWO: (
        "业务工作常抓制",
        "中心工作分组制",
        "应急工作集中制",
        "定岗",
        "定员",
        "定酬",
        "党员党性教育",
        "干部爱民教育",
        "群众“十好”教育",
        "下访寻问题",
        "下村解难题",
        "集中服务",
        "集中理财",
    ),
    Checklist.DISCLOSURE: (
        "有公开目录",
        "目录所列事项均已公开",
        "公开日期有登记",
        "公开载体有登记",
        "公开前经审核、审批",
        "经核查合格",
    ),
    Checklist.FIVE_SYNCHRONISATIONS: (
        "班子同步配备",
        "队伍同步优化",
        "组织同步设置",
        "形象同步提升",
        "活动同步开展",
    ),
    Checklist.CO_BUILDING: ("组织共建", "阵地共建", "队伍共建"),
    Checklist.FIVE_GOOD: ("领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "群众反映好"),
    Checklist.FIVE_LEADS: (
        "带头学习提高",
        "带头争创佳绩",
        "带头服务群众",
        "带头遵纪守法",
        "带头弘扬正气",
    ),
}


class Outcome(models.TextChoices):
    """What the results of an inspection come to: blank is not “no”."""

    MET = "met", _("all met")
    LACKING = "lacking", _("not all met")
    OPEN = "open", pgettext_lazy("checklist", "not yet judged")


OUTCOME_WORDS: Mapping[str, str] = {"全部达标": Outcome.MET, "有未达标": Outcome.LACKING, "未核完": Outcome.OPEN}

#: How people write that an item is met, or not; the first word of each is the one that is written.
MET_WORDS: Mapping[str, bool] = {
    **dict.fromkeys(("是", "√", "✓", "✔", "1", "达标", "有", "Y", "y", "TRUE"), True),
    **dict.fromkeys(("否", "×", "✗", "✘", "x", "X", "0", "不达标", "未达标", "无", "N", "n", "FALSE"), False),
}


class ListName(models.TextChoices):
    """The lists that the township keeps: of whom a target is meant for, and who should have which mass organisation."""

    ADOPTING_UNIT = "adopting_unit", _("adopting units")
    PILOT_BRANCH = "pilot_branch", _("pilot branches")
    WITH_COMMITTEE = "with_committee", _("branches with a branch committee")  # M112
    SHOULD_HAVE_LEAGUE = "should_have_league", _("should have a League organisation")  # M091
    SHOULD_HAVE_WOMEN = "should_have_women", _("should have a women’s organisation")  # M091
    SHOULD_HAVE_UNION = "should_have_union", _("should have a trade union")  # M091


LIST_WORDS: Mapping[str, str] = {
    "推广应用单位": ListName.ADOPTING_UNIT,
    "试点支部": ListName.PILOT_BRANCH,
    "设支委会的支部": ListName.WITH_COMMITTEE,
    "应建团组织": ListName.SHOULD_HAVE_LEAGUE,
    "应建妇女组织": ListName.SHOULD_HAVE_WOMEN,
    "应建工会": ListName.SHOULD_HAVE_UNION,
}

#: What those on a list should have: organisations that they lead, of one of these kinds.
SHOULD_HAVE: Mapping[str, tuple[Kind, ...]] = {
    ListName.SHOULD_HAVE_LEAGUE: (Kind.LEAGUE_COMMITTEE, Kind.LEAGUE_GENERAL_BRANCH, Kind.LEAGUE_BRANCH),
    ListName.SHOULD_HAVE_WOMEN: (Kind.WOMENS_FEDERATION,),
    ListName.SHOULD_HAVE_UNION: (Kind.TRADE_UNION,),
}


class Meant(models.TextChoices):
    """Whom a checklist of the township's own is meant for."""

    VILLAGES_AND_COMMUNITIES = "villages_and_communities", _("villages and communities")
    VILLAGES = "villages", _("villages")
    COMMUNITIES = "communities", _("communities")
    UNITS = "units", _("offices, institutions and enterprises")
    BRANCHES = "branches", _("branches")
    GRADED = "graded", _("Party organisations with a class")
    MASS = "mass", _("mass organisations")
    ASSOCIATIONS = "associations", _("associations")
    ADOPTING_UNITS = "adopting_units", _("adopting units on the list")
    PILOT_BRANCHES = "pilot_branches", _("pilot branches on the list")


MEANT_WORDS: Mapping[str, str] = {
    "村和社区": Meant.VILLAGES_AND_COMMUNITIES,
    "村": Meant.VILLAGES,
    "社区": Meant.COMMUNITIES,
    "机关企事业单位": Meant.UNITS,
    "党支部": Meant.BRANCHES,
    "纳入定级的党组织": Meant.GRADED,
    "群团组织": Meant.MASS,
    "专业协会": Meant.ASSOCIATIONS,
    "推广应用单位名单": Meant.ADOPTING_UNITS,
    "试点支部名单": Meant.PILOT_BRANCHES,
}
