"""The numbered list of what stands behind an indicator, as an inspection asks for it (佐证材料目录)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import Count, prefetch_related_objects
from django.urls import reverse

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.selectors import holder_of as holder_of_activity
from apps.attachments.holders import Holder
from apps.attachments.models import Attachment
from apps.core.amount import plain
from apps.filings.models import FilingLine
from apps.gradings.models import Grading
from apps.gradings.rates import MECHANISM_OF
from apps.gradings.selectors import rates_of
from apps.measures.facts import FactScope as Facts
from apps.organisations.scope import ChosenScope
from apps.plans.models import Indicator
from apps.plans.natures import Source
from apps.progress.selectors.records import rows_behind
from apps.registers.models import Record
from apps.registers.register import RecordRegister
from apps.registers.selectors import holder_of

#: So many records are read at once.
_AT_ONCE = 1000


@dataclass(slots=True)
class EvidenceItem:
    """A record of the list: whose, of which day, what it is, its document number or figure, how many files it has.

    `holder` is asked for its files; what keeps none has none.
    """

    organisation: str
    day: date | None
    title: str
    said: str
    address: str
    files: int = 0
    number: str = ""
    holder: Callable[[], Holder] | None = None


class Evidence:
    """The entries of an indicator, the earliest first, as a sequence of which only what is asked for is read.

    What comes later takes the next number.
    """

    def __init__(self, code: str, rows: Any, entries: Callable[[Sequence[Any]], Iterable[EvidenceItem]]) -> None:
        self._code, self._rows, self._entries = code, rows, entries

    @cached_property
    def _count(self) -> int:
        return 0 if self._rows is None else int(self._rows.count())

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[EvidenceItem]:
        if self._rows is None:
            return []
        entries = list(self._entries(list(self._rows[part])))
        for at, entry in enumerate(entries, start=(part.start or 0) + 1):
            entry.number = f"{self._code}-{at:03}"
        return entries

    def __iter__(self) -> Iterator[EvidenceItem]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


def evidence_of(indicator: Indicator, scope: ChosenScope, facts: Facts, user: User) -> Evidence:
    """What counts for the indicator's official figure and the person may open."""
    if indicator.mechanism in MECHANISM_OF.values():
        rows = _upgraded(indicator, scope, facts) if scope.may("rate.view") else None
        return Evidence(indicator.code, rows, _classes)
    register, rows = rows_behind(indicator, scope, facts, user)
    if register is not None:
        return Evidence(indicator.code, rows, partial(_registered, register))
    return Evidence(indicator.code, rows, _filed if indicator.source == Source.FILED else _activities)


def _activities(activities: Sequence[Activity]) -> Iterator[EvidenceItem]:
    prefetch_related_objects(activities, "hosts")
    files = _files("activities", activities)
    for it in activities:
        hosts = "、".join(sorted(host.name for host in it.hosts.all()))
        address = reverse("activities:detail", args=[it.number])
        holder = partial(holder_of_activity, it)
        yield EvidenceItem(hosts, it.date, it.topic, it.number, address, files.get(it.pk, 0), holder=holder)


def _registered(register: RecordRegister, records: Sequence[Record]) -> Iterator[EvidenceItem]:
    """Records about persons are named by their register alone: lists of them go from hand to hand."""
    files = _files(register.name, records)
    for it in records:
        title = str(it) if register.exchanged else str(register.record_title)
        said = str(getattr(it, "document_number", "") or getattr(it, "number", "")) if register.exchanged else ""
        address = reverse("registers:detail", args=[register.name, it.pk])
        holder = partial(holder_of, register, it) if register.exchanged else None
        day, number = getattr(it, it.DATED), files.get(it.pk, 0)
        yield EvidenceItem(it.organisation.name, day, title, said, address, number, holder=holder)


def _filed(lines: Sequence[FilingLine]) -> Iterator[EvidenceItem]:
    for line in lines:
        filing = line.filing
        said = plain(line.numerator or 0) + (f"/{plain(line.denominator)}" if line.denominator is not None else "")
        month = f"{filing.year}-{filing.month:02}"
        address = reverse("filings:detail", args=[filing.organisation.code, filing.year, filing.month])
        yield EvidenceItem(filing.organisation.name, date(filing.year, filing.month, 1), month, said, address)


def _upgraded(indicator: Indicator, scope: ChosenScope, facts: Facts) -> Any:
    """The classes of those that were upgraded or converted."""
    code = next(code for code, mechanism in MECHANISM_OF.items() if mechanism == indicator.mechanism)
    upgraded = rates_of(scope.organisation, facts.year, facts.as_of)[code].upgraded
    found = Grading.objects.filter(year=facts.year, organisation__code__in=upgraded)
    return found.select_related("organisation").order_by("confirmed_on", "pk")


def _classes(gradings: Sequence[Grading]) -> Iterator[EvidenceItem]:
    for it in gradings:
        title = f"{it.get_start_class_display()} → {it.get_end_class_display()}"
        address = f"{reverse('gradings:classes')}?year={it.year}"
        yield EvidenceItem(it.organisation.name, it.confirmed_on, title, it.document_number, address)


def _files(kind: str, records: Sequence[Activity] | Sequence[Record]) -> dict[int, int]:
    """How many files each record has.  One query."""
    present = Attachment.objects.present().filter(kind=kind, record__in=[it.pk for it in records]).order_by()
    return dict(present.values_list("record").annotate(Count("pk")))
