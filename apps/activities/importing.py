"""What a workbook of activities would change, what is wrong with it, and writing it (contract.md, row `activities`)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.models import Activity, Host
from apps.activities.numbers import take_numbers
from apps.activities.rules import Facts, broken_rules, existed
from apps.activities.services import facts_of, filled
from apps.audit.changes import difference
from apps.audit.services import Act, record_many
from apps.core.amount import hundredths
from apps.core.calendar import today
from apps.core.packages import Refused
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.services.tree import batches
from apps.organisations.tree import is_below
from apps.workbooks.register import Changes, Row, Table

BETWEEN_NAMES = "、"
#: The columns that are fields of an activity, with what a blank cell means.
BLANK: dict[str, Any] = {
    "date": None,
    "type": "",
    "topic": "",
    "due": None,
    "present": None,
    "hours": None,
    "campaign": "",
}


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation of the database, and whether the importer may see and record its activities."""

    id: int
    name: str
    opened: date | None
    closed: date | None
    may_view: bool
    may_record: bool


@dataclass(slots=True)
class Change:
    """An activity that is going to be written, its hosts (id by code), and its facts before (None: a new one)."""

    activity: Activity
    hosts: dict[str, int]
    before: dict[str, Any] | None = None

    def act(self) -> Act:
        after = facts_of(self.activity, self.hosts)
        host, number = min(self.hosts), self.activity.number
        if self.before is None:
            return Act("activity.recorded", number, host, after=filled(after))
        was, became = difference(self.before, after)
        return Act("activity.updated", number, host, before=was, after=became)


@dataclass(slots=True)
class Comparison:
    """Rows and database side by side; every refusal goes through `table.refuse`."""

    table: Table
    known: Mapping[str, Known]
    existing: Mapping[str, Activity]
    #: The codes of the hosts of each existing activity, by its id.
    hosts: Mapping[int, Collection[str]]
    day: date
    changes: Changes[Change] = field(default_factory=Changes)

    def look_at(self, row: Row) -> None:
        """Compare one row."""
        activity = self.existing.get(row.get("number") or "")
        if activity is not None and not any(self.known[code].may_view for code in self.hosts[activity.pk]):
            activity = None
        if row.get("number") and activity is None:
            message = _("There is no activity with this number. Leave the cell blank for a new activity.")
            self.table.refuse(row, "number", message)
        before = set(self.hosts[activity.pk]) if activity else set()
        hosts = set(row.get("hosts") or before)
        self._check_names(row, before)
        wanted = _wanted(row)
        if activity and hosts == before and all(getattr(activity, key) == value for key, value in wanted.items()):
            self.changes.unchanged += 1
            return
        if activity:
            self._check_may_change(row, activity, before)
        self._add(row, activity, wanted, hosts)

    def _check_names(self, row: Row, before: Collection[str]) -> None:
        """The names of hosts, in the order of their codes; told only of those that the person sees anyway."""
        codes = row.get("hosts") or ()
        if all(code in before or (code in self.known and self.known[code].may_record) for code in codes) and codes:
            self.table.check_name(row, "hosts", BETWEEN_NAMES.join(self.known[code].name for code in codes))

    def _add(self, row: Row, activity: Activity | None, wanted: Mapping[str, Any], hosts: set[str]) -> None:
        facts_before = facts_of(activity, self.hosts[activity.pk]) if activity else None
        changed = activity or Activity()
        for key, value in wanted.items():
            setattr(changed, key, value)
        self._check_facts(row, changed)
        self._check_hosts(row, hosts, changed.date)
        ids = {code: self.known[code].id for code in hosts if code in self.known}
        (self.changes.updated if activity else self.changes.created).append(Change(changed, ids, facts_before))

    def _check_may_change(self, row: Row, activity: Activity, hosts: Collection[str]) -> None:
        if activity.withdrawn_at is not None:
            self.table.refuse(row, "number", _("This activity is withdrawn and cannot be changed."))
        elif not all(self.known[code].may_record for code in hosts):
            message = _("Organisations that you do not look after hosted this activity too: you cannot change it.")
            self.table.refuse(row, "number", message)

    def _check_facts(self, row: Row, activity: Activity) -> None:
        facts = Facts(activity.date, activity.due, activity.present, activity.hours)
        for rule in broken_rules(facts, self.day, row.bad):
            key = next((key for key in rule.fields if self.table.has(key)), rule.fields[0])
            self.table.refuse(row, key, str(rule.message))

    def _check_hosts(self, row: Row, hosts: Collection[str], day: date | None) -> None:
        allowed = {code: it for code in sorted(hosts) if (it := self.known.get(code)) and it.may_record}
        if strange := sorted(set(hosts) - allowed.keys()):
            codes = "、".join(strange)
            self.table.refuse(
                row, "hosts", _("You look after no organisation with this code: %(codes)s") % {"codes": codes}
            )
        elif day and (missing := [it.name for it in allowed.values() if not existed(it.opened, it.closed, day)]):
            names = "、".join(missing)
            self.table.refuse(row, "hosts", _("Did not exist on this day: %(names)s") % {"names": names})


def changes_of(table: Table, by: User | None) -> Changes[Change]:
    """Compare the rows with the database.  Two queries, and three per thousand rows."""
    view, record = (None, None) if by is None else (user_paths(by, "activity.view"), user_paths(by, "activity.record"))
    changes: Changes[Change] = Changes()
    for some in batches(table.rows):
        existing = {it.number: it for it in Activity.objects.filter(number__in=_values(some, "number"))}
        hosts = _hosts_of(existing.values())
        named = {code for row in some for code in row.get("hosts") or ()}
        known = _known(named.union(*hosts.values()), view, record)
        comparison = Comparison(table, known, existing, hosts, today(), changes)
        for row in some:
            comparison.look_at(row)
    return changes


def _values(rows: Sequence[Row], key: str) -> set[Any]:
    return {row.get(key) for row in rows} - {None}


def _hosts_of(activities: Collection[Activity]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    links = Host.objects.filter(activity__in=[it.pk for it in activities])
    for activity, code in links.values_list("activity_id", "organisation__code"):
        found[activity].add(code)
    return found


def _known(codes: Collection[str], view: list[str] | None, record: list[str] | None) -> dict[str, Known]:
    """The organisations with these codes; None instead of paths stands for everywhere."""
    rows = Organisation.objects.filter(code__in=codes, placements__end__isnull=True)
    return {
        code: Known(id_, name, opened, closed, _within(path, view), _within(path, record))
        for code, id_, name, opened, closed, path in rows.values_list(
            "code", "id", "name", "opened", "closed", "placements__path"
        )
    }


def _within(path: str, tops: list[str] | None) -> bool:
    return tops is None or is_below(path, tops)


def _wanted(row: Row) -> dict[str, Any]:
    """The fields that the row speaks of; a blank cell clears, a column that is not there leaves alone."""
    said = {key: row.values[key] for key in BLANK if key in row.values}
    wanted = {key: BLANK[key] if value is None else value for key, value in said.items()}
    if said.get("hours") is not None:
        wanted["hours"] = hundredths(said["hours"])
    return wanted


@transaction.atomic
def activities_import(*, created: Sequence[Change], updated: Sequence[Change], by: User | None) -> None:
    """Write these activities with their hosts, and one audit entry each.

    Raises `Refused` where somebody changed one of them after it was compared.
    """
    _lock(updated)
    _number(created)
    for change in created:
        change.activity.recorded_by = by
    for change in updated:
        change.activity.version += 1
        change.activity.changed_by, change.activity.changed_at = by, timezone.now()
    Activity.objects.bulk_create((change.activity for change in created), batch_size=1000)
    Activity.objects.bulk_create(
        (change.activity for change in updated),
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*BLANK, "version", "changed_by", "changed_at"],
    )
    _write_hosts([*created, *updated])
    record_many((change.act() for change in (*created, *updated)), by=by)


def _lock(updated: Sequence[Change]) -> None:
    for some in batches(updated):
        seen = {change.activity.pk: change.activity.version for change in some}
        locked = Activity.objects.select_for_update().filter(pk__in=seen).values_list("pk", "version")
        if dict(locked) != seen:
            raise Refused(_("Somebody changed the same activities in the meantime. Nothing was imported: try again."))


def _number(created: Sequence[Change]) -> None:
    by_year: dict[int, list[Change]] = defaultdict(list)
    for change in created:
        by_year[change.activity.date.year].append(change)
    for year, changes in sorted(by_year.items()):
        for change, number in zip(changes, take_numbers(year, len(changes)), strict=True):
            change.activity.number = number


def _write_hosts(changes: Sequence[Change]) -> None:
    """Set the hosts to those of the changes; only links that are new or gone are touched."""
    for some in batches(changes):
        wanted = {(change.activity.pk, host) for change in some for host in change.hosts.values()}
        links = Host.objects.filter(activity__in=[change.activity.pk for change in some])
        existing = {(activity, host): pk for pk, activity, host in _triples(links)}
        Host.objects.filter(pk__in=[pk for pair, pk in existing.items() if pair not in wanted]).delete()
        new = sorted(wanted - existing.keys())
        Host.objects.bulk_create(Host(activity_id=activity, organisation_id=host) for activity, host in new)


def _triples(links: Any) -> Iterator[tuple[int, int, int]]:
    rows: Iterator[tuple[int, int, int]] = links.values_list("pk", "activity_id", "organisation_id").iterator()
    return rows
