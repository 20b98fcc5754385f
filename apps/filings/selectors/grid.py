"""Village × month: who has filed what, who is late, and the discipline rates."""

from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any

from django.db.models import Count

from apps.accounts.models import User
from apps.filings.discipline import Discipline, Filed, discipline
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.querysets import FilingQuerySet
from apps.filings.states import FilingStanding, FilingState, standing_of
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of an organisation; `standing` None: nothing is asked for this month."""

    month: Month
    standing: FilingStanding | None
    late: bool = False
    on_behalf: bool = False
    extended: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """An organisation and its twelve months."""

    organisation: Organisation
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The filings that are late, the oldest first, how many wait for review, and how many were given more time."""

    late: list[Filing]
    for_review: int
    extended: int


def filing_states(organisation: Organisation, year: int, on: date) -> list[GridRow]:
    """The organisations at and below `organisation` that file in `year`, villages first, with twelve cells each.

    Three queries.
    """
    within = Organisation.objects.subtree_of(organisation, on)
    return grid_of(Filing.objects.filter(organisation__in=within), year, on)


def grid_of(filings: FilingQuerySet, year: int, on: date) -> list[GridRow]:
    """The grid of the filings in `filings`.  One query for them, one for their organisations."""
    rows: dict[int, dict[int, Cell]] = {}
    for filing in filings.filter(year=year).order_by():
        started = filing.saved_at is not None
        standing = standing_of(filing.state, filing.deadline, on, started=started)
        cell = Cell(filing.when, standing, filing.was_late, filing.entered_on_behalf, filing.is_extended)
        rows.setdefault(filing.organisation_id, {})[filing.month] = cell
    organisations = sorted(Organisation.objects.filter(pk__in=rows), key=lambda it: official_order(it.sector, it.code))
    return [GridRow(it, [_cell(rows[it.pk], Month(year, month), on) for month in range(1, 13)]) for it in organisations]


def _cell(cells: dict[int, Cell], month: Month, on: date) -> Cell:
    there = cells.get(month.month)
    if there is not None:
        return there
    return Cell(month, FilingStanding.NOT_DUE if month.next.first_day > on else None)


def late_filings(organisation: Organisation, on: date) -> list[Filing]:
    """Never submitted though due before `on`, at and below `organisation`, the oldest first.  Two queries."""
    within = Organisation.objects.subtree_of(organisation, on)
    return late_of(Filing.objects.filter(organisation__in=within), on)


def late_of(filings: FilingQuerySet, on: date) -> list[Filing]:
    """The overdue among `filings`, the oldest first, with their organisations.  One query."""
    return sorted(filings.overdue(on).select_related("organisation"), key=_in_order)


def extended_of(filings: FilingQuerySet, on: date) -> list[Filing]:
    """Past their due date and not submitted, but given more time, the oldest first.  One query."""
    running = filings.filter(due_on__lt=on, extended_to__gte=on, first_submitted_on__isnull=True)
    return sorted(running.select_related("organisation"), key=_in_order)


def waiting_in(filings: FilingQuerySet, on: date) -> Waiting:
    """For whom somebody waits among `filings`; the late with their organisations.  One query."""
    found = list(filings.unsubmitted_or_submitted(on).select_related("organisation").order_by())
    late = [it for it in found if it.state != FilingState.SUBMITTED and it.deadline < on]
    for_review = sum(filing.state == FilingState.SUBMITTED for filing in found)
    extended = len(found) - len(late) - for_review
    return Waiting(sorted(late, key=_in_order), for_review, extended)


def _in_order(filing: Filing) -> tuple[Any, ...]:
    return filing.when, official_order(filing.organisation.sector, filing.organisation.code)


def discipline_of(organisation: Organisation, year: int, on: date) -> Discipline:
    """On-time and complete rate of the year's filings at and below `organisation` on a day.  Two queries."""
    within = Organisation.objects.subtree_of(organisation, on)
    return discipline_in(Filing.objects.filter(organisation__in=within), year, on)


def discipline_in(filings: FilingQuerySet, year: int, on: date) -> Discipline:
    """The discipline of the year's filings among `filings`.  One query.

    Most of them share their days with others: they are counted in the database.
    """
    columns = ("due_on", "extended_to", "first_submitted_on", "approved_on")
    rows = filings.filter(year=year).order_by().values_list(*columns).annotate(Count("pk"))
    filed = (
        repeat(Filed(due, extended or due, first, approved), number) for due, extended, first, approved, number in rows
    )
    return discipline(chain.from_iterable(filed), on)


def overseen_by(user: User) -> FilingQuerySet:
    """The filings over which `user` watches: not only their own organisation's."""
    return Filing.objects.all().visible_to(user, "filing.oversee")


def years_of(filings: FilingQuerySet) -> list[int]:
    """The years in which there are filings, the latest first.  One query."""
    return list(filings.order_by("-year").values_list("year", flat=True).distinct())


def waiting_for_the_village(filings: FilingQuerySet) -> list[Filing]:
    """Returned and not submitted again, the oldest first.  One query."""
    returned = filings.filter(state=FilingState.RETURNED).select_related("organisation")
    return list(returned.order_by("due_on", "organisation__code"))
