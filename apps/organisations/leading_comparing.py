"""What a workbook of leading links would change, and what is wrong with it (contract.md, row `leading`)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.core.batches import batches
from apps.organisations.leading import END_BEFORE_START, OVERLAPS, Span, overlaps, wrong_kinds
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.services.leading import LinkChange, facts_of_link, leading_act
from apps.organisations.tree import is_below
from apps.workbooks.register import Changes, Row, Table

#: The two ends of a link, by column.
ENDS = ("leader", "led")


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as the link that it means; `changed` says whether it differs from what is stored."""

    row: Row
    link: LeadingLink
    changed: bool


def link_changes(table: Table, by: User | None, *, lock: bool) -> Changes[LinkChange]:
    """Compare the rows with the database.  One query for the scope, and two per thousand organisations."""
    paths = None if by is None else user_paths(by, "organisation.edit")
    known = _known({row.get(end) for row in table.rows for end in ENDS} - {None}, paths, lock=lock)
    stored = _stored({known[code].pk for row in table.rows if (code := row.get("led")) in known})
    changes = Changes[LinkChange]()
    drafts: dict[int, list[Draft]] = defaultdict(list)
    for row in table.rows:
        leader, led = (_end(table, row, end, known) for end in ENDS)
        start = row.get("start")
        if leader is None or led is None or start is None:
            continue
        if wrong := wrong_kinds(leader.kind, led.kind):
            _refuse(table, row, wrong)
            continue
        drafts[led.pk].append(_draft(table, row, leader, led, stored.get(led.pk, {}), changes))
    for organisation, rows in drafts.items():
        _refuse_overlaps(table, rows, stored.get(organisation, {}))
    return changes


def _known(codes: Collection[str], paths: Collection[str] | None, *, lock: bool) -> dict[str, Organisation]:
    """The organisations with these codes within `paths` (None: everywhere), by code.

    With `lock` nobody else changes who leads them in between.
    """
    found: dict[str, Organisation] = {}
    for some in batches(sorted(codes)):
        rows = Organisation.objects.filter(code__in=some).order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        for organisation in rows.with_parent():
            if paths is None or is_below(organisation.path, paths):
                found[organisation.code] = organisation
    return found


def _stored(led: Iterable[int]) -> dict[int, dict[tuple[int, date], LeadingLink]]:
    """The links of these organisations by the organisation that is led, then by leader and start."""
    found: dict[int, dict[tuple[int, date], LeadingLink]] = defaultdict(dict)
    for some in batches(led):
        for link in LeadingLink.objects.filter(led__in=some).select_related(*ENDS).order_by():
            found[link.led_id][link.leader_id, link.start] = link
    return found


def _end(table: Table, row: Row, end: str, known: Mapping[str, Organisation]) -> Organisation | None:
    code = row.get(end)
    if code is None:
        return None
    organisation = known.get(code)
    if organisation is None:
        table.refuse(row, end, _("There is no organisation with this code in your area."))
    else:
        table.check_name(row, end, organisation.name)
    return organisation


def _refuse(table: Table, row: Row, errors: Mapping[str, Promise]) -> None:
    for key, message in errors.items():
        table.refuse(row, key, str(message))


def _draft(
    table: Table,
    row: Row,
    leader: Organisation,
    led: Organisation,
    stored: Mapping[tuple[int, date], LeadingLink],
    changes: Changes[LinkChange],
) -> Draft:
    """The row as a link, its end checked, and counted among `changes`."""
    start: date = row.values["start"]
    link = stored.get((leader.pk, start)) or LeadingLink(leader=leader, led=led, start=start)
    before = facts_of_link(link) if link.pk else {}
    link.end = row.values.get("end", link.end)
    link.basis = row.values.get("basis", link.basis) or ""
    if link.end is not None and link.end <= start:
        _refuse(table, row, {"end": END_BEFORE_START})
    was, became = difference(before, facts_of_link(link))
    if not became:
        changes.unchanged += 1
    else:
        act = leading_act("leading.imported", link, was, became)
        (changes.updated if link.pk else changes.created).append(LinkChange(link, act))
    return Draft(row, link, bool(became))


def _refuse_overlaps(table: Table, drafts: Iterable[Draft], stored: Mapping[Any, LeadingLink]) -> None:
    """At the start of the later row, or at the end of the row that runs into a link that is there already."""
    drafts = list(drafts)
    named = {draft.link.pk for draft in drafts}
    spans: list[Span[Draft | None]] = [Span(it.start, it.end, None) for it in stored.values() if it.pk not in named]
    spans += [Span(it.link.start, it.link.end, it) for it in drafts if _has_length(it)]
    at_fault: dict[int, tuple[Row, str]] = {}
    for one, after in overlaps(spans):
        if after.what is not None and after.what.changed:
            at_fault.setdefault(after.what.row.number, (after.what.row, "start"))
        elif one.what is not None and one.what.changed:
            at_fault.setdefault(one.what.row.number, (one.what.row, "end" if table.has("end") else "start"))
    for row, key in at_fault.values():
        _refuse(table, row, {key: OVERLAPS})


def _has_length(draft: Draft) -> bool:
    """Whether the end could be read and lies after the start; if not, that is the row's fault and no other."""
    return "end" not in draft.row.bad and (draft.link.end is None or draft.link.end > draft.link.start)
