"""The township's side: approving, returning, extending, reopening."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.closing.services import month_reopen, months_close
from apps.core.calendar import today
from apps.filings.first_level import held_up_among
from apps.filings.models import Filing, FilingLine
from apps.filings.second_person import files_for_itself, own_of
from apps.filings.services.closing import closed_by
from apps.filings.services.transitions import (
    ChangedMeanwhile,
    Seen,
    locked,
    move_on,
    note,
    note_many,
)
from apps.filings.states import FilingState, Step


@transaction.atomic
def filings_approve(*, seen: Iterable[Seen], by: User) -> list[Filing]:
    """submitted → approved, for many at once: all of them, exactly as they were seen, or none.

    Nobody approves what they submitted or entered themselves, or what their own organisation filed.  What was
    entered on an organisation's behalf must be confirmed by another person first, by the organisation's own or a
    leader: then whoever entered it may approve it.  A leader's approval confirms it.  What a branch handed in its
    general branch passes on first.
    Raises `ChangedMeanwhile`, and `ValidationError` naming the organisations.
    """
    wanted = {it.filing: it.version for it in seen}
    rows = Filing.objects.submitted().filter(pk__in=wanted).select_for_update(of=("self",))
    filings = [
        filing for filing in rows.select_related("organisation").order_by("pk") if filing.version == wanted[filing.pk]
    ]
    if missing := wanted.keys() - {filing.pk for filing in filings}:
        raise ChangedMeanwhile(missing)
    _refuse_own(filings, by)
    unconfirmed = [it for it in filings if it.entered_on_behalf and it.confirmed_by_id is None]
    _refuse_unconfirmed(unconfirmed, by)
    _refuse_held_up(filings)
    Filing.objects.filter(pk__in=[it.pk for it in unconfirmed]).update(confirmed_by=by)
    changes = {"state": FilingState.APPROVED, "approved_on": today(), "return_reason": "", "reopening_asked": ""}
    written = Filing.objects.submitted().filter(pk__in=wanted).update(version=F("version") + 1, **changes)
    if written != len(filings):
        raise ChangedMeanwhile(wanted)
    note_many(unconfirmed, Step.CONFIRMED, by)
    months_close(closed_by(filings))
    note_many(filings, Step.APPROVED, by)
    return filings


@transaction.atomic
def filing_return(*, seen: Seen, reason: str, line_reasons: Mapping[int, str], by: User) -> Filing:
    """submitted → returned, with a reason for the whole, or at a line (by line id), or both.

    Raises `ValidationError` without any reason, `ChangedMeanwhile`.
    """
    given = {line: text.strip()[:200] for line, text in line_reasons.items() if text.strip()}
    if not reason.strip() and not given:
        raise ValidationError({"reason": _("Say why: for the whole month, or at a line.")})
    filing = locked(seen)
    if filing.state != FilingState.SUBMITTED:
        raise ValidationError(_("Only a submitted month can be returned."))
    _hand_back(filing, Step.RETURNED, reason.strip(), given, by)
    return filing


@transaction.atomic
def filing_reopen(*, seen: Seen, reason: str, by: User) -> Filing:
    """approved → returned, with a reason: its figures leave the official ones until it is approved again.

    Each time is a correction of the month, with a number.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Enter the reason.")})
    filing = locked(seen)
    if filing.state != FilingState.APPROVED:
        raise ValidationError(_("Only an approved month can be reopened."))
    _hand_back(filing, Step.REOPENED, reason.strip(), {}, by, revision=filing.revision + 1)
    month_reopen(filer=filing.organisation, year=filing.year, month=filing.month)
    return filing


@transaction.atomic
def filing_extend(*, seen: Seen, until: date, reason: str, by: User) -> Filing:
    """Give more time, before or after the fact: until `until` a submission is on time.

    At most until the end of the following month, and not once the month is approved.  Nobody gives it to their own
    organisation.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Enter the reason.")})
    filing = locked(seen)
    if filing.state == FilingState.APPROVED:
        raise ValidationError(_("This month has been approved: it is not given more time any more."))
    if until <= filing.due_on:
        raise ValidationError({"until": _("The extension must end after the due date.")})
    if until > filing.latest_extension:
        sentence = _("An extension ends on %(day)s at the latest, the end of the following month.")
        raise ValidationError({"until": sentence % {"day": filing.latest_extension.isoformat()}})
    if files_for_itself(by, filing):
        raise ValidationError(_("You file for this organisation yourself: another person gives it more time."))
    move_on(filing, {"extended_to": until})
    note(filing, Step.EXTENDED, by, reason=f"{until}：{reason.strip()}", until=until.isoformat())
    return filing


@transaction.atomic
def filings_extend(*, seen: Iterable[Seen], until: date, reason: str, by: User) -> list[Filing]:
    """Give many months more time, all of them or none; raises `ValidationError` that names the one that is refused."""
    done = []
    for it in seen:
        try:
            done.append(filing_extend(seen=it, until=until, reason=reason, by=by))
        except ValidationError as refused:
            filing = Filing.objects.select_related("organisation").get(pk=it.filing)
            raise ValidationError(f"{_names([filing])}：{' '.join(refused.messages)}") from refused
    if not done:
        raise ValidationError(_("Choose at least one filing."))
    return done


def _hand_back(
    filing: Filing, step: Step, reason: str, line_reasons: Mapping[int, str], by: User, **further: Any
) -> None:
    lines = list(filing.lines.with_indicator())
    for line in lines:
        line.return_reason = line_reasons.get(line.pk, "")
    FilingLine.objects.bulk_update(lines, ["return_reason"])
    changes = {"state": FilingState.RETURNED, "return_reason": reason[:300], "approved_on": None, "reopening_asked": ""}
    move_on(filing, {**changes, "passed_on_by": None, **further})
    said = [reason] + [f"{line.indicator.name}：{line.return_reason}" for line in lines if line.return_reason]
    note(filing, step, by, reason="\n".join(filter(None, said)), **further)


def _refuse_own(filings: Iterable[Filing], by: User) -> None:
    own = own_of(by).filter(pk__in=[filing.pk for filing in filings]).select_related("organisation")
    if names := _names(own):
        sentence = _("Nobody approves what they or their own organisation filed: %(names)s.")
        raise ValidationError(sentence % {"names": names})


def _refuse_unconfirmed(filings: Collection[Filing], by: User) -> None:
    """What nobody confirmed yet is approved only by a leader of the organisation."""
    if not filings:
        return
    theirs = Filing.objects.visible_to(by, "filing.approve_on_behalf").filter(pk__in=[it.pk for it in filings])
    confirmable = set(theirs.values_list("pk", flat=True))
    if names := _names(it for it in filings if it.pk not in confirmable):
        sentence = _("Entered on behalf and not confirmed by the village or a leader yet: %(names)s.")
        raise ValidationError(sentence % {"names": names})


def _refuse_held_up(filings: Collection[Filing]) -> None:
    held = held_up_among(filings)
    if names := _names(it for it in filings if it.pk in held):
        raise ValidationError(_("Their general branch has not passed these on yet: %(names)s.") % {"names": names})


def _names(filings: Iterable[Filing]) -> str:
    return "、".join(f"{filing.organisation.name} {filing.when}" for filing in filings)
