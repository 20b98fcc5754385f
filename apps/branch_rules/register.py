"""The register of how large branches usually are; what the township says goes before what the regulations do."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.branch_rules.models import KIND_WORDS, OF_WORDS, BranchRule
from apps.core.calendar import valid_on
from apps.organisations.hints import Bounds, bounds_by
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.register import KEPT_BY_STAFF
from apps.registers.registry import declare


def bounds_of(organisation: Organisation, path: str, on: date) -> Mapping[str, Bounds]:
    """What the nearest organisation at or above `path` says of this kind, by what is counted.  One query."""
    said = BranchRule.objects.counted().filter(valid_on(on), kind=organisation.kind, organisation__in=ids_on(path))
    depth = {pk: at for at, pk in enumerate(ids_on(path))}
    nearest_last = sorted(said, key=lambda rule: depth[rule.organisation_id])
    return {rule.of: (rule.least, rule.most) for rule in nearest_last}


bounds_by(bounds_of)


@declare
class BranchRules(LinkRegister):
    name = "branch-rules"
    record_name = "branch_rule"
    reported = False
    title = gettext_lazy("Rules about the size of branches")
    record_title = gettext_lazy("Rule about the size of branches")
    explained = gettext_lazy("From how many members or units on an organisation is usually of another kind")
    icon = "ruler-measure"
    sheet = "党组织设置规则"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = BranchRule
    titled = "basis"
    one_at_a_time = ("organisation", "kind", "of")
    roles = KEPT_BY_STAFF
    settles = True
    lines: ClassVar[Any] = (
        Line("kind", "组织类别", key=True, listed=True, filtered=True, words=KIND_WORDS, width=14),
        Line("of", "计数对象", key=True, listed=True, words=OF_WORDS, width=14),
        Line("least", "最少", listed=True, width=8),
        Line("most", "最多", listed=True, width=8),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期"),
        Line("basis", "依据", searched=True, width=36),
    )

    def title_of(self, record: Any) -> str:
        return str(record)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if None not in (record.least, record.most) and record.least > record.most:
            found["most"] = _("Fewer than the least.")
        return found
