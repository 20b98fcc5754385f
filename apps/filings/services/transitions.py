"""What every act on a filing leaves behind: a step of its timeline and an audit entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record, record_many
from apps.filings.models import Filing, FilingStep
from apps.filings.states import Step


class ChangedMeanwhile(ValidationError):
    """Somebody else saved or moved these filings after they were shown; `filings` are their ids."""

    def __init__(self, filings: Iterable[int]) -> None:
        super().__init__(_("Somebody changed this filing in the meantime. Look at it once more."))
        self.filings = frozenset(filings)


@dataclass(frozen=True, slots=True)
class Seen:
    """A filing as the person who acts on it saw it."""

    filing: int
    version: int


def as_seen(filing: Filing) -> Seen:
    return Seen(filing.pk, filing.version)


def locked(seen: Seen) -> Filing:
    """The filing, locked for this transaction.  Raises `ChangedMeanwhile` where it is another version by now."""
    rows = Filing.objects.with_path().select_for_update(of=("self",)).select_related("organisation").order_by()
    try:
        filing: Filing = rows.get(pk=seen.filing, version=seen.version)
    except Filing.DoesNotExist:
        raise ChangedMeanwhile([seen.filing]) from None
    return filing


def move_on(filing: Filing, changes: dict[str, Any]) -> None:
    """Write `changes` and the next version; whoever else still holds this version comes second.

    Raises `ChangedMeanwhile` where the row was changed since it was read, so that it holds without locks as well.
    """
    written = Filing.objects.filter(pk=filing.pk, version=filing.version).update(version=filing.version + 1, **changes)
    if not written:
        raise ChangedMeanwhile([filing.pk])
    filing.version += 1
    for name, value in changes.items():
        setattr(filing, name, value)


def note(filing: Filing, step: Step, by: User | None, *, reason: str = "", **after: Any) -> None:
    """Add a step to the timeline, and the act to the audit log."""
    FilingStep.objects.create(filing=filing, step=step, by=by, reason=reason)
    record(act_of(filing, step, reason=reason, **after), by=by)


def note_many(filings: Iterable[Filing], step: Step, by: User | None) -> None:
    """The same step of many filings, in two statements."""
    filings = list(filings)
    FilingStep.objects.bulk_create(FilingStep(filing=filing, step=step, by=by) for filing in filings)
    record_many((act_of(filing, step) for filing in filings), by=by)


def act_of(filing: Filing, step: Step, *, reason: str = "", **after: Any) -> Act:
    details = after | ({"reason": reason} if reason else {})
    return Act(f"filing.{step}", filing.subject, filing.organisation.code, after=details)
