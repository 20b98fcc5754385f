"""Which plans wait for a signature (目标责任书), for home pages: set-based, however many plans and organisations."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat

from apps.core.calendar import ReportingYear
from apps.organisations.models import Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.tree import SEGMENT_WIDTH
from apps.plans.applies import is_meant
from apps.plans.models import Exemption, Plan, Signature, Target
from apps.plans.natures import IndicatorKind
from apps.plans.querysets import PlanQuerySet


def plans_to_sign(organisations: OrganisationQuerySet, year: int) -> PlanQuerySet:
    """The plans of the year that were given out and ask something of one of these which has not signed.

    One query, and one by which rates are found for which the whole's target holds; three more where there are any.
    """
    holding = Signature.objects.filter(plan=OuterRef("indicator__programme__plan"), lapsed__isnull=True)
    asked = Target.objects.filter(
        ~Exists(holding.filter(organisation=OuterRef("organisation"))), organisation__in=organisations.order_by()
    ).exclude(organisation=F("indicator__programme__plan__organisation"))
    by_targets = Exists(asked.filter(indicator__programme__plan=OuterRef("pk")))
    given_out = Plan.objects.filter(released_on__isnull=False, year=year)
    rates = _Rates.of(given_out.exclude(by_targets), organisations, year)
    found: PlanQuerySet = given_out.filter(by_targets | Q(pk__in=set(rates.asking())))
    return found.order_by("year")


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate whose target holds for every part of the committee that its names mean."""

    plan: int
    committee: int
    indicator: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rates:
    rates: list[_Rate]
    organisations: OrganisationQuerySet
    year: int

    @classmethod
    def of(cls, plans: PlanQuerySet, organisations: OrganisationQuerySet, year: int) -> "_Rates":
        """One query."""
        plan = "indicator__programme__plan"
        targets = Target.objects.filter(
            organisation=F(f"{plan}__organisation"), indicator__kind=IndicatorKind.RATE, **{f"{plan}__in": plans}
        )
        rows = targets.order_by().values_list(plan, "organisation", "indicator", "indicator__applies_to")
        rates = [_Rate(its_plan, committee, it, frozenset(names)) for its_plan, committee, it, names in rows]
        return cls(rates, organisations, year)

    def asking(self) -> Iterator[int]:
        """The plans (ids) that somebody of the organisations has not signed for.  Three queries, none without rates."""
        if not self.rates:
            return
        parts = self._parts()
        signed = set(self._of_parts(Signature.objects.filter(lapsed__isnull=True), "plan", parts))
        day = ReportingYear(self.year).last_day
        exempted = set(self._of_parts(Exemption.objects.on(day), "indicator", parts))
        for rate in self.rates:
            for committee, part, names in parts:
                is_its = committee == rate.committee and not names.isdisjoint(rate.names)
                if is_its and (rate.plan, part) not in signed and (rate.indicator, part) not in exempted:
                    yield rate.plan

    def _parts(self) -> list[tuple[int, int, frozenset[str]]]:
        """Those of the organisations that stand directly below one of the committees at the end of the year, with
        the names that mean them or somebody below them."""
        day = ReportingYear(self.year).last_day
        names = sorted({name for rate in self.rates for name in rate.names})
        below = Placement.objects.on(day).filter(
            path__gte=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value("9" * SEGMENT_WIDTH))
        )
        flags = {f"means_{name}": Exists(below.filter(is_meant([name], day))) for name in names}
        those = Placement.objects.on(day).filter(
            organisation__in=self.organisations.order_by(), parent__in={rate.committee for rate in self.rates}
        )
        rows = those.order_by().annotate(**flags).values_list("parent", "organisation", *flags)
        return [
            (committee, part, frozenset(name for name, is_so in zip(names, means, strict=True) if is_so))
            for committee, part, *means in rows
        ]

    def _of_parts(self, rows: Any, name: str, parts: Collection[tuple[int, int, frozenset[str]]]) -> Any:
        return rows.filter(organisation__in={part for _committee, part, _names in parts}).values_list(
            name, "organisation"
        )
