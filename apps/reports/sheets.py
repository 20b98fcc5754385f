"""From a snapshot to the sheets of the report: cover, index, then those of the sections."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.reports.labels import full_name
from apps.reports.layout import Cover, Head, Signature, Table
from apps.reports.sections import drawn_sections
from apps.reports.sections.correction import correction
from apps.reports.sections.cover import cover
from apps.reports.sections.index import index
from apps.reports.sections.provenance import provenance
from apps.reports.sections.volumes import volumes
from apps.reports.snapshot import digest
from apps.reports.told import as_drawn


def head_of(taken: Mapping[str, Any], sha256: str, signature: Signature | None = None) -> Head:
    """What every sheet says about the report as a whole."""
    return Head(
        organisation=full_name(taken["organisation"]["name"]),
        year=taken["year"],
        as_of=date.fromisoformat(taken["as_of"]),
        sha256=sha256,
        signature=signature,
        revises=taken.get("correction", {}).get("number"),
        month=taken.get("month", 0),
    )


def sheets_of(taken: dict[str, Any], sha256: str = "", signature: Signature | None = None) -> list[Cover | Table]:
    """The sheets in their order.  A section that the snapshot does not hold has none.

    `sha256` is the snapshot's digest where it is known already; else it is computed.
    """
    head = head_of(taken, sha256 or digest(taken), signature)
    data = as_drawn(taken["sections"])
    tables = [
        table
        for section in drawn_sections(internal=True)
        if section.name in data
        for table in section.tables(head, data[section.name])
    ]
    before = [correction(head, taken["correction"])] if "correction" in taken else []
    parts = [volumes(head, taken["parts"])] if "parts" in taken else []
    if head.month:
        return [*before, *tables]
    tables = [*before, provenance(head, tables), *tables, *parts]
    return [cover(head), index(tables), *tables]
