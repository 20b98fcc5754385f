"""The townships of a district: each is a part of the district's report, made by itself."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from apps.core.calendar import valid_on
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.organisations.tree import SEGMENT_WIDTH


class Township(NamedTuple):
    """A committee directly below the district, with its place in the tree of the day."""

    pk: int
    code: str
    name: str
    path: str


def townships_of(organisation: Organisation, day: date) -> Sequence[Township]:
    """The committees directly below that belong to no field of their own, by code.  One query.

    A committee of a village or an enterprise belongs to a field: its report is that of any other organisation.
    """
    below = Organisation.objects.filter(
        valid_on(day, "placements__"), placements__parent=organisation, kind=Kind.COMMITTEE, sector=""
    )
    rows = below.order_by().values_list("pk", "code", "name", "placements__path")
    return [Township(*row) for row in sorted(rows, key=lambda row: row[1])]


def district_path(township: Township) -> str:
    """The place of the district itself."""
    return township.path[:-SEGMENT_WIDTH]
