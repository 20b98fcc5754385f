"""What rules and periods are called on pages; workbooks have Chinese words in every language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.frequencies.models import PER_WORDS, Per
from apps.frequencies.periods import Period
from apps.frequencies.usual import Rule

_PER_WORD = {str(per): word for word, per in PER_WORDS.items()}


def period_named(period: Period) -> str:
    """``"March"``, ``"2nd quarter"`` as the language has it."""
    length = period.last_month - period.first_month + 1
    if length == 1:
        return pgettext("period", "month %(number)d") % {"number": period.first_month}
    if length == 3:
        return pgettext("period", "quarter %(number)d") % {"number": period.last_month // 3}
    if length == 6:
        return (
            pgettext("period", "first half-year") if period.first_month == 1 else pgettext("period", "second half-year")
        )
    return pgettext("period", "the year")


def how_often(rule: Rule) -> str:
    """``"2 per quarter"``."""
    return _("%(count)d per %(per)s") % {"count": rule.times, "per": Per(rule.per).label}


def how_often_word(rule: Rule) -> str:
    return f"每{_PER_WORD[rule.per]}{rule.times}次"


def period_word(period: Period) -> str:
    length = period.last_month - period.first_month + 1
    if length == 1:
        return f"{period.first_month}月"
    if length == 3:
        return f"第{'一二三四'[period.last_month // 3 - 1]}季度"
    return {1: "上半年", 7: "下半年"}[period.first_month] if length == 6 else "全年"
