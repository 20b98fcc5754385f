"""Registers of records about organisations: every row lies in the area of the person who imports it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.audit.services import Act
from apps.core.batches import batches
from apps.organisations.models import Organisation
from apps.organisations.querysets import paths_by_action
from apps.organisations.tree import is_below
from apps.workbooks.keyed_register import Comparison, KeyedRegister, M
from apps.workbooks.register import Row, Table


def organisations_by_code(codes: Iterable[str], *, lock: bool = False) -> dict[str, Any]:
    """The organisations with these codes, each with its last known `path`.  One query per thousand."""
    found: dict[str, Any] = {}
    for some in batches(sorted(codes)):
        rows = Organisation.objects.filter(code__in=some, placements__end__isnull=True).order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        found.update((it.code, it) for it in rows.annotate(path=F("placements__path")))
    return found


class ScopedComparison(Comparison[M]):
    """Rows that name organisations by their codes.

    An organisation outside the area of the action is not told from one that does not exist, and a record of such
    an organisation is not changed, whatever finds it.
    """

    register: "ScopedRegister[M]"
    #: Further actions of which the register asks where the importer may do them (`may`).
    actions: ClassVar[Sequence[str]] = ()
    #: Whether the organisations are locked too.
    lock_organisations: ClassVar[bool] = False
    unknown: ClassVar[str | Promise] = gettext_lazy("There is no organisation with this code in your area.")

    def __init__(self, register: "ScopedRegister[M]", table: Table, by: User | None, *, lock: bool) -> None:
        super().__init__(register, table, by, lock=lock)
        self.paths = None if by is None else paths_by_action(by, register.action, *self.actions)
        self.outside: set[int] = set()

    def may(self, organisation: Any, action: str) -> bool:
        """Whether the importer may do `action` on an organisation with its `path`; a command may do everything."""
        return self.paths is None or is_below(organisation.path or "", self.paths[action])

    def resolve(self, rows: Sequence[Row]) -> None:
        known = self.organisations({row.get(column) for row in rows for column in self.register.codes} - {None})
        for row in rows:
            for column in self.register.codes:
                self._resolve(row, column, known)

    def organisations(self, codes: Collection[str]) -> dict[str, Any]:
        """The organisations with these codes; which of them the importer may name, is asked column by column."""
        return organisations_by_code(codes, lock=self.lock and self.lock_organisations)

    def _resolve(self, row: Row, column: str, known: Mapping[str, Any]) -> None:
        code = row.get(column)
        if code is None:
            return
        if code in known and self.may(known[code], self.register.action_over(column)):
            row.values[column] = known[code]
            self.table.check_name(row, column, known[code].name)
        else:
            del row.values[column]
            row.bad |= {column}
            self.table.refuse(row, column, str(self.unknown))

    def records(self) -> "QuerySet[M]":
        """With their organisations, which the key does not always bring."""
        found = super().records()
        return found if self._key_says_whose else found.select_related(self.register.own)

    def existing(self, keys: Collection[Mapping[str, Any]]) -> dict[tuple[Any, ...], M]:
        found = super().existing(keys)
        if self.paths is not None and not self._key_says_whose:
            owners = {self.value_of(record, self.register.own) for record in found.values()}
            inside = Organisation.objects.below_paths(self.paths[self.register.action]).filter(pk__in=owners)
            self.outside = owners.difference(inside.values_list("pk", flat=True))
        return found

    @property
    def _key_says_whose(self) -> bool:
        return self.register.own in self.register.key.values()

    def compare(self, row: Row, record: M) -> bool:
        if record.pk is not None and self.value_of(record, self.register.own) in self.outside:
            column = next(iter(self.register.key))
            self.table.refuse(row, column, _("This belongs to an organisation outside your area."))
            return False
        return super().compare(row, record)

    def act(self, record: M, before: dict[str, Any], after: dict[str, Any]) -> Act:
        code = getattr(record, self.register.own).code
        return Act(self.register.imported, self.subject(record), code, before, after)

    def subject(self, record: M) -> str:
        """How the audit log names the record."""
        return str(record)


class ScopedRegister(KeyedRegister[M]):
    """A register of records that belong to an organisation; columns, model and key are all that it must say."""

    fields: ClassVar[Mapping[str, str]] = {"code": "organisation"}
    #: The columns that name organisations by their codes.
    codes: ClassVar[Sequence[str]] = ("code",)
    #: The field that is the organisation to which a record belongs.
    own: ClassVar[str] = "organisation"
    comparison: ClassVar[type[Comparison[Any]]] = ScopedComparison

    def action_over(self, column: str) -> str:
        """What the importer must be allowed to do on the organisation that a column names."""
        del column
        return self.action

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        records = self.model._default_manager.filter(**{f"{self.own}__in": Organisation.objects.below_paths(paths)})
        return self.rows_of(records if year is None else records.filter(year=year))
