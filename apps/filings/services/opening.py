"""Opening the filings of every month whose day has come.  Idempotent: it makes what is missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from apps.audit.services import Act, record
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.months import Month
from apps.filings.querysets import FilingQuerySet
from apps.filings.states import Step
from apps.plans.applies import Meant, meant_by
from apps.plans.models import Exemption, Indicator, Plan
from apps.plans.natures import Source
from apps.plans.selectors.exemptions import exemption_at

#: The filed indicators that are asked of an organisation for a month.
Asked = tuple[int, ...]

BATCH = 1000
#: A month opened longer ago is looked at again only where it has no filing at all.
LOOK_AGAIN = timedelta(days=100)


def filings_open_due(*, on: date) -> int:
    """Open what is due on the day `on` for every plan; returns how many filings were made.

    A machine that was off on the 1st, or for months, makes up for it at the next run.  An organisation entered late
    gets its filing for about three months back; a filing that has been opened gains no line.
    """
    return sum(months_open(plan=plan, months=_months_due(plan, on)) for plan in Plan.objects.filter(year__lte=on.year))


@transaction.atomic
def months_open(*, plan: Plan, months: Collection[Month]) -> int:
    """Make the filings of these months with their lines where they are missing; returns how many were made.

    One query for who is meant per month, and a fixed number beside that.
    """
    wanted = wanted_in(plan, months)
    if not wanted:
        return 0
    there = Filing.objects.filter(year=plan.year, month__in={it.month.month for it in wanted})
    there = there.filter(organisation__in={it.organisation for it in wanted})
    made = _make_filings(plan, wanted, there)
    _make_lines(made, there.filter(plan=plan))
    for month in sorted(months):
        if count := sum(it.month == month for it in made):
            code = plan.organisation.code
            record(Act("filings.opened", f"{code} {month}", code, after={"filings": count}), by=None)
    return len(made)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an organisation is to file for a month."""

    month: Month
    organisation: int
    indicators: Asked


def wanted_in(plan: Plan, months: Iterable[Month]) -> list[Wanted]:
    """Who is to file which indicators: the organisations that exist at the month's end and are not exempted.

    Three queries, and one per month.
    """
    indicators = list(Indicator.objects.filter(programme__plan=plan, source=Source.FILED))
    path = plan.organisation.placements.filter(end__isnull=True).values_list("path", flat=True).first()
    if not indicators or path is None:
        return []
    exemptions: defaultdict[int, list[Exemption]] = defaultdict(list)
    for exemption in Exemption.objects.filter(indicator__in=indicators):
        exemptions[exemption.indicator_id].append(exemption)
    names = {name for indicator in indicators for name in indicator.applies_to}
    return [
        Wanted(month, meant.organisation, asked)
        for month in months
        for meant in meant_by(names, path, month.last_day)
        if (asked := _asked(indicators, meant, exemptions, month))
    ]


def _asked(indicators: list[Indicator], meant: Meant, exemptions: Mapping[int, list[Exemption]], month: Month) -> Asked:
    return tuple(
        indicator.pk
        for indicator in indicators
        if indicator.first_month <= month.month
        and meant.names.intersection(indicator.applies_to)
        and exemption_at(exemptions.get(indicator.pk, ()), meant.path, month.last_day) is None
    )


def _months_due(plan: Plan, on: date) -> list[Month]:
    opened = [
        (month, opens)
        for month in (Month(plan.year, number) for number in range(1, 13))
        if (opens := month.following_day(plan.filing_opens_day)) <= on
    ]
    recent = [month for month, opens in opened if opens > on - LOOK_AGAIN]
    older = [month for month, opens in opened if opens <= on - LOOK_AGAIN]
    if older:
        known = set(Filing.objects.filter(plan=plan).order_by().values_list("month", flat=True).distinct())
        older = [month for month in older if month.month not in known]
    return older + recent


def _make_filings(plan: Plan, wanted: list[Wanted], there: FilingQuerySet) -> list[Wanted]:
    known = set(there.values_list("organisation", "month"))
    missing = [it for it in wanted if (it.organisation, it.month.month) not in known]
    due = {month: month.following_day(plan.filing_due_day) for month in {it.month for it in missing}}
    Filing.objects.bulk_create(
        (
            Filing(
                plan=plan,
                organisation_id=it.organisation,
                year=it.month.year,
                month=it.month.month,
                due_on=due[it.month],
            )
            for it in missing
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    if missing:
        new = there.exclude(steps__step=Step.OPENED).values_list("pk", flat=True)
        steps = [FilingStep(filing_id=pk, step=Step.OPENED) for pk in new]
        FilingStep.objects.bulk_create(steps, batch_size=BATCH, ignore_conflicts=True)
    return missing


def _make_lines(made: list[Wanted], there: FilingQuerySet) -> None:
    """The lines of filings that have just been made; of one that somebody else made meanwhile nothing is known."""
    new = there.filter(lines__isnull=True, organisation__in={it.organisation for it in made})
    by_month = {(it, month): pk for pk, it, month in new.values_list("pk", "organisation", "month")}
    lines = [
        FilingLine(filing_id=by_month[it.organisation, it.month.month], indicator_id=indicator)
        for it in made
        if (it.organisation, it.month.month) in by_month
        for indicator in it.indicators
    ]
    FilingLine.objects.bulk_create(lines, batch_size=BATCH, ignore_conflicts=True)
