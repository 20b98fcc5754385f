"""What the monthly filing costs those who file: fields asked, filled in already, typed, returned; and who needs what.

It judges the township, never a person (mission/rules.md, section 8).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from apps.accounts.models import User
from apps.ad_hoc.models import AdHocForm
from apps.core.ratio import Ratio
from apps.filings.models import FilingLine, FilingStep
from apps.filings.querysets import FilingQuerySet
from apps.filings.states import TAKEN_BACK
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.plans.applies import meant_by
from apps.plans.models import Indicator, Plan
from apps.plans.natures import IndicatorKind, Nature, Source


@dataclass(frozen=True, slots=True)
class MonthBurden:
    """A month: of how many filings how many fields were asked, how many of them were typed by hand, how many figures
    the portal had by itself, and how many months went back."""

    month: int
    filings: int
    asked: int
    typed: int
    prefilled: int
    returned: int

    @property
    def share(self) -> Ratio:
        """Of all that the month says, what nobody had to type."""
        whole = self.asked + self.prefilled
        return Ratio(whole - self.typed, whole)

    @property
    def typed_each(self) -> str:
        """Typed fields for each filing, to one decimal, cut."""
        return f"{self.typed * 10 // self.filings / 10:.1f}" if self.filings else ""


@dataclass(frozen=True, slots=True)
class ItemPassport:
    """A filed item: whose it is and what it is for (its indicator's plan and programme), of how many it was asked, in
    how many months it was answered, and when last."""

    indicator: Indicator
    plan: Plan
    asked_of: int
    answered: int
    last_month: int | None


@dataclass(frozen=True, slots=True)
class AdHocPassport:
    """What was asked beside the plan in a year: of how many, how many have answered, and when last."""

    form: AdHocForm
    asked_of: int
    answered: int
    last_on: date | None


def burden_of(filings: FilingQuerySet, year: int, on: date) -> list[MonthBurden]:
    """The months of the year that were handed in, the first one first.  Five queries for a plan.

    What nobody has filled in yet is no field that nobody had to type.
    """
    filings = filings.filter(year=year, first_submitted_on__isnull=False)
    prefilled = _prefilled(filings, on)
    returned = FilingStep.objects.filter(filing__in=filings, step__in=TAKEN_BACK).order_by()
    back = dict(returned.values_list("filing__month").annotate(Count("pk")))
    asked, typed = Counter[int](), Counter[int]()
    for month, fields, by_hand in _fields(filings):
        asked[month] += fields
        typed[month] += by_hand
    counted = filings.order_by("month").values_list("month", "organisation")
    months: dict[int, list[int]] = {}
    for month, organisation in counted:
        months.setdefault(month, []).append(organisation)
    return [
        MonthBurden(
            month, len(those), asked[month], typed[month], sum(prefilled[it] for it in those), back.get(month, 0)
        )
        for month, those in months.items()
    ]


def passports_of(filings: FilingQuerySet, year: int) -> list[ItemPassport]:
    """Every filed item of the plans by which these filings were asked.  Two queries."""
    answered = Q(numerator__isnull=False)
    lines = FilingLine.objects.filter(filing__in=filings.filter(year=year)).order_by()
    counted = lines.values_list("indicator").annotate(
        asked_of=Count("filing__organisation", distinct=True),
        answered=Count("filing__month", filter=answered, distinct=True),
        last_month=Max("filing__month", filter=answered),
    )
    told = {indicator: figures for indicator, *figures in counted}
    items = Indicator.objects.filter(pk__in=told).select_related("programme__plan__organisation")
    in_order = items.order_by("programme__plan", "programme__position", "position")
    return [ItemPassport(it, it.programme.plan, *told[it.pk]) for it in in_order]


def ad_hoc_of(user: User, year: int) -> list[AdHocPassport]:
    """The ad-hoc forms of the year that `user` keeps, the latest first.  One query."""
    within = Organisation.objects.visible_to(user, "ad_hoc_form.record")
    forms = AdHocForm.objects.counted().filter(organisation__in=within, date__year=year).select_related("organisation")
    its = Q(answers__withdrawn_at__isnull=True)
    counted = forms.annotate(
        asked_of=Count("answers", filter=its),
        answered=Count("answers__answered_on", filter=its),
        last_on=Max("answers__answered_on", filter=its),
    )
    return [AdHocPassport(it, it.asked_of, it.answered, it.last_on) for it in counted.order_by("-date", "pk")]


def _fields(filings: FilingQuerySet) -> Iterable[tuple[int, int, int]]:
    """Month, fields and typed fields of every line.  One query, streamed.

    Not typed is the flow that a nil month filled in, and a stock that stayed as it was.
    """
    rows = FilingLine.objects.filter(filing__in=filings).order_by("filing__organisation", "indicator", "filing__month")
    before: tuple[object, ...] = ()
    columns = ("filing__organisation", "indicator", "filing__month", "filing__nil_return", "indicator__nature")
    for *key, month, nil, nature, kind, numerator, denominator in rows.values_list(
        *columns, "indicator__kind", "numerator", "denominator"
    ).iterator():
        fields = 2 if kind == IndicatorKind.RATE else 1
        this = (*key, numerator, denominator)
        by_itself = nil if nature == Nature.FLOW else this == before
        typed = 0 if by_itself or numerator is None else fields
        before = this
        yield month, fields, typed


def _prefilled(filings: FilingQuerySet, on: date) -> Counter[int]:
    """How many figures the portal computes for each organisation that files.  Four queries for a plan."""
    found = Counter[int]()
    for plan in Plan.objects.filter(filings__in=filings).distinct().select_related("organisation"):
        measured = list(Indicator.objects.filter(programme__plan=plan, source=Source.MEASURE))
        names = {name for it in measured for name in it.applies_to}
        for place in meant_by(names, path_on(plan.organisation, on) or "", on):
            found[place.organisation] += sum(not place.names.isdisjoint(it.applies_to) for it in measured)
    return found
