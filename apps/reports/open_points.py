"""What is open in a report that is going to be signed: said on the page, and kept with the signature."""

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import today
from apps.filings.models import Filing
from apps.filings.states import EDITABLE, FilingState
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.reports.models import YearEndReport

LABELS: dict[str, Promise] = {
    "unfiled": _("Months due and not filed"),
    "unreviewed": _("Months filed and not reviewed"),
    "draft_classes": _("Classes not confirmed"),
    "without_data": _("Indicators without data"),
    "without_comment": _("Indicators not reached about which nobody has said anything"),
}


def open_points_of(report: YearEndReport) -> dict[str, int]:
    """How much of each kind is open, the kinds of which there is nothing left out.  Four queries."""
    within = Organisation.objects.subtree_of(report.organisation, report.as_of).values("pk")
    until = Q(month__lte=report.as_of.month) if report.as_of.year == report.year else Q()
    if report.month:
        until = Q(month=report.month)
    months = Filing.objects.filter(until, organisation__in=within, year=report.year)
    drafts = Q(start_confirmed=False) | (Q(confirmed_on__isnull=True) & ~Q(end_class=""))
    found = {
        "unfiled": months.filter(state__in=EDITABLE, due_on__lte=today()).count(),
        "unreviewed": months.filter(state=FilingState.SUBMITTED).count(),
        "draft_classes": 0
        if report.month
        else Grading.objects.filter(drafts, organisation__in=within, year=report.year).count(),
        "without_data": _without_data(report),
        "without_comment": _without_comment(report),
    }
    return {kind: count for kind, count in found.items() if count}


def named(points: dict[str, int]) -> list[tuple[Promise, int]]:
    """Open points as people read them."""
    return [(label, points[kind]) for kind, label in LABELS.items() if kind in points]


def _without_data(report: YearEndReport) -> int:
    """How many indicators of the snapshot have no figure."""
    sections = report.taken.get("sections", {})
    data = sections.get("month_indicators" if report.month else "indicators", {})
    at = data["fields"].index("numerator") if data else 0
    return sum(row[at] is None for row in data.get("indicators", ()))


def _without_comment(report: YearEndReport) -> int:
    """About how many indicators of the snapshot that are not reached their owners said nothing."""
    data = report.taken.get("sections", {}).get("comments", {})
    return sum(not text for *_told, text in data.get("indicators", ()))
