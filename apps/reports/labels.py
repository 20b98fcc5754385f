"""The Chinese words of the official documents for the codes that a snapshot holds.

Reports are Chinese in every interface language, so these words are not translated.  Where a register's workbook has
them already, they are taken from there.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from apps.activities import workbook as activities_register
from apps.gradings import workbook as classes_register
from apps.organisations import workbook as organisations_register

T = TypeVar("T")


def _by_value(words: Mapping[str, T]) -> dict[T, str]:
    """Values with their words; of several words for one value the first, as in the registers' workbooks."""
    found: dict[T, str] = {}
    for word, value in words.items():
        found.setdefault(value, word)
    return found


KINDS: dict[str, str] = {str(kind): word for kind, word in _by_value(organisations_register.KINDS).items()}
#: In the order of the district's tables.
SECTORS: dict[str, str] = {str(sector): word for sector, word in _by_value(organisations_register.SECTORS).items()}
NO_SECTOR = "未注明领域"

CLASSES = _by_value(classes_register.CLASSES)
LEVELS = _by_value(classes_register.LEVELS)
RATES = {
    "advanced_upgrade": "争创升级率",
    "general_upgrade": "升级率",
    "backward_conversion": "转化率",
}
COHORTS = {"advanced_upgrade": "先进", "general_upgrade": "一般", "backward_conversion": "后进"}
ACCEPTED: dict[bool | None, str] = {None: "", **_by_value(classes_register.ACCEPTANCE)}
CLOSINGS: dict[str, str] = {"": "撤并"}
CLOSINGS |= {str(closing): word for closing, word in _by_value(organisations_register.CLOSINGS).items()}
ACTIVITY_TYPES: dict[str, str] = {str(type_): word for type_, word in _by_value(activities_register.TYPES).items()}
PACES = {
    "done": "已完成",
    "ahead": "超序时",
    "on_course": "达序时",
    "at_risk": "略滞后",
    "behind": "滞后序时",
    "open": "年末评定",
    "no_data": "暂无数据",
}
COMPARATORS = {">=": "不低于", "<=": "不高于", "=": "等于"}
NOT_APPLICABLE = "不适用"
TOTAL = "合计"
CUT = "各项百分比截取到一位小数，不四舍五入；分子、分母一并列出。"


def sector(code: str) -> str:
    return SECTORS.get(code, NO_SECTOR)


def long_date(day: date) -> str:
    """A date as a document writes it: 2012年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def full_name(name: str) -> str:
    """The name under which an organisation signs: 清溪镇党委 is 中共清溪镇委员会; other names stay as they are."""
    if name.startswith("中共"):
        return name
    if name.endswith("党委"):
        return f"中共{name.removesuffix('党委')}委员会"
    return f"中共{name}" if name.endswith("委员会") else name
