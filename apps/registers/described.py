"""What a register says of itself: its lines, whose its records are, who sees them, how pages and log name them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.audit.services import Act
from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.scoped_register import ScopedRegister
from apps.registers.deadlines import Deadline, Punctuality
from apps.registers.lines import Line, columns_of, is_organisation, shown
from apps.registers.measures import Glance
from apps.registers.models import Record
from apps.registers.workbook import RecordComparison
from apps.workbooks.columns import Column
from apps.workbooks.keyed_register import Comparison


class DescribedRegister(ScopedRegister[Record]):
    """What pages, lists, workbooks and the API read of a register; `register.RecordRegister` is the whole of one."""

    title: ClassVar[Promise]
    #: A `Record`, or another `Recorded` that has an `organisation`.
    model: ClassVar[type[Any]]
    comparison: ClassVar[type[Comparison[Any]]] = RecordComparison
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
    #: The line that names a record.
    titled: ClassVar[str]
    #: Values of fields that make a record one for those who decide and for whoever recorded it; figures count it, and
    #: it leaves the portal in their hands alone.
    confidential: ClassVar[Mapping[str, Collection[str]]] = {}
    #: By which day something is to be done, and on which it was: list, page, filter and workbook say whether in time.
    deadline: ClassVar[Deadline | None] = None
    #: The field that tells one kind of record from another, for its measures.
    kind: ClassVar[str] = ""
    #: What it tells of an organisation on a page that shows all of it; by itself nothing.
    glance: ClassVar[Glance | None] = None
    #: What one can be, each with `code`, `title` and `tone`: a filter, and a mark beside each in the list.
    states: ClassVar[Sequence[Any]] = ()
    #: Further pages about its records: what each is called, and the name of its address.
    beside: ClassVar[Sequence[tuple[Promise, str]]] = ()
    #: Whether its records are rules that the township keeps: they stand among the settings of the year.
    settles: ClassVar[bool] = False
    #: Whether other systems read its records over the API.
    exchanged: ClassVar[bool] = True
    #: Whether it is about single people: what is typed stays in no browser, and what is searched for in no log.
    is_private: ClassVar[bool] = False
    #: What else the audit log tells of the records, by the end of its code.
    further_acts: ClassVar[Mapping[str, Promise]] = {}
    #: And what only earlier versions wrote.
    former_acts: ClassVar[Mapping[str, Promise]] = {}

    @cached_property
    def all_lines(self) -> Sequence[Line]:
        """Its lines, before them that of the organisation where it is none of them."""
        code, name = self.organisation_headings
        own = Line(self.own, code, key=True, named=name)
        return self.lines if self.own in {line.name for line in self.lines} else (own, *self.lines)

    @property
    def own_line(self) -> Line:
        """The line of the organisation to which a record belongs."""
        return next(line for line in self.all_lines if line.name == self.own)

    @cached_property
    def codes(self) -> Sequence[str]:  # type: ignore[override]
        """The lines that are organisations."""
        return tuple(line.name for line in self.all_lines if is_organisation(self.model_field(line)))

    @cached_property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return self.columns_now()

    def columns_now(self) -> Sequence[Column]:
        """The columns of each line, and whether something was done in time."""
        lines = (column for line in self.all_lines for column in columns_of(line, self.model_field(line)))
        told = (Column("时限情况", "in_time", is_told=True),) if self.deadline else ()
        return (*lines, *told)

    @property
    def imported(self) -> str:  # type: ignore[override]
        return f"{self.record_name}.imported"

    @property
    def yearly(self) -> bool:
        return True

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        records = self.records().counted().exclude(self.is_confidential()).of(Organisation.objects.below_paths(paths))
        return self.rows_of(records if year is None else records.filter(self.in_year(year)))

    def rows_of(self, records: Any) -> Iterator[Sequence[Any]]:
        return super().rows_of(records.annotate(in_time=self.deadline.word(today())) if self.deadline else records)

    def punctuality_of(self, record: Record) -> Punctuality | None:
        """Whether it was done in time, where the register asks."""
        return self.deadline.of(record, today()) if self.deadline else None

    @property
    def view_action(self) -> str:  # type: ignore[override]
        return self.may("view")

    @property
    def action(self) -> str:  # type: ignore[override]
        return self.may("record")

    def may(self, what: str) -> str:
        """The name of the action in the table of permissions."""
        return f"{self.record_name}.{what}"

    def ends(self, what: str) -> Sequence[str]:
        """The organisations of a record (their fields) over which somebody must be allowed to do `what`."""
        del what
        return (self.own,)

    def action_over(self, column: str) -> str:
        """Whoever writes may do this on the organisation of a column: record there or, where none asks it, see it."""
        return self.may("record" if column in self.ends("record") else "view")

    def in_hands_of(self, where: Mapping[str, Any]) -> Q:
        """The records with which somebody may do one of these things, each of them on these organisations."""
        found = Q(pk__in=[])
        for what, organisations in where.items():
            within = organisations.order_by().values("pk")
            found |= Q(**{f"{end}__in": within for end in self.ends(what)})
        return found

    def allows(self, user: User, record: Any, what: str) -> bool:
        """Whether `user` may do `what` where the record belongs.  One query."""
        ids = {getattr(record, f"{end}_id") for end in self.ends(what)}
        return Organisation.objects.visible_to(user, self.may(what)).filter(pk__in=ids).count() == len(ids)

    @property
    def address(self) -> str:
        """The list."""
        return reverse("registers:list", args=[self.name])

    def address_of(self, record: Record) -> str:
        return reverse("registers:detail", args=[self.name, record.pk])

    def model_field(self, line: Line) -> "models.Field[Any, Any]":
        found: models.Field[Any, Any] = self.model._meta.get_field(line.name)
        return found

    def label_of(self, line: Line) -> str:
        """What a line is called on pages."""
        is_own = line.name == self.own and line not in self.lines
        return str(self.organisation_label if is_own else capfirst(str(self.model_field(line).verbose_name)))

    @cached_property
    def listed(self) -> Sequence[Line]:
        """The columns of the list; the organisation comes last where it is no line of its own."""
        others = (line for line in self.all_lines if line not in self.lines)
        return (*(line for line in self.lines if line.listed), *others)

    def records(self) -> RecordQuerySet:
        """All records with their organisations at hand, the newest first."""
        dated = models.F(self.model.DATED).desc(nulls_last=True)
        rows: RecordQuerySet = self.model._default_manager.select_related(*self.model.ENDS).order_by(dated, "-pk")
        return rows

    def visible_to(self, user: User) -> RecordQuerySet:
        """Everything that `user` may see, withdrawn ones too.  One query for the scope."""
        seen = self.records().of(Organisation.objects.visible_to(user, self.may("view")))
        if not self.confidential:
            return seen
        known = ~self.is_confidential() | Q(organisation__in=self.deciding(user)) | Q(recorded_by=user)
        visible: RecordQuerySet = seen.filter(known)
        return visible

    def is_confidential(self) -> Q:
        """The records that not everybody sees who sees the organisation; without such values no condition."""
        found = Q()
        for name, values in self.confidential.items():
            found |= Q(**{f"{name}__in": values})
        return found

    def deciding(self, user: User) -> Any:
        """The organisations on which `user` decides, as a subquery."""
        return Organisation.objects.visible_to(user, self.may("decide")).order_by().values("pk")

    def in_year(self, year: int) -> Q:
        """The records that belong to a year."""
        return Q(**{f"{self.model.DATED}__year": year})

    def last_year(self) -> int:
        """The latest year of which there may be records."""
        return today().year

    def title_of(self, record: Record) -> str:
        return shown(record, self.model._meta.get_field(self.titled)) or str(self.record_title)

    def subject(self, record: Record) -> str:
        """How the audit log names the record."""
        codes = [getattr(record, end).code for end in record.ENDS]
        return " → ".join(codes) if len(codes) > 1 else f"{codes[0]} {self.title_of(record)}"

    def act(self, what: str, record: Record, **facts: Any) -> Act:
        """What happened to a record, for the audit log."""
        return Act(self.may(what), self.subject(record)[:200], record.organisation.code, **facts)

    def remarks_on(self, record: Any) -> list[str]:
        """What is to be noticed about a record: told on its page, refused nowhere.  May ask the database."""
        del record
        return []

    def state_of(self, record: Any) -> Any:
        """Which of the `states` a record is in; None for none of them."""
        del record
        return None

    def in_state(self, code: str) -> Q:
        """The records in a state; where a register has no `states`, none."""
        del code
        return Q(pk__in=[])

    @property
    def searched(self) -> Sequence[str]:
        """What a search looks through, besides the organisations."""
        return [line.name for line in self.lines if line.searched]

    def opened(self, record: Any, by: User) -> None:
        """What is to be noted when somebody opens the page of a record; by itself nothing."""

    def looked_through(self, by: User) -> None:
        """What is to be noted when somebody looks through its list; by itself nothing."""

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """What the page of a record says above all else, or without one the list."""
        del user, record
        return ()
