"""Loading a whole plan from a table of indicators (the layout of the 2012 opinion as data)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.amount import hundredths
from apps.core.calendar import ReportingYear
from apps.organisations.models import Organisation
from apps.plans.dates import years_later
from apps.plans.models import Indicator, Plan, Programme, Target, subject_of
from apps.plans.natures import IndicatorKind
from apps.plans.selectors.parts import parts_by_applies
from apps.plans.services.plans import plan_create
from apps.plans.services.splitting import split_evenly

CsvRow = Mapping[str, str]


@transaction.atomic
def plan_load_csv(
    *,
    organisation: Organisation,
    year: int,
    rows: Iterable[CsvRow],
    by: User | None,
    title: str = "",
    first_month: int = 1,
) -> Plan:
    """Make the plan of `organisation` for `year` out of `rows`, one indicator each, in the rows' order.

    The columns are those of the 2012 opinion as data: code, mechanism, programme, name_zh, kind, nature,
    comparator, target, unit, applies_to (with ``|``), source, numerator, denominator, due, weight.  Due dates
    are taken to `year`.  The whole's targets become the committee's; counts and amounts are split evenly over
    the organisations directly below it (figures.md, section 3), rates need no splitting.  They count from
    `first_month`: earlier months are not filed.
    Raises `ValidationError` for a plan that exists, and with one sentence per row that cannot be read.
    """
    given = list(rows)
    plan = plan_create(organisation=organisation, year=year, title=title or _title(year), by=by)
    programmes = _programmes(plan, given)
    indicators = _indicators(programmes, given, year, first_month)
    Indicator.objects.bulk_create(indicators)
    targets = list(_targets(plan, indicators, given))
    Target.objects.bulk_create(targets, batch_size=1000)
    after = {"indicators": len(indicators), "targets": len(targets)}
    record(Act("plan.loaded", subject_of(plan), organisation.code, after=after), by=by)
    return plan


def _title(year: int) -> str:
    return _("Opinion on Party building in %(year)d") % {"year": year}


def _programmes(plan: Plan, rows: Sequence[CsvRow]) -> dict[str, Programme]:
    names = dict.fromkeys(row["programme"] for row in rows)
    made = [Programme(plan=plan, name=name, position=at) for at, name in enumerate(names, start=1)]
    Programme.objects.bulk_create(made)
    return {programme.name: programme for programme in made}


def _indicators(
    programmes: Mapping[str, Programme], rows: Sequence[CsvRow], year: int, first_month: int
) -> list[Indicator]:
    made, wrong = [], []
    codes = [row["code"] for row in rows]
    for at, row in enumerate(rows, start=1):
        try:
            if codes.count(row["code"]) > 1:
                raise ValidationError(_("This code stands in the plan twice."))
            indicator = _indicator(programmes[row["programme"]], row, at, year)
            indicator.first_month = first_month
            indicator.clean_fields(exclude=["programme"])
            made.append(indicator)
        except (ValidationError, ValueError) as error:
            said = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            wrong.append(_("Row %(row)d, %(code)s: %(error)s") % {"row": at, "code": row["code"], "error": said})
    if wrong:
        raise ValidationError(wrong)
    return made


def _indicator(programme: Programme, row: CsvRow, position: int, year: int) -> Indicator:
    return Indicator(
        programme=programme,
        code=row["code"],
        name=row["name_zh"],
        mechanism=row["mechanism"],
        kind=row["kind"],
        nature=row["nature"],
        source=row["source"],
        comparator=row["comparator"],
        unit=row["unit"],
        applies_to=row["applies_to"].split("|"),
        numerator=row["numerator"],
        denominator=row["denominator"],
        due=_in_year(date.fromisoformat(row["due"]), year),
        weight=int(row["weight"] or 0),
        position=position,
    )


def _in_year(day: date, year: int) -> date:
    return years_later(day, year - day.year)


def _targets(plan: Plan, indicators: Sequence[Indicator], rows: Sequence[CsvRow]) -> Iterable[Target]:
    """The committee's targets, and for counts and amounts the parts of those below it."""
    parts = parts_by_applies(plan.organisation, ReportingYear(plan.year).first_day)
    for indicator, row in zip(indicators, rows, strict=True):
        if not row["target"]:
            continue
        whole = hundredths(row["target"])
        yield Target(indicator=indicator, organisation=plan.organisation, value=whole)
        if indicator.kind in (IndicatorKind.COUNT, IndicatorKind.AMOUNT):
            own = list(dict.fromkeys(part for name in indicator.applies_to for part in parts.get(name, ())))
            for part, value in split_evenly(whole, own).items():
                yield Target(indicator=indicator, organisation_id=part, value=value)
