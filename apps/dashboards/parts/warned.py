"""The early warnings that are open in a part of the tree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from apps.dashboards.asked import Asked
from apps.warnings.models import EarlyWarning
from apps.warnings.names import RuleName, Severity
from apps.warnings.sentences import sentence

#: So many are told.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Warnings:
    """The gravest with their sentences, and how many there are by colour, the gravest first, and by what they are of.

    `unanswered`: of how many nobody has said yet what is being done.
    """

    told: Sequence[tuple[EarlyWarning, str]]
    colours: Sequence[tuple[Severity, int]]
    rules: Sequence[tuple[RuleName, int]]
    unanswered: int

    @property
    def number(self) -> int:
        return sum(number for _colour, number in self.colours)


def warnings_of(asked: Asked) -> Warnings:
    """Those that are open now and were raised by the day.  Two queries."""
    rows = EarlyWarning.objects.filter(organisation__in=asked.scope, raised_on__lte=asked.as_of).open()
    counted = list(rows.order_by().values_list("severity", "rule", "answered_on"))
    colours = Counter(severity for severity, _rule, _answered in counted)
    rules = Counter(rule for _severity, rule, _answered in counted)
    gravest = rows.select_related("organisation").gravest_first()[:SHOWN]
    return Warnings(
        [(it, sentence(it)) for it in gravest],
        [(it, colours[it]) for it in reversed(Severity) if colours[it]],
        [(RuleName(rule), number) for rule, number in rules.most_common()],
        sum(answered is None for _severity, _rule, answered in counted),
    )
