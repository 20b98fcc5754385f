"""The numbered list of what stands behind an indicator, as an inspection asks for it (佐证材料目录)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, prefetch_related_objects
from django.urls import reverse

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.attachments.models import Attachment
from apps.core.amount import plain
from apps.filings.models import FilingLine
from apps.filings.states import FilingState
from apps.gradings.models import Grading
from apps.gradings.rates import MECHANISM_OF
from apps.gradings.selectors import rates_of
from apps.measures.facts import FactScope as Facts
from apps.organisations.scope import ChosenScope
from apps.plans.models import Indicator
from apps.progress.selectors.records import records_behind
from apps.registers.models import Record
from apps.registers.register import RecordRegister

#: Longer lists are cut, and say so.
MOST = 20_000
#: So many records are asked at once whether they have files.
_AT_ONCE = 5000


@dataclass(slots=True)
class Entry:
    """A record of the list: whose, of which day, what it is, its document number or figure, how many files it has."""

    organisation: str
    day: date | None
    title: str
    said: str
    address: str
    files: int = 0
    number: str = ""


def evidence_of(indicator: Indicator, scope: ChosenScope, facts: Facts, user: User) -> tuple[list[Entry], bool]:
    """What counts for the indicator's official figure and the person may open, numbered; whether more was left out.

    The earliest first: what comes later takes the next number.
    """
    records = records_behind(indicator, scope, facts, user, longest=MOST)
    found = [
        *_activities(records.activities),
        *(_registered(records.register, records.registered) if records.register else ()),
        *_filed(records.lines),
        *(_classes(indicator, scope, facts) if records.classes else ()),
    ]
    found.sort(key=lambda it: (it.day or date.min, it.organisation, it.title))
    for at, entry in enumerate(found, start=1):
        entry.number = f"{indicator.code}-{at:03}"
    return found, records.more and len(found) >= MOST


def _activities(activities: Sequence[Activity]) -> Iterator[Entry]:
    prefetch_related_objects(activities, "hosts")
    files = _files("activities", activities)
    for it in activities:
        hosts = "、".join(sorted(host.name for host in it.hosts.all()))
        address = reverse("activities:detail", args=[it.number])
        yield Entry(hosts, it.date, it.topic, it.number, address, files.get(it.pk, 0))


def _registered(register: RecordRegister, records: Sequence[Record]) -> Iterator[Entry]:
    """Records about persons are named by their register alone: lists of them go from hand to hand."""
    files = _files(register.name, records)
    for it in records:
        title = str(it) if register.exchanged else str(register.record_title)
        said = str(getattr(it, "document_number", "") or getattr(it, "number", "")) if register.exchanged else ""
        address = reverse("registers:detail", args=[register.name, it.pk])
        yield Entry(it.organisation.name, getattr(it, it.DATED), title, said, address, files.get(it.pk, 0))


def _filed(lines: Iterable[FilingLine]) -> Iterator[Entry]:
    for line in lines:
        filing = line.filing
        if filing.state == FilingState.APPROVED and line.numerator is not None:
            said = plain(line.numerator) + (f"/{plain(line.denominator)}" if line.denominator is not None else "")
            month = f"{filing.year}-{filing.month:02}"
            address = reverse("filings:detail", args=[filing.organisation.code, filing.year, filing.month])
            yield Entry(filing.organisation.name, date(filing.year, filing.month, 1), month, said, address)


def _classes(indicator: Indicator, scope: ChosenScope, facts: Facts) -> Iterator[Entry]:
    """The classes of those that were upgraded or converted."""
    code = next(code for code, mechanism in MECHANISM_OF.items() if mechanism == indicator.mechanism)
    upgraded = rates_of(scope.organisation, facts.year, facts.as_of)[code].upgraded
    gradings = Grading.objects.filter(year=facts.year, organisation__code__in=upgraded).select_related("organisation")
    for it in gradings:
        title = f"{it.get_start_class_display()} → {it.get_end_class_display()}"
        address = f"{reverse('gradings:classes')}?year={facts.year}"
        yield Entry(it.organisation.name, it.confirmed_on, title, it.document_number, address)


def _files(kind: str, records: Sequence[Activity] | Sequence[Record]) -> dict[int, int]:
    """How many files each record has."""
    found: dict[int, int] = {}
    ids = [it.pk for it in records]
    for start in range(0, len(ids), _AT_ONCE):
        present = Attachment.objects.present().filter(kind=kind, record__in=ids[start : start + _AT_ONCE]).order_by()
        found |= dict(present.values_list("record").annotate(Count("pk")))
    return found
