"""A record as the audit log tells of it, and where and when it is dated."""

from typing import Any

from apps.audit.changes import fields_of
from apps.closing.standing import Place
from apps.registers.models import Record

#: How a record came about, and what became of it: the entries say so themselves.
_UNSAID = frozenset(
    {"id", "organisation_id", "recorded_by_id", "recorded_at", "withdrawn_by_id", "withdrawn_at", "withdrawn_reason"}
)


def facts_of(record: Record) -> dict[str, Any]:
    """What a record says, its organisation by code.  Costs no query where that is at hand."""
    found = {name: value for name, value in fields_of(record).items() if name not in _UNSAID}
    return {"organisation": record.organisation.code, **found}


def places_of(record: Record) -> set[Place]:
    """Where and when something of it is dated."""
    return {(record.organisation_id, day) for day in record.days()}
