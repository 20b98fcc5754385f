"""What the pages of packages show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.organisations import policy
from apps.organisations.access import require
from apps.organisations.models import Organisation
from apps.organisations.querysets import roles_in_force
from apps.packages.models import Partner, ReceivedReport, Way
from apps.packages.querysets import PartnerQuerySet, rates_of
from apps.reports.labels import RATES
from apps.reports.models import ReportState, YearEndReport


@dataclass(slots=True)
class Line:
    """The report of one organisation that counts, with its three rates; `earlier` are those that it replaced.

    `own`: of this portal's own making.
    """

    report: Any
    code: str
    name: str
    own: bool
    rates: list[dict[str, Any]]
    earlier: list[Any] = field(default_factory=list)


def years_of(user: User) -> list[int]:
    """The years of which something was received, the latest first.  One query."""
    seen = ReceivedReport.objects.visible_to(user)
    return list(seen.order_by("-year").values_list("year", flat=True).distinct())


def lines_of(user: User, year: int) -> list[Line]:
    """The portal's own signed reports of a year, then those received, each organisation's latest.  Two queries."""
    return [*_lines(_own(user, year), own=True), *_lines(_received(user, year), own=False)]


def received_for(user: User, pk: int) -> ReceivedReport:
    """A received report with its snapshot; 404 where `user` may not see it."""
    require(user, "package.view")
    seen = ReceivedReport.objects.visible_to(user).defer(None).filter(pk=pk)
    found: ReceivedReport | None = seen.select_related("organisation", "received_by", "partner").first()
    if found is None:
        raise Http404
    return found


def later_than(user: User, report: ReceivedReport) -> list[ReceivedReport]:
    """The later ones of the same organisation and year, the latest first."""
    same = ReceivedReport.objects.visible_to(user).filter(organisation=report.organisation_id, code=report.code)
    return list(same.filter(year=report.year, number__gt=report.number).order_by("-number"))


def receivers_of(report: YearEndReport) -> PartnerQuerySet:
    """To whom the packages of a report go."""
    partners: PartnerQuerySet = Partner.objects.filter(organisation=report.organisation_id, way=Way.SENDS)
    return partners.current()


def place_of(user: User, action: str) -> Organisation:
    """The organisation for which `user` does `action`: the highest over which a role of theirs allows it."""
    roles = roles_in_force(user).filter(role__in=policy.roles_that_may(action))
    first = roles.select_related("organisation").order_by("organisation__placements__path").first()
    if first is None:
        raise PermissionDenied
    place: Organisation = first.organisation
    return place


def _received(user: User, year: int) -> Iterator[tuple[str, str, Any]]:
    rows = ReceivedReport.objects.visible_to(user).filter(year=year).with_rates().order_by("code", "-number")
    return ((row.code, row.name, row) for row in rows)


def _own(user: User, year: int) -> Iterator[tuple[str, str, Any]]:
    rows = YearEndReport.objects.visible_to(user).filter(year=year, month=0, state=ReportState.SIGNED)
    rows = rows.annotate(rates=rates_of("snapshot")).select_related("organisation", "signed_by")
    return ((row.organisation.code, row.organisation.name, row) for row in rows.order_by("organisation", "-number"))


def _lines(rows: Iterator[tuple[str, str, Any]], *, own: bool) -> list[Line]:
    """Of each organisation the first row counts; those that follow were replaced by it."""
    found: dict[str, Line] = {}
    for code, name, row in rows:
        if code in found:
            found[code].earlier.append(row)
        else:
            rates = [row.rates[rate] | {"label": label} for rate, label in RATES.items()]
            found[code] = Line(row, code, name, own, rates)
    return list(found.values())
