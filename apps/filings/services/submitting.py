"""Handing a month in, confirming what others entered, asking for it back."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.checks import Problem, oddities, refusals
from apps.filings.first_level import held_up_among, is_first_level
from apps.filings.models import Filing, FilingLine
from apps.filings.second_person import entered_by, files_for_itself
from apps.filings.selectors.lines import LineView, lines_of
from apps.filings.services.drafting import note_entered
from apps.filings.services.transitions import Seen, locked, move_on, note
from apps.filings.states import FilingState, Step


class Refused(ValidationError):
    """The figures cannot be submitted as they are: `problems` says what is wrong at which line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__({str(problem.line): problem.message for problem in self.problems})


@transaction.atomic
def filing_submit(*, seen: Seen, by: User, remarks: Mapping[int, str] | None = None) -> Filing:
    """Hand in the month as it was seen: draft or returned → submitted.

    Odd figures need a remark at their line, from `remarks` by line id or saved before.  By somebody from outside
    the organisation it is a submission on its behalf, which another person must confirm; by somebody of the
    organisation it confirms what was entered on its behalf.  Raises `Refused` with what is wrong at which line
    (blank is not zero), `ChangedMeanwhile`, and `ValidationError` in another state.
    """
    filing = locked(seen)
    if not filing.is_editable:
        raise ValidationError(_("This month has been submitted already."))
    views = lines_of([filing])[filing.pk]
    _write_remarks(views, remarks or {})
    _refuse_what_is_wrong(views)
    own = files_for_itself(by, filing)
    changes = {
        "state": FilingState.SUBMITTED,
        "submitted_by": by,
        "first_submitted_on": filing.first_submitted_on or today(),
        "entered_on_behalf": filing.entered_on_behalf or not own,
        "confirmed_by": by if own and filing.entered_on_behalf else None,
        "passed_on_by": by if is_first_level(by, filing) else None,
        "reopening_asked": "",
    }
    move_on(filing, changes)
    if not own:
        note_entered(filing, by)
    note(filing, Step.SUBMITTED, by, nil_return=filing.nil_return)
    return filing


@transaction.atomic
def filing_confirm(*, seen: Seen, by: User) -> Filing:
    """Another person confirms the figures that were entered and submitted on the organisation's behalf.

    Whoever of the organisation filed the month before it was returned or reopened may: these are other figures.
    Raises `ValidationError` where there is nothing to confirm, or for whoever entered or submitted them.
    """
    filing = locked(seen)
    if filing.state != FilingState.SUBMITTED or not filing.entered_on_behalf or filing.confirmed_by_id:
        raise ValidationError(_("There are no figures to confirm."))
    if Filing.objects.filter(entered_by(by), pk=filing.pk).exists():
        raise ValidationError(_("You entered these figures yourself: another person confirms them."))
    move_on(filing, {"confirmed_by": by})
    note(filing, Step.CONFIRMED, by)
    return filing


@transaction.atomic
def filing_pass_on(*, seen: Seen, by: User) -> Filing:
    """The general branch looked at what its branch handed in: from now on it waits for the township.

    Raises `ValidationError` where there is nothing to pass on, or for somebody else.
    """
    filing = locked(seen)
    if not held_up_among([filing]) or not is_first_level(by, filing):
        raise ValidationError(_("There is nothing to pass on."))
    move_on(filing, {"passed_on_by": by})
    note(filing, Step.PASSED, by)
    return filing


@transaction.atomic
def filing_ask_to_reopen(*, filing: Filing, reason: str, by: User) -> Filing:
    """Ask the township for a submitted or approved month back; it stays locked until they agree."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say what has to be corrected.")})
    current = locked(Seen(filing.pk, filing.version))
    if current.is_editable:
        raise ValidationError(_("This month is open: you can correct it yourself."))
    move_on(current, {"reopening_asked": reason.strip()})
    note(current, Step.ASKED, by, reason=reason.strip())
    return current


def _write_remarks(views: Iterable[LineView], remarks: Mapping[int, str]) -> None:
    lines = [view.line for view in views if remarks.get(view.line.pk)]
    for line in lines:
        line.note = remarks[line.pk][:200]
    FilingLine.objects.bulk_update(lines, ["note"])


def _refuse_what_is_wrong(views: Iterable[LineView]) -> None:
    views = list(views)
    if wrong := refusals(view.figures for view in views):
        raise Refused(wrong)
    explained = {view.line.pk for view in views if view.line.note}
    if odd := [problem for problem in oddities(view.figures for view in views) if problem.line not in explained]:
        raise Refused(odd)
