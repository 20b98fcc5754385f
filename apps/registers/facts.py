"""Where and when a record is dated."""

from apps.closing.standing import Place
from apps.registers.models import Record


def places_of(record: Record) -> set[Place]:
    """Where and when something of it is dated."""
    return {(record.organisation_id, day) for day in record.days()}
