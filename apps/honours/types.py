"""The honours that the plan and the year know, and how high they are."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.text import half_width


class HonourType(models.TextChoices):
    """What is honoured, with the mechanism that asks for it."""

    MODEL_VILLAGE = "model_village", _("model village")  # M096
    MODEL_COMMUNITY = "model_community", _("model community")  # M097
    MODEL_UNIT = "model_unit", _("model unit")  # M098
    THREE_TWO_SITE = "three_two_site", _("demonstration site of the three-two method")  # M069
    DISCLOSURE_SITE = "disclosure_site", _("demonstration site of disclosure")  # M078
    PROJECT_SITE = "project_site", _("demonstration site of a project")  # M095
    STAR_OF_MONTH = "star_of_month", _("star of the month")  # M100
    COMMENDATION = "commendation", _("commendation before 1 July")  # M052
    ADVANCED_ORGANISATION = "advanced_organisation", _("advanced Party organisation")  # M167
    OUTSTANDING_MEMBER = "outstanding_member", _("outstanding member")  # M167
    FIVE_GOOD = "five_good", _("five-good organisation")  # M093
    MODEL_TOWN = "model_town", _("model town of Party building")  # M092
    EXEMPLAR = "exemplar", _("exemplar of striving for excellence")  # M101
    EXEMPLAR_LEADER = "exemplar_leader", _("exemplary leader")  # M102
    EXEMPLARY_CASE = "exemplary_case", _("exemplary case")  # M051
    STAR_MEMBER = "star_member", _("star-rated member")  # M085
    MODEL_MEMBER = "model_member", _("model member")  # M090
    PIONEER_POST = "pioneer_post", _("pioneer post")  # M090
    THREE_CREATIONS = "three_creations", _("trade-union three creations")  # M031
    HONEST_ENTERPRISE = "honest_enterprise", _("enterprise of good faith")  # M031
    MODEL_WINDOW = "model_window", _("model service window")  # M031
    SERVICE_BRAND = "service_brand", _("service brand")  # M031
    WORKERS_HOME = "workers_home", _("model workers’ home")  # M041
    MODEL_UNION = "model_union", _("model grass-roots union")  # M041
    YOUNG_PIONEER = "young_pioneer", _("young pioneer of enterprise")  # M043
    RED_FLAG_LEAGUE = "red_flag_league", _("red-flag League organisation")  # M044
    MODEL_FAMILY = "model_family", _("good family")  # M047
    SERVICE_PIONEER = "service_pioneer", _("pioneer of service")  # M152
    SATISFYING_DEPARTMENT = "satisfying_department", _("department that satisfies twice")  # M152
    OTHER = "other", pgettext_lazy("honour", "other")


#: The words of workbooks, the first of each as it is written.
TYPE_WORDS: Mapping[str, str] = {
    "基层组织建设示范村": HonourType.MODEL_VILLAGE,
    "示范村": HonourType.MODEL_VILLAGE,
    "示范社区": HonourType.MODEL_COMMUNITY,
    "基层组织建设示范社区": HonourType.MODEL_COMMUNITY,
    "示范单位": HonourType.MODEL_UNIT,
    "基层组织建设示范单位": HonourType.MODEL_UNIT,
    "“三二”工作法示范点": HonourType.THREE_TWO_SITE,
    "三二工作法示范点": HonourType.THREE_TWO_SITE,
    "党务公开示范点": HonourType.DISCLOSURE_SITE,
    "基层党建项目示范点": HonourType.PROJECT_SITE,
    "每月一星": HonourType.STAR_OF_MONTH,
    "“七一”表彰": HonourType.COMMENDATION,
    "七一表彰": HonourType.COMMENDATION,
    "先进基层党组织": HonourType.ADVANCED_ORGANISATION,
    "先进党委": HonourType.ADVANCED_ORGANISATION,
    "优秀共产党员": HonourType.OUTSTANDING_MEMBER,
    "“五好”基层党组织": HonourType.FIVE_GOOD,
    "五好基层党组织": HonourType.FIVE_GOOD,
    "基层党建示范镇": HonourType.MODEL_TOWN,
    "创先争优先进典型": HonourType.EXEMPLAR,
    "带头人": HonourType.EXEMPLAR_LEADER,
    "典型案例": HonourType.EXEMPLARY_CASE,
    "星级党员": HonourType.STAR_MEMBER,
    "党员标兵": HonourType.MODEL_MEMBER,
    "党员先锋岗": HonourType.PIONEER_POST,
    "工会“三创”": HonourType.THREE_CREATIONS,
    "诚信企业": HonourType.HONEST_ENTERPRISE,
    "示范窗口": HonourType.MODEL_WINDOW,
    "服务品牌": HonourType.SERVICE_BRAND,
    "先进职工之家": HonourType.WORKERS_HOME,
    "先进基层工会": HonourType.MODEL_UNION,
    "青年标兵": HonourType.YOUNG_PIONEER,
    "红旗团组织": HonourType.RED_FLAG_LEAGUE,
    "红旗团支部": HonourType.RED_FLAG_LEAGUE,
    "红旗团委": HonourType.RED_FLAG_LEAGUE,
    "好婆婆好媳妇": HonourType.MODEL_FAMILY,
    "和谐文明家庭": HonourType.MODEL_FAMILY,
    "“三服务”优秀标兵": HonourType.SERVICE_PIONEER,
    "“两满意”服务部门": HonourType.SATISFYING_DEPARTMENT,
    "其他": HonourType.OTHER,
}


class HonourLevel(models.IntegerChoices):
    """Who names it; the numbers are the order, those of `gradings.classes.RecognitionLevel` from the township on."""

    VILLAGE = 0, pgettext_lazy("level", "village")
    TOWNSHIP = 1, pgettext_lazy("level", "township")
    DISTRICT = 2, pgettext_lazy("level", "district")
    CITY = 3, pgettext_lazy("level", "city")
    PROVINCE = 4, pgettext_lazy("level", "province")
    NATIONAL = 5, pgettext_lazy("level", "national")


LEVEL_WORDS: Mapping[str, int] = {
    "村级": HonourLevel.VILLAGE,
    "镇级": HonourLevel.TOWNSHIP,
    "区县级": HonourLevel.DISTRICT,
    "市级": HonourLevel.CITY,
    "省级": HonourLevel.PROVINCE,
    "国家级": HonourLevel.NATIONAL,
    "全国": HonourLevel.NATIONAL,
}

_BY_TITLE = {half_width(word): type_ for word, type_ in TYPE_WORDS.items()}


def type_of(title: str) -> str:
    """The type of an honour that is called so; other where nobody knows the name."""
    return _BY_TITLE.get(half_width(title), HonourType.OTHER)
