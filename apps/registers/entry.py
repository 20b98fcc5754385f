"""What happens where a record of a register is entered, changed, imported or withdrawn."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext

from apps.accounts.models import User
from apps.organisations.recorded import RecordQuerySet
from apps.registers.described import DescribedRegister
from apps.registers.lines import Line
from apps.registers.models import Record
from apps.workbooks.keyed_register import Change
from apps.workbooks.register import Changes


class AtEntry(DescribedRegister):
    """What a form asks, what follows from that, what is refused and what is pointed out.

    In this order: `begins_with` and `form_lines` make the form, `complete` fills in, `errors_of` and `conflicts` refuse
    on pages, in workbooks and over the API, `entry_errors` and `entry_remarks` look at what people enter by hand, and
    `written` does what follows.
    """

    #: Whether a record may be dated on a day that has not come yet.
    lies_ahead: ClassVar[bool] = False

    @property
    def fit_together(self) -> bool:
        """Whether the records of an organisation must fit together: nobody else writes one while one is written."""
        return False

    def form_lines(self, record: Record | None) -> Iterator[Line]:
        """The lines that a form shows for a record, or for a new one."""
        del record
        yield from self.all_lines

    @property
    def decided(self) -> frozenset[str]:
        """The fields that only those enter who decide."""
        return frozenset()

    def right_to_change(self, record: Record) -> str:
        """What somebody must be allowed to do with the record to change or withdraw it."""
        del record
        return "record"

    def begins_with(self, asked: Mapping[str, str]) -> dict[str, Any]:
        """What the form for a new record shows, as the address asks."""
        return {line.name: asked[line.name] for line in self.all_lines if line.name in asked}

    def kind_asked(self, asked: Mapping[str, str]) -> str:
        """The kind of the record that a form has got so far; empty where that is open."""
        said = {name: asked[name] for name in (self.kind, self.titled) if asked.get(name)}
        draft = self.model(**said)
        self.complete(draft)
        return str(getattr(draft, self.kind)) if said and self.kind else ""

    def complete(self, record: Record) -> None:
        """Fill in what follows from what was entered; called before a record is checked and written."""

    def errors_of(self, record: Record, on: date) -> dict[str, str]:
        """What is wrong with a record beyond its fields, by field; `on` is today."""
        day: date | None = None if self.lies_ahead else getattr(record, self.model.DATED)
        return {self.model.DATED: gettext("This day has not come yet.")} if day is not None and day > on else {}

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """What keeps these records from being written, beside each other and what is stored: whose, the field, why.

        Asks the database, however many they are in a fixed number of queries.
        """
        del records
        yield from ()

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """What is wrong with what people enter, each record with these fields `changed`; for each, by field.

        Workbooks are not asked: they bring what was.  A fixed number of queries for all of them.
        """
        del changed
        return [{} for _record in records]

    def entry_remarks(self, records: Sequence[Any], changed: Collection[str], by: User | None) -> list[list[str]]:
        """What `by` should know before these records are entered so, right as that may be; for each.  As above."""
        del changed, by
        return [[] for _record in records]

    def likely_same(self, record: Record) -> RecordQuerySet:
        """Other records that look like the same thing: equal in what tells one from another."""
        alike = {line.name: getattr(record, line.name) for line in self.all_lines if line.key}
        found: RecordQuerySet = self.records().counted().filter(**alike)
        return found.exclude(pk=record.pk)

    def before_withdrawal(self, record: Any) -> str:
        """What else a withdrawal of the record does, said before it; by itself nothing."""
        del record
        return ""

    def written(self, records: Sequence[Any]) -> None:
        """What follows from records that were written, in their transaction."""

    def write(self, changes: Changes[Change[Any]], by: User | None) -> None:
        super().write(changes, by)
        self.written([change.record for change in (*changes.created, *changes.updated)])
