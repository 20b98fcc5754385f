"""The frozen facts of a report: one canonical JSON object taken in one reading of the database (figures.md, section 7).

It holds no time of taking, no number and no requester: the same facts give the same bytes, whoever asks.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear, today
from apps.core.snapshot import snapshot
from apps.organisations.models import Organisation
from apps.reports.scope import ReportScope
from apps.reports.sections import sections_for

#: Grows when the shape of a section's data changes; sections that join do not change it.
SCHEMA = 1


def take(
    organisation: Organisation,
    *,
    year: int,
    as_of: date,
    internal: bool = False,
    after_section: Callable[[int], None] = lambda _done: None,
) -> dict[str, Any]:
    """The facts of the subtree of `organisation` in `year` on `as_of`.

    Memory and time grow with the organisations of the scope; the number of queries is fixed.
    `internal` adds what the township keeps to itself.  `after_section` is called with the number of sections done.
    Raises `ValidationError` (see `refuse_impossible`).
    """
    with snapshot():
        scope = ReportScope(Organisation.objects.get(pk=organisation.pk), year, as_of)
        refuse_impossible(scope.organisation, year=year, as_of=as_of)
        sections: dict[str, Any] = {}
        for done, section in enumerate(sections_for(internal=internal), 1):
            sections[section.name] = section.collect(scope)
            after_section(done)
    return {
        "schema": SCHEMA,
        "organisation": {"code": scope.organisation.code, "name": scope.organisation.name},
        "year": year,
        "as_of": as_of.isoformat(),
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
