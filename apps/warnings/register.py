"""The register of warning rules: what a township switches off, or has raised earlier, later or in another colour."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.registers.lines import Line
from apps.registers.links import SeenBelow
from apps.registers.register import KEPT_BY_STAFF
from apps.registers.registry import declare
from apps.warnings.models import WarningRule
from apps.warnings.names import RULE_WORDS, SEVERITY_WORDS, STATED, UNITS, RuleName, Severity


def _usual(rule: RuleName, levels: Mapping[str, int]) -> str:
    """``长期未开展活动（未开展活动的整月数）蓝色 2、黄色 3``"""
    numbers = _(", ").join(f"{Severity(colour).label} {number}" for colour, number in levels.items())
    return _("%(what)s (%(unit)s): %(levels)s") % {
        "what": capfirst(rule.label),
        "unit": UNITS[rule],
        "levels": numbers,
    }


@declare
class WarningRules(SeenBelow):
    name = "warning-rules"
    record_name = "warning_rule"
    reported = False
    title = gettext_lazy("Warning rules")
    record_title = gettext_lazy("Warning rule")
    explained = gettext_lazy("From which number on a warning is raised in which colour; what is not said is as usual")
    icon = "alarm"
    sheet = "预警规则"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = WarningRule
    titled = "basis"
    one_at_a_time = ("organisation", "rule", "severity")
    overlapping = gettext_lazy("There is a rule for this colour at that time: end that first.")
    gap: ClassVar[Promise] = gettext_lazy("From %(start)s to %(end)s (not included) what is usual holds.")
    open_gap: ClassVar[Promise] = gettext_lazy("From %(start)s on what is usual holds.")
    roles = KEPT_BY_STAFF
    settles = True
    lines: ClassVar[Any] = (
        Line("rule", "预警事项", key=True, listed=True, filtered=True, words=RULE_WORDS, width=20),
        Line("severity", "等级", key=True, listed=True, filtered=True, words=SEVERITY_WORDS, width=10),
        Line("raised", "启用", listed=True, width=8),
        Line("number", "起点数值", listed=True, width=12),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("basis", "依据", searched=True, width=36),
    )

    def title_of(self, record: Any) -> str:
        return str(record)

    def notes(self, user: User, record: Any = None) -> Sequence[str]:  # noqa: ARG002
        """What holds where nobody has said anything else."""
        if record is not None:
            return ()
        usual = _("; ").join(_usual(RuleName(rule), levels) for rule, levels in STATED.items())
        return (_("Where no rule says otherwise: %(usual)s") % {"usual": usual},)
