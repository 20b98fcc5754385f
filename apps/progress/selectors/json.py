"""Progress as other programs read it (contract.md)."""

from datetime import date
from typing import Any

from apps.core.calendar import ReportingYear, today
from apps.organisations.models import Organisation
from apps.progress.figures import Standing
from apps.progress.scope import progress_of


def default_day(year: int) -> date:
    """Today, at most 31 December of the year."""
    return min(today(), ReportingYear(year).last_day)


def progress_as_json(
    organisation: Organisation, year: int, as_of: date | None = None, *, pending: bool = True
) -> dict[str, Any]:
    """The object that `manage.py progress --json` and the API print; without `pending` only what is official."""
    day = min(as_of or default_day(year), ReportingYear(year).last_day)
    return {
        "organisation": organisation.code,
        "year": year,
        "as_of": day.isoformat(),
        "indicators": [standing_as_json(it, pending=pending) for it in progress_of(organisation, year, day)],
    }


def standing_as_json(standing: Standing, *, pending: bool = True) -> dict[str, Any]:
    """One indicator as JSON can hold it: integers (amounts and filed rates in hundredths), texts and null."""
    figure = standing.figure
    return {
        "code": standing.indicator.code,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "percent": standing.percent,
        "target": standing.target_text,
        "expected": standing.expected_text,
        "state": standing.state.value if standing.state else None,
        "official": figure.numerator,
        "pending": figure.pending if pending else None,
        "missing_months": list(figure.missing_months),
    }
