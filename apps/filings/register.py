"""The register of checks: how strongly the figures of a month are checked."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.amount import plain
from apps.filings.check_names import CHECK_WORDS, NUMBERS, STATED, STRENGTH_WORDS, Check, Rule, Strength
from apps.filings.models import CheckRule
from apps.plans.models import Indicator
from apps.plans.natures import Nature, Source
from apps.registers.lines import Line
from apps.registers.links import SeenBelow
from apps.registers.register import KEPT_BY_STAFF
from apps.registers.registry import declare


@declare
class CheckRules(SeenBelow):
    name = "check-rules"
    record_name = "check_rule"
    reported = False
    title = gettext_lazy("Checks of figures")
    record_title = gettext_lazy("Check of figures")
    explained = gettext_lazy("Which figures of a month are refused, want a reason or are pointed out")
    icon = "checkup-list"
    sheet = "月报校验规则"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = CheckRule
    titled = "basis"
    one_at_a_time = ("organisation", "indicator", "checked")
    overlapping = gettext_lazy("This is checked by another rule at that time: end that first.")
    gap: ClassVar[Promise] = gettext_lazy("From %(start)s to %(end)s (not included) what is usual holds.")
    open_gap: ClassVar[Promise] = gettext_lazy("From %(start)s on what is usual holds.")
    roles = KEPT_BY_STAFF
    settles = True
    lines: ClassVar[Any] = (
        Line("indicator", "指标编码", key=True, listed=True, searched=True, width=14),
        Line("checked", "校验事项", key=True, listed=True, filtered=True, words=CHECK_WORDS, width=20),
        Line("strength", "处理方式", listed=True, filtered=True, words=STRENGTH_WORDS, width=12),
        Line("number", "数值", listed=True, width=12),
        Line("parts", "分项指标", width=24),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("basis", "依据", searched=True, width=36),
    )

    def title_of(self, record: Any) -> str:
        return str(record)

    def errors_of(self, record: Any, on: Any) -> dict[str, str]:
        return {**super().errors_of(record, on), **_amiss(record)}

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Codes that nobody files, beside what overlaps.  One query more."""
        yield from super().conflicts(records)
        asked = {code for it in records for code in (it.indicator, *it.part_codes)} - {""}
        filed = Indicator.objects.filter(source=Source.FILED, code__in=asked)
        known = set(filed.order_by().values_list("code", flat=True))
        for record in records:
            for field, codes in (("indicator", (record.indicator,)), ("parts", record.part_codes)):
                if unknown := [code for code in codes if code and code not in known]:
                    yield (
                        record,
                        field,
                        _("No plan has this filed every month: %(codes)s") % {"codes": "、".join(unknown)},
                    )

    def notes(self, user: User, record: Any = None) -> Sequence[str]:  # noqa: ARG002
        """What holds where nobody has said anything else."""
        if record is not None:
            return ()
        usual = _("; ").join(_said(natures, rule) for natures, rule in STATED)
        return (_("Where nothing else is laid down: %(usual)s") % {"usual": usual},)


def _said(natures: Collection[str], rule: Rule) -> str:
    """``达到上期的若干倍 · 累计数、时点数 · 10：要求说明``"""
    whom = "" if len(natures) == len(Nature) else _(", ").join(str(Nature(it).label) for it in Nature if it in natures)
    parts = (capfirst(str(Check(rule.check).label)), whom, plain(rule.number) if rule.number else "")
    what, strength = " · ".join(filter(None, parts)), Strength(rule.strength).label
    return _("%(what)s: %(how)s") % {"what": what, "how": strength}


def _amiss(rule: CheckRule) -> dict[str, str]:
    """What does not go together in a rule, by field."""
    found = {} if rule.strength == Strength.OFF else _number_amiss(rule)
    return {**found, **(_sum_amiss(rule) if rule.checked == Check.SUM else _no_sum_amiss(rule))}


def _number_amiss(rule: CheckRule) -> dict[str, str]:
    if rule.checked not in NUMBERS:
        return {"number": _("This check has no number.")} if rule.number is not None else {}
    counted, least = NUMBERS[Check(rule.checked)]
    if rule.number is None:
        return {"number": _("Enter the number: %(counted)s.") % {"counted": counted}}
    return {"number": _("At least %(least)s, please.") % {"least": plain(least)}} if rule.number < least else {}


def _sum_amiss(rule: CheckRule) -> dict[str, str]:
    found = {} if rule.indicator else {"indicator": _("Say which figure is the sum.")}
    if not rule.part_codes:
        found["parts"] = _("Enter the codes of the indicators whose sum it is.")
    elif rule.indicator in rule.part_codes:
        found["parts"] = _("A figure is no part of itself.")
    return found


def _no_sum_amiss(rule: CheckRule) -> dict[str, str]:
    return {"parts": _("Only a sum has parts.")} if rule.parts else {}
