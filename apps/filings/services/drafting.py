"""Entering the figures of a month: the draft saves itself, and two people never overwrite each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.second_person import files_for_itself
from apps.filings.services.transitions import ChangedMeanwhile, Seen, as_seen, locked, move_on, note
from apps.filings.states import Step
from apps.plans.natures import Nature


@dataclass(frozen=True, slots=True)
class LineEntry:
    """What stands in a line: numerator and denominator in hundredths; None is blank, which is not zero."""

    numerator: int | None
    denominator: int | None = None
    note: str = ""


@transaction.atomic
def filing_save_draft(*, seen: Seen, entries: Mapping[int, LineEntry], by: User, page: str = "") -> Filing:
    """Write `entries` by line id; lines that are left out stay.  Nothing is written where nothing changes.

    `page` names the open page that saves, so that its own earlier save is not taken for another person's.
    Somebody from outside the organisation enters on its behalf: the filing is then marked (代报).
    Raises `ChangedMeanwhile` where somebody else saved since, `ValidationError` where the filing is locked.
    """
    filing = _editable(seen, by, page)
    lines = filing.lines.to_write()
    changed = [line for line in lines if line.pk in entries and _entry_of(line) != entries[line.pk]]
    if not changed:
        return filing
    before = _figures(changed)
    for line in changed:
        entry = entries[line.pk]
        line.numerator, line.denominator, line.note = entry.numerator, entry.denominator, entry.note
    nil_return = filing.nil_return and not any(_something_new(line) for line in changed)
    _save(filing, changed, before, {"nil_return": nil_return}, by, page)
    return filing


@transaction.atomic
def filing_keep_remarks(*, seen: Seen, remarks: Mapping[int, str], by: User, page: str = "") -> tuple[Filing, bool]:
    """Keep what was said about odd figures, by line id, in the draft; the figures stay.

    Returns whether it is still the filing that was seen: where somebody else saved meanwhile, what they said stays and
    the rest is kept all the same.  Raises `ValidationError` where the filing is locked.
    """
    try:
        return filing_save_draft(seen=seen, entries=_remarked(seen.filing, remarks), by=by, page=page), True
    except ChangedMeanwhile:
        current = Filing.objects.select_for_update().get(pk=seen.filing)
        unsaid = {line.pk: remarks[line.pk] for line in current.lines.filter(pk__in=remarks, note="")}
        entries = _remarked(current.pk, unsaid)
        return filing_save_draft(seen=as_seen(current), entries=entries, by=by, page=page), False


def _remarked(filing: int, remarks: Mapping[int, str]) -> dict[int, LineEntry]:
    lines = FilingLine.objects.filter(filing=filing, pk__in=remarks)
    return {line.pk: LineEntry(line.numerator, line.denominator, remarks[line.pk][:200]) for line in lines}


@transaction.atomic
def filing_nil_return(*, seen: Seen, last: Mapping[int, tuple[int, int | None]], by: User, page: str = "") -> Filing:
    """Nothing new this month (零报告): blank flows become 0, blank stocks take the last figure in `last` by line id.

    A stock without an earlier figure stays blank.  Raises `ValidationError` by line id where a figure says that
    there was something new, and as `filing_save_draft` does.
    """
    filing = _editable(seen, by, page)
    lines = list(filing.lines.to_write())
    sentence = _("Something new stands here. Correct it, or submit the month as it is.")
    if wrong := {str(line.pk): sentence for line in lines if _something_new(line)}:
        raise ValidationError(wrong)
    blank = [line for line in lines if line.numerator is None]
    before = _figures(blank)
    for line in blank:
        line.numerator, line.denominator = _nothing_new(line, last.get(line.pk))
    _save(filing, blank, before, {"nil_return": True}, by, page)
    return filing


def _editable(seen: Seen, by: User, page: str) -> Filing:
    """The filing, locked, in the version that was seen or one that the same page saved since."""
    try:
        filing = locked(seen)
    except ChangedMeanwhile:
        current = Filing.objects.filter(pk=seen.filing, saved_by=by, saved_page=page).exclude(saved_page="").first()
        if current is None:
            raise
        filing = locked(Seen(current.pk, current.version))
    if not filing.is_editable:
        raise ValidationError(_("This month has been submitted and can no longer be changed here."))
    return filing


def _save(
    filing: Filing, lines: list[FilingLine], before: dict[str, Any], changes: dict[str, Any], by: User, page: str
) -> None:
    # All of them exist: one statement with a row for each is ten times cheaper than `bulk_update`.
    written = ["numerator", "denominator", "note"]
    FilingLine.objects.bulk_create(lines, update_conflicts=True, unique_fields=["id"], update_fields=written)
    on_behalf = not files_for_itself(by, filing)
    if on_behalf:
        changes |= {"entered_on_behalf": True, "confirmed_by": None}
    move_on(filing, changes | {"saved_by": by, "saved_at": timezone.now(), "saved_page": page})
    act = Act("filing.saved", filing.subject, filing.organisation.code, before=before, after=_figures(lines))
    record(act, by=by)
    if on_behalf:
        note_entered(filing, by)


def note_entered(filing: Filing, by: User) -> None:
    """Say once in the timeline that `by` entered figures on the organisation's behalf."""
    if not FilingStep.objects.filter(filing=filing, step=Step.ENTERED, by=by).exists():
        note(filing, Step.ENTERED, by)


def _entry_of(line: FilingLine) -> LineEntry:
    return LineEntry(line.numerator, line.denominator, line.note)


def _something_new(line: FilingLine) -> bool:
    return line.indicator.nature == Nature.FLOW and bool(line.numerator or line.denominator)


def _nothing_new(line: FilingLine, last: tuple[int, int | None] | None) -> tuple[int | None, int | None]:
    if line.indicator.nature == Nature.FLOW:
        return 0, 0 if line.indicator.is_rate else None
    return last or (None, None)


def _figures(lines: Iterable[FilingLine]) -> dict[str, Any]:
    return {line.indicator.code: [line.numerator, line.denominator, line.note] for line in lines}
