"""What townships say about the checks of figures, read for many filings at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from apps.filings.check_names import Rule
from apps.filings.models import CheckRule, Filing
from apps.filings.rules import Kept, said_of
from apps.organisations.models import Placement


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules that are kept, and the places of the organisations that they may reach."""

    rules: list[CheckRule]
    paths: Mapping[int, str]

    def said_of(self, filing: Filing, code: str) -> dict[str, Rule]:
        """What holds at the end of the filing's month for an indicator, beside what is stated."""
        path, on = self.paths.get(filing.organisation_id), filing.when.last_day
        if path is None:
            return {}
        kept = (_kept(it) for it in self.rules if it.start <= on and (it.end is None or it.end > on))
        return said_of(kept, path, code)


def rules_over(filings: Iterable[Filing]) -> RuleBook:
    """The rules that hold at the end of one of these months.  One query, and one more where there are any."""
    days = {filing.when.last_day for filing in filings}
    if not days:
        return RuleBook([], {})
    lasting = Q(start__lte=max(days)) & (Q(end__isnull=True) | Q(end__gt=min(days)))
    rules = list(CheckRule.objects.counted().filter(lasting))
    if not rules:
        return RuleBook([], {})
    places = Placement.objects.filter(organisation__in={it.organisation_id for it in filings}, end__isnull=True)
    return RuleBook(rules, dict(places.order_by().values_list("organisation", "path")))


def _kept(it: CheckRule) -> Kept:
    return Kept(it.organisation_id, it.indicator, Rule(it.checked, it.strength, it.number, it.part_codes))
