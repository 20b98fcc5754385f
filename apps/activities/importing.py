"""What a workbook of activities would change, what is wrong with it, and writing it (contract.md, row `activities`)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.alike import Alike
from apps.activities.change import Change
from apps.activities.models import Activity, Host
from apps.activities.numbers import take_numbers
from apps.activities.rules import USUAL_HUNDREDTHS, broken_rules, existed
from apps.activities.services import activity_facts, checked_facts
from apps.audit.services import record_many
from apps.closing.models import ClosedMonth
from apps.closing.standing import month_of, only_proposed, require_open
from apps.core.amount import plain
from apps.core.batches import BATCH, batches
from apps.core.calendar import today
from apps.core.ooxml import Refused
from apps.core.versioning import save_many
from apps.organisations.models import Organisation
from apps.organisations.scoped_register import ScopedComparison, organisations_by_code
from apps.workbooks.register import Row

BETWEEN_NAMES = "、"
#: The columns that are fields of an activity.
FIELDS = ("date", "type", "topic", "due", "present", "hours", "campaign", "carrier", "taken_to", "households")


class ActivityComparison(ScopedComparison[Activity]):
    """Activities with their hosts; a row without a number is a new one.  Five queries per thousand rows."""

    actions: ClassVar[Sequence[str]] = ("activity.view", "proposal.decide", "filing.own")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.alike = today(), Alike()
        self.known: dict[str, Any] = {}
        #: The codes of the hosts of each existing activity, by its id.
        self.hosts: Mapping[int, Collection[str]] = {}
        #: The rows of this batch that would write something, with what.
        self.pending: list[tuple[Row, Change]] = []

    def look_at(self, rows: Sequence[Row]) -> None:
        existing = {it.number: it for it in Activity.objects.filter(number__in={row.get("number") for row in rows})}
        self.hosts, self.pending = _hosts_of(existing.values()), []
        named = {code for row in rows for code in row.get("hosts") or ()}
        self.known = organisations_by_code(named.union(*self.hosts.values()))
        for row in rows:
            self._look_at_row(row, existing.get(row.get("number") or ""))
        self._look_around()

    def may_record(self, code: str) -> bool:
        return code in self.known and self.may(self.known[code], "activity.record")

    def may_decide(self, code: str) -> bool:
        """Whether the importer changes facts of closed months there directly; nobody decides on their own."""
        place = self.known[code]
        return self.by is None or (self.may(place, "proposal.decide") and not self.may(place, "filing.own"))

    def _look_at_row(self, row: Row, activity: Activity | None) -> None:
        if activity and not any(self.may(self.known[code], "activity.view") for code in self.hosts[activity.pk]):
            activity = None
        if row.get("number") and activity is None:
            message = _("There is no activity with this number. Leave the cell blank for a new activity.")
            self.table.refuse(row, "number", message)
        before = set(self.hosts[activity.pk]) if activity else set()
        hosts = set(row.get("hosts") or before)
        self._check_names(row, before)
        wanted = self.wanted(row, activity)
        if activity and hosts == before and all(getattr(activity, key) == value for key, value in wanted.items()):
            self.found.unchanged += 1
            return
        if activity:
            self._check_may_change(row, activity, before)
        self._add(row, activity, wanted, hosts)

    def _check_names(self, row: Row, before: Collection[str]) -> None:
        """The names of hosts, in the order of their codes; told only of those that the person sees anyway."""
        codes = row.get("hosts") or ()
        if codes and all(code in before or self.may_record(code) for code in codes):
            self.table.check_name(row, "hosts", BETWEEN_NAMES.join(self.known[code].name for code in codes))

    def _add(self, row: Row, activity: Activity | None, wanted: Mapping[str, Any], hosts: set[str]) -> None:
        facts_before, places_before = None, set()
        if activity:
            facts_before = activity_facts(activity, self.hosts[activity.pk])
            places_before = {(self.known[code].pk, activity.date) for code in self.hosts[activity.pk]}
        changed = activity or Activity()
        for key, value in wanted.items():
            setattr(changed, key, value)
        self._check_facts(row, changed)
        self._check_hosts(row, hosts, changed.date)
        ids = {code: self.known[code].pk for code in hosts if code in self.known}
        change = Change(changed, ids, facts_before, places_before)
        if changed.date:
            change.places |= {(id_, changed.date) for id_ in ids.values()}
        (self.found.updated if activity else self.found.created).append(change)
        self.pending.append((row, change))

    def _look_around(self) -> None:
        """Compare what would be written with what else there is, and with closed months.  Two queries."""
        self.alike.learn(change for _row, change in self.pending)
        closed = ClosedMonth.objects.holding({place for _row, change in self.pending for place in change.places})
        months = {(it.organisation_id, it.year, it.month): it.organisation for it in closed}
        for row, change in self.pending:
            self.alike.ask(self.table, row, change)
            self._ask_about_hours(row, change)
            self._check_closed(row, change, months)

    def _ask_about_hours(self, row: Row, change: Change) -> None:
        hours, before = change.activity.hours, (change.before or {}).get("hours")
        if "hours" in row.values and hours != before and (hours or 0) > USUAL_HUNDREDTHS:
            question = _("%(hours)s hours for one activity? A day has 24.") % {"hours": plain(hours or 0)}
            self.table.ask(row, "hours", question)

    def _check_closed(self, row: Row, change: Change, months: Mapping[tuple[int, int, int], Organisation]) -> None:
        touched = {(id_, day.year, day.month) for id_, day in change.places} & months.keys()
        if not touched or self.by is None:
            return
        names = {months[it].code: month_of(months[it].name, it[1], it[2]) for it in sorted(touched)}
        if all(map(self.may_decide, names)):
            for name in names.values():
                self.table.closed.setdefault(name, set()).add(row.number)
            return
        where = _("Propose it on the page of the activity.")
        self.table.refuse(row, "date", f"{only_proposed('、'.join(names.values()))} {where}")

    def _check_may_change(self, row: Row, activity: Activity, hosts: Collection[str]) -> None:
        if activity.withdrawn_at is not None:
            self.table.refuse(row, "number", _("This activity is withdrawn and cannot be changed."))
        elif not all(map(self.may_record, hosts)):
            message = _("Organisations that you do not look after hosted this activity too: you cannot change it.")
            self.table.refuse(row, "number", message)

    def _check_facts(self, row: Row, activity: Activity) -> None:
        for rule in broken_rules(checked_facts(activity), self.day, row.bad):
            key = next((key for key in rule.fields if self.table.has(key)), rule.fields[0])
            self.table.refuse(row, key, str(rule.message))

    def _check_hosts(self, row: Row, hosts: Collection[str], day: date | None) -> None:
        allowed = {code: self.known[code] for code in sorted(hosts) if self.may_record(code)}
        if strange := sorted(set(hosts) - allowed.keys()):
            codes = "、".join(strange)
            self.table.refuse(
                row, "hosts", _("You look after no organisation with this code: %(codes)s") % {"codes": codes}
            )
        elif day and (missing := [it.name for it in allowed.values() if not existed(it.opened, it.closed, day)]):
            names = "、".join(missing)
            self.table.refuse(row, "hosts", _("Did not exist on this day: %(names)s") % {"names": names})


def _hosts_of(activities: Collection[Activity]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    links = Host.objects.filter(activity__in=[it.pk for it in activities])
    for activity, code in links.values_list("activity_id", "organisation__code"):
        found[activity].add(code)
    return found


@transaction.atomic
def activities_import(
    *, created: Sequence[Change], updated: Sequence[Change], by: User | None, reason: str = ""
) -> None:
    """Write these activities with their hosts, and one audit entry each, with the `reason` for closed months.

    Raises `Refused` where somebody changed one of them, or a month was approved, after it was compared.
    """
    try:
        require_open(by, {place for change in (*created, *updated) for place in change.places}, reason)
    except ValidationError as closed:
        raise Refused(" ".join(closed.messages)) from closed
    _lock(updated)
    _number(created)
    for change in created:
        change.activity.recorded_by = by
    Activity.objects.bulk_create((change.activity for change in created), BATCH)
    save_many([change.activity for change in updated], fields=FIELDS, by=by)
    _write_hosts([*created, *updated])
    record_many((change.act(reason) for change in (*created, *updated)), by=by)


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
