"""The frozen facts of a report: one canonical JSON object taken in one reading of the database (figures.md, section 7).

It holds no time of taking, no number and no requester: the same facts give the same bytes, whoever asks.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear, today
from apps.core.snapshot import snapshot
from apps.filings.months import Month
from apps.organisations.models import Organisation
from apps.reports.district import sections_of_district
from apps.reports.scope import ReportScope
from apps.reports.sections import MONTH_SECTIONS, sections_for
from apps.reports.sections.base import Section
from apps.reports.townships import Township, district_path, townships_of

#: Grows when the shape of a section's data changes; sections that join do not change it.
SCHEMA = 1


def take(
    organisation: Organisation,
    *,
    year: int,
    as_of: date,
    internal: bool = False,
    month: int = 0,
    after_section: Callable[[int], None] = lambda _done: None,
) -> dict[str, Any]:
    """The facts of the subtree of `organisation` in `year` on `as_of`; those of a district are added up from its parts.

    Memory and time grow with the organisations of the scope, of a district with those of its largest township; the
    number of queries is fixed for each part.  With a `month` those of its bulletin.  `internal` adds what a township
    keeps to itself.  `after_section` is called with the number of sections done.  Raises `ValidationError` (see
    `refuse_impossible`).
    """
    with snapshot():
        scope = _scope(organisation, year, as_of)
        if month:
            scope = replace(scope, month=month)
            return _described(scope, _collected(scope, MONTH_SECTIONS, after_section)) | {"month": month}
        if townships := townships_of(scope.organisation, as_of):
            parts = (_part(scope, it, internal, lambda _done: None) for it in townships)
            return _district(scope, townships, parts, internal)
        return _described(scope, _collected(scope, sections_for(internal=internal), after_section))


def take_part(
    organisation: Organisation,
    code: str,
    *,
    year: int,
    as_of: date,
    internal: bool = False,
    after_section: Callable[[int], None] = lambda _done: None,
) -> dict[str, Any]:
    """The part of the township `code` in the report of the district `organisation`, as `take` adds it up.

    The district's plan says what is asked of its rates.  Raises `ValidationError` where it is no township of it.
    """
    with snapshot():
        scope = _scope(organisation, year, as_of)
        found = next((it for it in townships_of(scope.organisation, as_of) if it.code == code), None)
        if found is None:
            raise ValidationError(_("The townships have changed in the meantime: ask again."))
        return _part(scope, found, internal, after_section)


def add_up(
    organisation: Organisation, parts: Iterable[dict[str, Any]], *, year: int, as_of: date, internal: bool = False
) -> dict[str, Any]:
    """What `take` gives for a district, from the parts that were taken already, in the order of their codes."""
    with snapshot():
        scope = _scope(organisation, year, as_of)
        townships = townships_of(scope.organisation, as_of)
        taken = _district(scope, townships, parts, internal)
    if [code for code, *_rest in taken["parts"]] != [it.code for it in townships]:
        raise ValidationError(_("The townships have changed in the meantime: ask again."))
    return taken


def _scope(organisation: Organisation, year: int, as_of: date) -> ReportScope:
    scope = ReportScope(Organisation.objects.get(pk=organisation.pk), year, as_of)
    refuse_impossible(scope.organisation, year=year, as_of=as_of)
    return scope


def _part(
    district: ReportScope, township: Township, internal: bool, after_section: Callable[[int], None]
) -> dict[str, Any]:
    organisation = Organisation.objects.get(pk=township.pk)
    scope = ReportScope(organisation, district.year, district.as_of, asked_at=district_path(township))
    return _described(scope, _collected(scope, sections_for(internal=internal), after_section))


def _district(
    scope: ReportScope, townships: Sequence[Township], parts: Iterable[dict[str, Any]], internal: bool
) -> dict[str, Any]:
    listed: list[list[str]] = []
    sections = sections_of_district(scope, townships, _listing(parts, listed), internal=internal)
    return _described(scope, sections) | {"parts": listed}


def _listing(parts: Iterable[dict[str, Any]], listed: list[list[str]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        listed.append([part["organisation"]["code"], part["organisation"]["name"], digest(part)])
        yield part


def _collected(scope: ReportScope, sections: Sequence[Section], after_section: Callable[[int], None]) -> dict[str, Any]:
    collected: dict[str, Any] = {}
    for done, section in enumerate(sections, 1):
        collected[section.name] = section.collect(scope)
        after_section(done)
    return collected


def _described(scope: ReportScope, sections: dict[str, Any]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "organisation": {"code": scope.organisation.code, "name": scope.organisation.name},
        "year": scope.year,
        "as_of": scope.as_of.isoformat(),
        "sections": sections,
    }


def refuse_impossible(organisation: Organisation, *, year: int, as_of: date) -> None:
    """Raise `ValidationError` by field where there is nothing to report on that day."""
    first_day = ReportingYear(year).first_day
    if as_of < first_day:
        raise ValidationError({"as_of": _("The day lies before the year of the report.")})
    if organisation.opened and organisation.opened > as_of:
        raise ValidationError({"organisation": _("The organisation does not exist yet on that day.")})
    if organisation.closed and organisation.closed <= first_day:
        raise ValidationError({"organisation": _("The organisation was closed before the year of the report.")})


def refuse_future(as_of: date) -> None:
    """Raise `ValidationError` for a day that has not come yet: nobody knows it."""
    if as_of > today():
        raise ValidationError({"as_of": _("This day has not come yet: choose today or an earlier one.")})


def refuse_unfinished(year: int, month: int, as_of: date) -> None:
    """Raise `ValidationError` for the bulletin of a month that goes on."""
    if month and as_of <= Month(year, month).last_day:
        raise ValidationError({"as_of": _("The bulletin of a month is made once the month is over.")})


def canonical(taken: dict[str, Any]) -> bytes:
    """The one way to write a snapshot: sorted keys, no blanks, UTF-8.  Raises `TypeError` on a float."""
    _refuse_floats(taken)
    return json.dumps(taken, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(taken: dict[str, Any]) -> str:
    """The SHA-256 of the canonical snapshot, in hexadecimal."""
    return hashlib.sha256(canonical(taken)).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a snapshot holds no floats")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list):
        for part in value:
            _refuse_floats(part)
