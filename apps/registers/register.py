"""How a register (台账) is declared: once, for pages, Excel, API, scope and access.

A register is a subclass of `RecordRegister` (facts with a day) or `CaseRegister` (what moves through steps), in the
module `register` of its app, decorated with `registers.registry.declare`.  What its shape gives it may override.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.audit.services import Act
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.scoped_register import ScopedRegister
from apps.registers.lines import Line, column_of, shown
from apps.registers.measures import Measure
from apps.registers.models import Case, Record
from apps.registers.querysets import RecordQuerySet
from apps.registers.steps import Step, open_cases
from apps.registers.workbook import RecordComparison, organisation_columns
from apps.workbooks.columns import Column
from apps.workbooks.keyed_register import Comparison

READERS = frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.LEADER, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})
RECORDERS = frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})
DECIDERS = frozenset({Role.STAFF})
#: What the township keeps and everybody reads.
KEPT_BY_STAFF: Mapping[str, frozenset[Role]] = {"view": READERS, "record": frozenset({Role.STAFF})}


class RecordRegister(ScopedRegister[Record]):
    """A register of facts about organisations, each on a day or from a day to a day.

    `name` leads addresses and commands, `record_name` the codes of actions (``honour.view``, ``honour.record``).
    `roles` says who may do what: view, record, and decide (the steps that say so).
    """

    title: ClassVar[Promise]
    model: ClassVar[type[Record]]
    comparison: ClassVar[type[Comparison[Any]]] = RecordComparison
    codes: ClassVar[Sequence[str]] = ("organisation",)
    record_name: ClassVar[str]
    #: What one record is called.
    record_title: ClassVar[Promise]
    explained: ClassVar[str | Promise] = ""
    icon: ClassVar[str] = "list-details"
    #: The headings of the organisation's code and name in workbooks.
    organisation_headings: ClassVar[tuple[str, str]] = ("组织编码", "组织名称")
    organisation_label: ClassVar[Promise] = _("Organisation")
    lines: ClassVar[Sequence[Line]]
    detail_template: ClassVar[str] = "registers/detail.html"
    #: Whether a record may be dated on a day that has not come yet.
    lies_ahead: ClassVar[bool] = False
    #: The line that names a record.
    titled: ClassVar[str]
    #: Whether its records of the year are a sheet of the year-end report.
    reported: ClassVar[bool] = True
    #: The field that tells one kind of record from another, for its measures.
    kind: ClassVar[str] = ""
    #: What its records decide of the plan's indicators.
    measures: ClassVar[Sequence[Measure]] = ()
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {"view": READERS, "record": RECORDERS, "decide": DECIDERS}

    @cached_property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return self.columns_now()

    def columns_now(self) -> Sequence[Column]:
        """The organisation with its name, then a column for each line."""
        lines = (column_of(line, self.model_field(line)) for line in self.lines)
        return (*organisation_columns(self.organisation_headings), *lines)

    @property
    def imported(self) -> str:  # type: ignore[override]
        return f"{self.record_name}.imported"

    @property
    def yearly(self) -> bool:
        return True

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        records = self.records().counted().of(Organisation.objects.below_paths(paths))
        return self.rows_of(records if year is None else records.filter(self.in_year(year)))

    @property
    def view_action(self) -> str:  # type: ignore[override]
        return self.may("view")

    @property
    def action(self) -> str:  # type: ignore[override]
        return self.may("record")

    def may(self, what: str) -> str:
        """The name of the action in the table of permissions."""
        return f"{self.record_name}.{what}"

    @property
    def address(self) -> str:
        """The list."""
        return reverse("registers:list", args=[self.name])

    def address_of(self, record: Record) -> str:
        return reverse("registers:detail", args=[self.name, record.pk])

    def model_field(self, line: Line) -> "models.Field[Any, Any]":
        found: models.Field[Any, Any] = self.model._meta.get_field(line.name)  # type: ignore[assignment]
        return found

    @cached_property
    def listed(self) -> list[tuple[Line, "models.Field[Any, Any]"]]:
        """The columns of the list."""
        return [(line, self.model_field(line)) for line in self.lines if line.listed]

    def form_lines(self, record: Record | None) -> Iterator[Line]:
        """The lines that a form shows for a record, or for a new one."""
        del record
        yield from self.lines

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
        del asked
        return {}

    def records(self) -> RecordQuerySet:
        """All records with their organisations at hand, the newest first."""
        dated = models.F(self.model.DATED).desc(nulls_last=True)
        rows: RecordQuerySet = self.model._default_manager.select_related("organisation").order_by(dated, "-pk")
        return rows

    def visible_to(self, user: User) -> RecordQuerySet:
        """Everything that `user` may see, withdrawn ones too.  One query for the scope."""
        return self.records().visible_to(user, self.may("view"))

    def in_year(self, year: int) -> Q:
        """The records that belong to a year."""
        return Q(**{f"{self.model.DATED}__year": year})

    def to_report(self, on: date) -> Q:
        """Which records of the year the report of a day tells of."""
        return Q(**{f"{self.model.DATED}__lte": on})

    def last_year(self) -> int:
        """The latest year of which there may be records."""
        return today().year

    def waiting(self) -> Q:
        """The records with which something is still to be done; by itself none."""
        return Q(pk__in=[])

    def title_of(self, record: Record) -> str:
        return shown(record, self.model._meta.get_field(self.titled)) or str(self.record_title)  # type: ignore[arg-type]

    def act(self, what: str, record: Record, **facts: Any) -> Act:
        """What happened to a record, for the audit log."""
        target = f"{record.organisation.code} {self.title_of(record)}"
        return Act(self.may(what), target[:200], record.organisation.code, **facts)

    def complete(self, record: Record) -> None:
        """Fill in what follows from what was entered; called before a record is checked and written."""

    def errors_of(self, record: Record, on: date) -> dict[str, str]:
        """What is wrong with a record beyond its fields, by field; `on` is today."""
        day: date | None = None if self.lies_ahead else getattr(record, self.model.DATED)
        return {self.model.DATED: gettext("This day has not come yet.")} if day is not None and day > on else {}

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """What is wrong with what people enter, each record with these fields `changed`; for each, by field.

        Workbooks are not asked: they bring what was.  A fixed number of queries for all of them.
        """
        del changed
        return [{} for _record in records]

    def remarks(self, records: Sequence[Any], changed: Collection[str], by: User | None) -> list[list[str]]:
        """What `by` should know before these records are entered so, right as that may be; for each.  As above."""
        del changed, by
        return [[] for _record in records]

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """What the page of a record says above all else, or without one the list."""
        del user, record
        return ()

    def likely_same(self, record: Record) -> RecordQuerySet:
        """Other records that look like the same thing: equal in what tells one from another."""
        alike = {line.name: getattr(record, line.name) for line in self.lines if line.key}
        found: RecordQuerySet = self.records().counted().filter(organisation=record.organisation_id, **alike)
        return found.exclude(pk=record.pk)


class CaseRegister(RecordRegister):
    """A register of cases that move through the steps of their model."""

    model: ClassVar[type[Case]]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.model.STEPS

    def form_lines(self, record: Record | None) -> Iterator[Line]:
        """A new case may have taken steps already; of a known one the days of its steps can be corrected."""
        by_day = {step.on: step for step in self.steps}
        for line in self.lines:
            step = by_day.get(line.name)
            taken = record is not None and getattr(record, line.name) is not None
            if step is None or taken or (record is None and not step.needs_reason):
                yield line

    @property
    def decided(self) -> frozenset[str]:
        """The days of the steps that are decided, with what is asked together with them."""
        return frozenset(name for step in self.steps if step.action == "decide" for name in (step.on, *step.asks))

    def right_to_change(self, record: Any) -> str:
        """What has been decided about is changed only by those who decide."""
        deciding = (step for step in self.steps if step.action == "decide")
        return "decide" if any(getattr(record, step.on) is not None for step in deciding) else "record"

    def waiting(self) -> Q:
        return open_cases(self.steps)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        """Besides: the days of the steps are in their order, and the first of them is there."""
        taken = [(step.on, day) for step in self.steps if (day := getattr(record, step.on)) is not None]
        if not taken:
            return {self.model.DATED: gettext("Enter the day.")}
        found = {name: gettext("This day has not come yet.") for name, day in taken if day > on}
        for (_name, earlier), (name, later) in pairwise(taken):
            if later < earlier:
                found[name] = gettext("Before the step before it, which was on %(day)s.") % {"day": earlier.isoformat()}
        return found
