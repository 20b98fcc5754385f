"""Inspections with their results, as stored and as they are going to be; read and written many at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, filled
from apps.audit.services import Act, record_many
from apps.checklists.catalogue import Catalogue
from apps.checklists.models import Inspection, Result
from apps.checklists.names import MET_WORDS, Outcome
from apps.closing.standing import require_open
from apps.core.batches import BATCH, batches
from apps.core.calendar import today
from apps.core.versioning import save_many
from apps.organisations.models import Organisation

WRITTEN = {value: word for word, value in reversed(list(MET_WORDS.items()))}


class Judged(NamedTuple):
    """What was found of an item: met, not met, or None for blank; with the evidence."""

    met: bool | None = None
    evidence: str = ""

    def __str__(self) -> str:
        return f"{WRITTEN.get(self.met, '')} {self.evidence}".strip()  # type: ignore[arg-type]


BLANK = Judged()


class Key(NamedTuple):
    """Which inspection: at most one of these counts."""

    checklist: str
    organisation: int
    on: date


@dataclass(slots=True)
class Sheet:
    """An inspection, the items that it asks, and what was found; `stored` is how that stood when it was read."""

    inspection: Inspection
    results: dict[str, Judged]
    stored: dict[str, Judged] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        return any(self.results[item] != self.stored.get(item, BLANK) for item in self.results)

    def outcome(self, needed: int | None) -> Outcome:
        """What the results come to where so many items must be met (None: all)."""
        found = [judged.met for judged in self.results.values()]
        enough = min(needed or len(found), len(found))
        if found and found.count(True) >= enough:
            return Outcome.MET
        return Outcome.LACKING if len(found) - found.count(False) < enough else Outcome.OPEN

    def act(self, what: str) -> Act:
        """What changed, for the audit log: the items by their names."""
        stored, now = ({item: str(it) for item, it in its.items()} for its in (self.stored, self.results))
        was, became = difference(stored, now)
        code = self.inspection.organisation.code
        return Act(
            f"inspection.{what}", f"{code} {self.inspection}", code, filled(was), became if stored else filled(became)
        )


def sheets_of(keys: Collection[Key], *, lock: bool = False) -> dict[Key, Sheet]:
    """The inspections that there are among these, locked where they are going to be written.  Two queries."""
    checklists, organisations, days = ({key[at] for key in keys} for at in range(3))
    those = Inspection.objects.counted().filter(checklist__in=checklists, organisation__in=organisations, date__in=days)
    if lock:
        those = those.select_for_update(of=("self",)).order_by("pk")
    found: dict[Key, Sheet] = {}
    for one in those.select_related("organisation").prefetch_related("results"):
        results = results_of(one)
        found[Key(one.checklist, one.organisation_id, one.date)] = Sheet(one, results, dict(results))
    return found


def results_of(inspection: Inspection) -> dict[str, Judged]:
    """What was found, by item.  One query where the results are not at hand."""
    return {it.item: Judged(it.met, it.evidence) for it in inspection.results.all()}


def new_sheet(key: Key, organisation: Organisation, items: Iterable[str]) -> Sheet:
    """An inspection that nobody has entered yet, every item blank."""
    inspection = Inspection(organisation=organisation, checklist=key.checklist, date=key.on)
    return Sheet(inspection, dict.fromkeys(items, BLANK))


def write_sheets(sheets: Iterable[Sheet], *, by: User | None, imported: bool = False) -> None:
    """Write the changed ones with an audit entry each, set-based; in a transaction, the known ones locked."""
    changed = [sheet for sheet in sheets if sheet.is_changed]
    catalogue = Catalogue()
    for sheet in changed:
        sheet.inspection.outcome = sheet.outcome(catalogue.needed(sheet.inspection.checklist))
    new = [sheet.inspection for sheet in changed if sheet.inspection.pk is None]
    known = [sheet.inspection for sheet in changed if sheet.inspection.pk is not None]
    for inspection in new:
        inspection.recorded_by = by
    acts = [sheet.act("imported" if imported else "updated" if sheet.inspection.pk else "created") for sheet in changed]
    Inspection.objects.bulk_create(new, BATCH)
    save_many(known, fields=["outcome"], by=by)
    for some in batches(known):
        Result.objects.filter(inspection__in=some).delete()
    Result.objects.bulk_create((row for sheet in changed for row in _rows(sheet)), BATCH)
    record_many(acts, by=by)


def _rows(sheet: Sheet) -> Iterable[Result]:
    for position, (item, judged) in enumerate(sheet.results.items()):
        yield Result(
            inspection=sheet.inspection, position=position, item=item, met=judged.met, evidence=judged.evidence
        )


class StaleResults(Exception):
    """Somebody else found something else of one of these items after it was shown."""


@transaction.atomic
def results_record(
    *,
    checklist: str,
    on: date,
    wanted: Mapping[Organisation, Mapping[str, Judged]],
    items: Mapping[int, Iterable[str]],
    by: User | None,
    shown: Mapping[tuple[int, str], Judged] | None = None,
    reason: str = "",
) -> int:
    """Record what was found on a day, all or nothing; returns how many inspections changed.

    `wanted` holds the items that are set, `items` all that are asked of each organisation (its id).  Raises
    `ValidationError`, and `StaleResults` where an item is neither as it was `shown` nor as it is wanted.
    """
    changed = changed_sheets(checklist=checklist, on=on, wanted=wanted, items=items, by=by, shown=shown)
    require_open(by, {(it.inspection.organisation_id, on) for it in changed}, reason)
    try:
        with transaction.atomic():
            write_sheets(changed, by=by)
    except IntegrityError:  # somebody entered the same inspection for the first time just now
        raise StaleResults from None
    return len(changed)


def changed_sheets(
    *,
    checklist: str,
    on: date,
    wanted: Mapping[Organisation, Mapping[str, Judged]],
    items: Mapping[int, Iterable[str]],
    by: User | None,
    shown: Mapping[tuple[int, str], Judged] | None = None,
) -> list[Sheet]:
    """The inspections that this changes, those that are known locked; raises as `results_record`."""
    if on > today():
        raise ValidationError({"on": _("This day has not come yet.")})
    keys = {Key(checklist, organisation.pk, on): organisation for organisation in wanted}
    _require_scope(wanted, by)
    sheets = sheets_of(keys, lock=True)
    for key, organisation in keys.items():
        sheet = sheets.setdefault(key, new_sheet(key, organisation, items[key.organisation]))
        for item, judged in wanted[organisation].items():
            stands = sheet.results.get(item, BLANK)
            if shown is not None and stands not in (shown.get((organisation.pk, item), BLANK), judged):
                raise StaleResults
            sheet.results[item] = judged
    return [sheet for sheet in sheets.values() if sheet.is_changed]


def _require_scope(organisations: Iterable[Any], by: User | None) -> None:
    ids = {it.pk for it in organisations}
    if by is not None:
        allowed = Organisation.objects.visible_to(by, "inspection.record").filter(pk__in=ids)
        if set(allowed.values_list("pk", flat=True)) != ids:
            raise ValidationError(_("You cannot record anything for this organisation."))
