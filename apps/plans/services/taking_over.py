"""Next year's plan out of an earlier one."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.calendar import ReportingYear
from apps.organisations.models import Organisation
from apps.plans.dates import years_later
from apps.plans.models import Indicator, Plan, Programme, Target, subject_of
from apps.plans.selectors.plans import plan_to_take_over
from apps.plans.services.plans import plan_create

_SETTINGS = (
    "minimum_level", "filing_opens_day", "filing_due_day", "year_end_notice", "odd_percent", "odd_times",
    "return_reasons",
)  # fmt: skip


@transaction.atomic
def plan_take_over(
    *, organisation: Organisation, year: int, with_targets: bool, by: User | None, first_month: int = 1
) -> Plan:
    """Give the year the programmes and indicators of the committee's latest earlier plan, with its targets if wanted.

    The plan of the year is made where there is none; one that has indicators already is refused.  Dates move to the
    year, indicators count from `first_month`; who was exempted is asked again, and closed organisations get no target.
    Raises `ValidationError`.
    """
    source = plan_to_take_over(organisation, year)
    if source is None:
        raise ValidationError(_("There is no earlier plan with indicators to take over."))
    plan = _plan_of(organisation, year, source, by)
    if Indicator.objects.filter(programme__plan=plan).exists():
        raise ValidationError(_("The plan of %(year)d has indicators already.") % {"year": year})
    programmes = {it.pk: _programme(plan, it) for it in source.programmes.all()}
    indicators = {
        it.pk: _indicator(programmes[it.programme_id], it, year - source.year, first_month)
        for it in Indicator.objects.filter(programme__plan=source).order_by("position")
    }
    Indicator.objects.bulk_create(indicators.values())
    targets = list(_targets(indicators, source, year)) if with_targets else []
    Target.objects.bulk_create(targets, batch_size=1000)
    after = {"from": source.year, "indicators": len(indicators), "targets": len(targets)}
    record(Act("plan.taken_over", subject_of(plan), organisation.code, after=after), by=by)
    return plan


def _plan_of(organisation: Organisation, year: int, source: Plan, by: User | None) -> Plan:
    """The plan of the year, locked; with the settings of the earlier one where it has to be made."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("organisation")
    plan: Plan | None = rows.filter(organisation=organisation, year=year).first()
    if plan is not None:
        return plan
    title = source.title.replace(str(source.year), str(year))
    settings = {name: getattr(source, name) for name in _SETTINGS}
    return plan_create(organisation=organisation, year=year, title=title, by=by, **settings)


def _programme(plan: Plan, source: Programme) -> Programme:
    made: Programme = Programme.objects.get_or_create(
        plan=plan, name=source.name, defaults={"position": source.position}
    )[0]
    return made


def _indicator(programme: Programme, source: Indicator, years: int, first_month: int) -> Indicator:
    copied = (
        "code", "name", "mechanism", "kind", "nature", "source", "comparator", "unit", "applies_to", "numerator",
        "denominator", "weight", "position",
    )  # fmt: skip
    made = Indicator(programme=programme, due=years_later(source.due, years), first_month=first_month)
    for name in copied:
        setattr(made, name, getattr(source, name))
    made.milestones = [[years_later(day, years).isoformat(), value] for day, value in source.milestone_days]
    return made


def _targets(indicators: Mapping[int, Indicator], source: Plan, year: int) -> Iterable[Target]:
    first_day = ReportingYear(year).first_day
    lasting = Q(organisation__closed__isnull=True) | Q(organisation__closed__gt=first_day)
    for target in Target.objects.filter(lasting, indicator__programme__plan=source).order_by():
        yield Target(
            indicator=indicators[target.indicator_id],
            organisation_id=target.organisation_id,
            value=target.value,
            due=_moved(target.due, year - source.year),
            responsible=target.responsible,
        )


def _moved(day: date | None, years: int) -> date | None:
    return None if day is None else years_later(day, years)
