"""The dated link: one thing goes with another from a day to a day, perhaps one at a time.

Its model has `start` and `end`; the two ends are fields of it, each an organisation or a name.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.batches import batches
from apps.core.calendar import today, valid_on
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.tree import ids_on
from apps.registers.register import RecordRegister
from apps.registers.spans import Span, overlaps
from apps.workbooks.keyed_register import Change
from apps.workbooks.register import Changes


@dataclass(frozen=True, slots=True)
class LinkState:
    """How a link stands today."""

    code: str
    title: Promise
    tone: str


IN_FORCE = LinkState("in_force", pgettext_lazy("link", "in force"), "green")
ENDED = LinkState("ended", pgettext_lazy("link", "ended"), "secondary")
TO_COME = LinkState("to_come", pgettext_lazy("link", "to come"), "blue")


class LinkRegister(RecordRegister):
    """A to B during [start, end); with `one_at_a_time` at most one on a day for each value of these fields."""

    lies_ahead: ClassVar[bool] = True
    #: Whether it goes on with whoever takes over where its organisation is dissolved, as it does after a merger.
    outlives: ClassVar[bool] = False
    #: Whether its records pass on before those of other registers, which rest on them.
    passes_first: ClassVar[bool] = False
    states: ClassVar[Sequence[LinkState]] = (IN_FORCE, TO_COME, ENDED)
    #: Of what there is one at a time: ``("led",)``, ``("organisation", "post")``.
    one_at_a_time: ClassVar[tuple[str, ...]] = ()
    overlapping: ClassVar[Promise] = _("Another one is in force at that time.")
    gap: ClassVar[Promise] = _("From %(start)s to %(end)s (not included) there is none.")
    open_gap: ClassVar[Promise] = _("From %(start)s on there is none.")

    @property
    def yearly(self) -> bool:
        return False

    @property
    def fit_together(self) -> bool:
        return bool(self.one_at_a_time)

    def ends(self, what: str) -> Sequence[str]:
        """Whoever writes may do so at both."""
        del what
        return self.codes

    def begins_with(self, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"start": today(), **super().begins_with(asked)}

    def in_year(self, year: int) -> Q:
        """What was in force on a day of the year."""
        return Q(start__lt=date(year + 1, 1, 1)) & (Q(end__isnull=True) | Q(end__gt=date(year, 1, 1)))

    def state_of(self, record: Any) -> LinkState:
        if record.start > today():
            return TO_COME
        return ENDED if record.end is not None and record.end <= today() else IN_FORCE

    def in_state(self, code: str) -> Q:
        of_state = {
            IN_FORCE.code: valid_on(today()),
            ENDED.code: Q(end__lte=today()),
            TO_COME.code: Q(start__gt=today()),
        }
        return of_state[code]

    def beyond(self, day: date) -> Q | None:
        """What lasts on the day, or begins later."""
        return Q(end__isnull=True) | Q(end__gt=day)

    def begun_by(self, on: date) -> Q:
        return Q(start__lte=on)

    def goes_on(self, record: Any) -> None:
        """Change what is not the same of a record that goes on with an heir; called before it is written."""

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        return found if _has_length(record) else {**found, "end": str(_("The end must lie after the start."))}

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """At the start of the later link, or at the end of the one that runs into a link that is there already."""
        for its in self._spans(records).values():
            for one, after in overlaps(its):
                if after.what is not None:
                    yield after.what, "start", str(self.overlapping)
                elif one.what is not None:
                    yield one.what, "end", str(self.overlapping)

    def _spans(self, records: Sequence[Any]) -> Mapping[tuple[Any, ...], list[Span[Any]]]:
        """What is in force by that of which there is one at a time: the records, and what is stored beside them."""
        spans: dict[tuple[Any, ...], list[Span[Any]]] = defaultdict(list)
        if self.one_at_a_time:
            for stored in self._beside(records):
                spans[self._one_of(stored)].append(Span(stored.start, stored.end, None))
            for record in records:
                spans[self._one_of(record)].append(Span(record.start, record.end, record))
        return spans

    def likely_same(self, record: Any) -> RecordQuerySet:
        """Where several may be in force, others between the same that overlap; where not, they are refused."""
        if self.one_at_a_time:
            return self.records().none()
        alike = {line.name: getattr(record, line.name) for line in self.all_lines if line.key and line.name != "start"}
        rows: RecordQuerySet = self.records().counted().filter(**alike).exclude(end__lte=record.start)
        rows = rows.exclude(pk=record.pk)
        return rows.filter(start__lt=record.end) if record.end else rows

    def remarks_on(self, record: Any) -> list[str]:
        """The days before and after it on which there is none.  One query."""
        if record.withdrawn_at is not None or not self.one_at_a_time:
            return []
        others = self._beside([record])
        before = max((it.end for it in others if it.end is not None and it.end <= record.start), default=record.start)
        after = min((it.start for it in others if record.end is not None and it.start >= record.end), default=None)
        closed, found = record.organisation.closed, []
        if before < record.start:
            found.append(self.gap % {"start": before.isoformat(), "end": record.start.isoformat()})
        if record.end is not None and after is None and (closed is None or closed > record.end):
            found.append(self.open_gap % {"start": record.end.isoformat()})
        if after is not None and record.end < after:
            found.append(self.gap % {"start": record.end.isoformat(), "end": after.isoformat()})
        return [str(it) for it in found]

    def write(self, changes: Changes[Change[Any]], by: User | None) -> None:
        """First those that end, so that at no moment two that must not are in force until further notice."""
        changes.updated.sort(key=lambda change: change.record.end is None)
        super().write(changes, by)

    def _one_of(self, record: Any) -> tuple[Any, ...]:
        """Of what there is one at a time, as the record has it."""
        return tuple(getattr(record, self.model._meta.get_field(name).attname) for name in self.one_at_a_time)

    def _beside(self, records: Sequence[Any]) -> list[Any]:
        """The other stored links of which there is one at a time.  A query for a thousand records."""
        written = {record.pk for record in records} - {None}
        found: dict[int, Any] = {}
        for some in batches(sorted({self._one_of(record) for record in records})):
            asked = {
                f"{name}__in": set(values)
                for name, values in zip(self.one_at_a_time, zip(*some, strict=True), strict=True)
            }
            found.update((it.pk, it) for it in self.model._default_manager.counted().filter(**asked))
        return [it for pk, it in sorted(found.items()) if pk not in written]


class SeenBelowToo(RecordRegister):
    """What is kept for an organisation and all below it: those below see it, too."""

    def visible_to(self, user: User) -> RecordQuerySet:
        paths = user_paths(user, self.may("view"))
        above = {organisation for path in paths for organisation in ids_on(path)}
        within = Organisation.objects.below_paths(paths).order_by().values("pk")
        seen: RecordQuerySet = self.records().filter(Q(organisation__in=within) | Q(organisation__in=above))
        return seen


class SeenBelow(SeenBelowToo, LinkRegister):
    """Such things that hold from a day to a day."""


def _has_length(record: Any) -> bool:
    return record.start is None or record.end is None or record.end > record.start
