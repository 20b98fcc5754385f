"""What each organisation signs for: its targets of the year (目标责任书), and what the parts lack of the whole."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from apps.core.amount import plain
from apps.core.calendar import ReportingYear
from apps.plans.models import Exemption, Indicator, Plan, Target
from apps.plans.selectors.parts import parts_by_applies


@dataclass(frozen=True, slots=True)
class Asked:
    """One target of an organisation, in hundredths; a rate may be that of the whole."""

    indicator: Indicator
    value: int


@dataclass(slots=True)
class Letter:
    """The targets of an organisation in the order of the plan."""

    lines: list[Asked] = field(default_factory=list)

    @property
    def agreed(self) -> dict[str, int]:
        return {it.indicator.code: it.value for it in self.lines}

    def is_covered_by(self, agreed: Mapping[str, int]) -> bool:
        """Whether nothing is asked but what was agreed; less may be asked, as of who was exempted since."""
        return all(agreed.get(code) == value for code, value in self.agreed.items())

    @property
    def seal(self) -> str:
        """Tells whether what is signed is what was seen: of targets, units and days."""
        told = [[it.indicator.code, it.value, it.indicator.unit, it.indicator.due.isoformat()] for it in self.lines]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


#: By indicator and organisation, in hundredths.
_Targets = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Letters:
    """The letters of a plan by organisation id; `lacking` are sentences about parts that differ from their whole."""

    by_organisation: Mapping[int, Letter]
    lacking: list[str]

    def of(self, organisation: int) -> Letter:
        return self.by_organisation.get(organisation) or Letter()


def letters_of(plan: Plan) -> Letters:
    """Everything that the plan asks of others than its committee at the end of the year.

    Who is exempted then does not sign for it.  Six queries.
    """
    on = ReportingYear(plan.year).last_day
    rows = Indicator.objects.filter(programme__plan=plan).select_related("programme")
    indicators = list(rows.order_by("programme__position", "position"))
    parts = parts_by_applies(plan.organisation, on, {name for it in indicators for name in it.applies_to})
    stored = Target.objects.filter(indicator__programme__plan=plan).order_by()
    targets = {
        (indicator, one): value for indicator, one, value in stored.values_list("indicator", "organisation", "value")
    }
    exempt = Exemption.objects.on(on).filter(indicator__programme__plan=plan).order_by()
    exempted = set(exempt.values_list("indicator", "organisation"))
    found: dict[int, Letter] = {}
    lacking: list[str] = []
    for indicator in indicators:
        meant = {part for name in indicator.applies_to for part in parts.get(name, ())}
        whole = targets.get((indicator.pk, plan.organisation_id))
        for one, value in _asked(indicator, meant, targets, plan.organisation_id):
            if (indicator.pk, one) not in exempted:
                found.setdefault(one, Letter()).lines.append(Asked(indicator, value))
        lacking += _difference(indicator, whole or 0, targets, plan.organisation_id) if meant else []
    return Letters(found, lacking)


def _asked(indicator: Indicator, meant: set[int], targets: _Targets, committee: int) -> list[tuple[int, int]]:
    """Who is asked for how much: its own target, or of a rate the whole's."""
    whole = targets.get((indicator.pk, committee))
    own = {one: value for (it, one), value in targets.items() if it == indicator.pk and one != committee}
    inherited = dict.fromkeys(meant - {committee}, whole) if indicator.is_rate and whole is not None else {}
    return list({**inherited, **own}.items())


def _difference(indicator: Indicator, whole: int, targets: _Targets, committee: int) -> list[str]:
    """What the parts of a count or an amount differ by from the whole."""
    parts = sum(value for (it, one), value in targets.items() if it == indicator.pk and one != committee)
    if indicator.is_rate or parts == whole:
        return []
    said = {"name": indicator.name, "difference": f"{'+' if parts > whole else '−'}{plain(abs(parts - whole))}"}
    return [_("%(name)s: the parts differ from the whole by %(difference)s.") % said]
