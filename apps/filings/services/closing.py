"""Which facts an approved month closes: those of whoever filed, and of what stands below without filing itself."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from apps.closing.models import ClosedMonth
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.organisations.models import Placement
from apps.organisations.tree import ids_on


def closed_by(filings: Iterable[Filing]) -> Iterator[ClosedMonth]:
    """The closed months that belong to these approved filings.  Three queries for each month among them."""
    ordered = sorted(filings, key=lambda filing: filing.when)
    for month, some in groupby(ordered, key=lambda filing: filing.when):
        yield from _closed_in(month, {filing.organisation_id for filing in some})


def _closed_in(month: Month, approved: Collection[int]) -> Iterator[ClosedMonth]:
    on = Placement.objects.on(month.last_day).order_by()
    tops = set(on.filter(organisation__in=approved).values_list("path", flat=True))
    filers = set(Filing.objects.filter(year=month.year, month=month.month).values_list("organisation", flat=True))
    standing = {it: [it] for it in approved}
    standing |= {ids[-1]: ids for path in on.below_paths(tops).values_list("path", flat=True) if (ids := ids_on(path))}
    for organisation, above in standing.items():
        filer = next(it for it in reversed(above) if it in filers)
        if filer in approved:
            yield ClosedMonth(filer_id=filer, organisation_id=organisation, year=month.year, month=month.month)
