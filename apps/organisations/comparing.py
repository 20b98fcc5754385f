"""What a workbook of organisations would change: its rows against the database and against each other."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.batches import batches
from apps.core.calendar import BEGINNING
from apps.organisations.kinds import GRADED_KINDS
from apps.organisations.leading import STILL_LINKED, changes_side
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.rules import Facts, broken_rules
from apps.organisations.services.imports import BLANK, Change
from apps.organisations.services.tree import organisations_on_loops, read_links
from apps.organisations.tree import Link, corrected, is_below, opened_on
from apps.workbooks.register import Changes, Row, Table


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation of the database: its id, its last known path, and its values by column."""

    id: int
    path: str
    values: dict[str, Any]


@dataclass(slots=True)
class Comparison:
    """Rows and database side by side; every refusal goes through `table.refuse`."""

    table: Table
    #: Within these paths the person may edit; None: everywhere.
    paths: Collection[str] | None
    known: Mapping[str, Known]
    #: The id of every organisation that a row may name: those of the workbook and those within `paths`.
    ids: dict[str, int] = field(default_factory=dict)
    #: The codes that exist, by the same in small letters; those of the workbook are added.
    alike: dict[str, str] = field(default_factory=dict)
    #: The name of each organisation of the workbook, by its code.
    names: dict[str | None, str | None] = field(default_factory=dict)

    def changes(self) -> Changes[Change]:
        """Look at every row; see `Register.check`."""
        self.ids = {code: it.id for code, it in self.known.items() if self._may_edit(it)}
        self.names = {row.get("code"): row.get("name") for row in self.table.rows}
        for row in self.table.rows:
            code = row.get("code")
            if code is not None and code not in self.known:
                self.ids[code] = -row.number
        found = Changes[Change]()
        rows: dict[int, Row] = {}
        for row in self.table.rows:
            change = self._draft(row)
            if change is None:
                continue
            rows[change.id] = row
            if change.before is None:
                found.created.append(change)
            elif change.before != change.after:
                found.updated.append(change)
            else:
                found.unchanged += 1
        self._check_links(rows, found.updated)
        self._place(rows, [*found.created, *found.updated])
        return found

    def _may_edit(self, it: Known) -> bool:
        return self.paths is None or is_below(it.path, self.paths)

    def _draft(self, row: Row) -> Change | None:
        """The row as a change, its values checked; None where the person may not touch the organisation."""
        known = self.known.get(row.get("code"))
        if known is not None and not self._may_edit(known):
            self.table.refuse(row, "code", _("This code belongs to an organisation outside your area."))
            return None
        for key in ("parent", "merged_into"):
            self._check_name(row, key)
        if known is None and row.get("code") is not None:
            self._check_capitals(row)
        before = known.values if known else None
        after = dict(before or BLANK)
        after.update((key, BLANK[key] if value is None else value) for key, value in row.values.items())
        if after["graded"] is None:
            after["graded"] = after["kind"] in GRADED_KINDS
        change = Change(known.id if known else -row.number, before, after)
        if before != after:
            self._check_rules(row, after)
            self._check_parent(row, change)
            self._check_successor(row, change)
        return change

    def _check_capitals(self, row: Row) -> None:
        """v01 beside V01 is a slip of the finger, and nobody could tell the two apart."""
        code = row.values["code"]
        same = self.alike.setdefault(code.lower(), code)
        if same != code:
            message = _("The code %(code)s exists already: codes may not differ in capital letters alone.")
            self.table.refuse(row, "code", message % {"code": same})

    def _check_name(self, row: Row, key: str) -> None:
        """An organisation goes by the name that it has and by the one that the workbook gives it."""
        code = row.get(key)
        if code in self.ids:
            known = self.known.get(code)
            names = [self.names.get(code), known.values["name"] if known else None]
            self.table.check_name(row, key, *filter(None, names))

    def _check_rules(self, row: Row, after: Mapping[str, Any]) -> None:
        facts = Facts(
            code=after["code"],
            kind=after["kind"],
            opened=after["opened"],
            closed=after["closed"],
            closing=after["closing"],
            merged_into=after["merged_into"],
            graded=after["graded"],
            setting=after["setting"],
        )
        unknown = row.bad if after["kind"] else {*row.bad, "kind"}
        for rule in broken_rules(facts, unknown):
            self._refuse(row, rule.fields, str(rule.message))

    def _check_links(self, rows: Mapping[int, Row], updated: Iterable[Change]) -> None:
        """Who leads or is led stays on its side."""
        moved = [it.id for it in updated if it.before and changes_side(it.before["kind"], it.after["kind"])]
        for some in batches(moved):
            for linked in LeadingLink.objects.linked(some):
                self._refuse(rows[linked], ("kind",), str(STILL_LINKED))

    def _check_parent(self, row: Row, change: Change) -> None:
        code = change.after["parent"]
        if "parent" in row.bad or (change.before and change.before["parent"] == code):
            return
        if code is None and self.paths is not None and "code" not in row.bad:
            message = _("Enter the organisation above it: only what stands in your area can be imported by you.")
            self._refuse(row, ("parent",), message)
        elif code is not None and code not in self.ids:
            self._refuse(row, ("parent",), self._not_found())

    def _check_successor(self, row: Row, change: Change) -> None:
        code = change.after["merged_into"]
        if change.before and change.before["merged_into"] == code:
            code = None
        if code is not None and code not in self.ids:
            self._refuse(row, ("merged_into",), self._not_found())
        change.merged_into = self.ids.get(code)

    def _not_found(self) -> str:
        if self.paths is None:
            return _("There is no organisation with this code, neither in this workbook nor in the portal.")
        return _("There is no organisation with this code, neither in this workbook nor in your area.")

    def _place(self, rows: Mapping[int, Row], changes: Iterable[Change]) -> None:
        """Give the changes their links, and refuse the rows that would stand below themselves."""
        changed = {change.id: change for change in changes if _changes_place(change)}
        existing = read_links([it.id for it in changed.values() if it.before])
        for change in changed.values():
            parent, opened = self.ids.get(change.after["parent"]), change.after["opened"]
            if change.before is None:
                change.links = [Link(parent, opened or BEGINNING)]
                continue
            change.links = opened_on(existing[change.id], opened)
            if change.before["parent"] != change.after["parent"]:
                change.links = corrected(change.links, parent)
        for on_loop in organisations_on_loops({it.id: it.links or () for it in changed.values()}) & rows.keys():
            self._refuse(rows[on_loop], ("parent",), _("By these parents the organisation would stand below itself."))

    def _refuse(self, row: Row, fields: Iterable[str], message: str) -> None:
        """At the first of `fields` that the workbook has."""
        key = next((key for key in fields if self.table.has(key)), "code")
        self.table.refuse(row, key, message)


def compare(table: Table, by: User | None) -> Changes[Change]:
    """The changes that the rows of `table` mean, every fault noted there.  A fixed number of queries per thousand."""
    named = {row.get(key) for row in table.rows for key in ("code", "parent", "merged_into")} - {None}
    paths = None if by is None else user_paths(by, "organisation.edit")
    return Comparison(table, paths, read_known(named), alike=_alike(table)).changes()


def _alike(table: Table) -> dict[str, str]:
    """The existing codes that those of the workbook equal but for capitals.  One query per thousand."""
    found: dict[str, str] = {}
    lowered = Organisation.objects.annotate(lowered=Lower("code")).order_by()
    for some in batches({code.lower() for row in table.rows if (code := row.get("code")) is not None}):
        found.update(lowered.filter(lowered__in=some).values_list("lowered", "code"))
    return found


def read_known(codes: Iterable[str]) -> dict[str, Known]:
    """The organisations with these codes, by code.  One query per thousand."""
    columns = {key: key for key in BLANK} | {"parent": "parent_code", "merged_into": "merged_into__code"}
    found: dict[str, Known] = {}
    for some in batches(codes):
        rows = Organisation.objects.filter(code__in=some).with_parent().order_by()
        for id_, path, *values in rows.values_list("pk", "path", *columns.values()):
            found[values[0]] = Known(id_, path, dict(zip(columns, values, strict=True)))
    return found


def _changes_place(change: Change) -> bool:
    return change.before is None or any(change.before[key] != change.after[key] for key in ("parent", "opened"))
