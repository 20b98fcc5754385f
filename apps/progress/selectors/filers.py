"""The filings behind a filed figure."""

from datetime import date

from apps.filings.models import FilingLine
from apps.filings.states import State
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.plans.models import Indicator
from apps.progress.filed import last_month


def filings_behind(
    indicator: Indicator, organisation: Organisation, year: int, as_of: date, visible: OrganisationQuerySet
) -> "list[FilingLine]":
    """The approved and submitted lines of the subtree, by organisation and month, as far as they are `visible`."""
    scope = Organisation.objects.subtree_of(organisation, as_of)
    lines = FilingLine.objects.filter(
        indicator=indicator,
        filing__year=year,
        filing__month__lte=last_month(year, as_of),
        filing__state__in=(State.APPROVED, State.SUBMITTED),
        filing__organisation__in=scope.filter(pk__in=visible.values("pk")),
    )
    return list(lines.select_related("filing__organisation").order_by("filing__organisation__code", "filing__month"))
