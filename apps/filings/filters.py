"""What the list of filings may be narrowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.organisations.kinds import Kind, Sector

#: Groups of organisations that file, by the word in the address.
GROUPS: dict[str, tuple[Promise, dict[str, object]]] = {
    "village": (_("Villages"), {"organisation__sector": Sector.VILLAGE}),
    "community": (_("Communities"), {"organisation__sector": Sector.COMMUNITY}),
    "association": (_("Farmers’ associations"), {"organisation__kind": Kind.ASSOCIATION}),
}


@dataclass(frozen=True, slots=True)
class GridFilter:
    """A year, a month or all of them (0), a group of organisations or all (empty)."""

    year: int
    month: int
    group: str
    years: Sequence[int]
    filings: FilingQuerySet

    @property
    def groups(self) -> list[tuple[str, Promise]]:
        return [(word, title) for word, (title, _condition) in GROUPS.items()]


def grid_filter(data: Mapping[str, str], years: Sequence[int], filings: FilingQuerySet) -> GridFilter:
    """What the address asks for; what makes no sense is ignored."""
    year = _number(data.get("year"), years, years[0])
    month = _number(data.get("month"), range(1, 13), 0)
    group = data.get("group", "")
    if group in GROUPS:
        filings = filings.filter(**GROUPS[group][1])
    else:
        group = ""
    return GridFilter(year, month, group, years, filings.filter(month=month) if month else filings)


def month_asked(data: Mapping[str, str], filings: QuerySet[Filing]) -> QuerySet[Filing]:
    """The filings of the month that the address asks for (``2012-10``); all where it asks for none that exists."""
    year, _dash, month = data.get("month", "").partition("-")
    if year.isascii() and year.isdigit() and month.isascii() and month.isdigit():
        return filings.filter(year=int(year[:4]), month=int(month[:2]))
    return filings


def _number(text: str | None, allowed: Sequence[int], otherwise: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise
    return number if number in allowed else otherwise
