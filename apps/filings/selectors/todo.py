"""What a person has to file: their own months as a list of things to do."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from apps.accounts.models import User
from apps.filings.first_level import passable_by
from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.filings.second_person import entered_by
from apps.filings.selectors.measured import measured_for
from apps.filings.states import FilingStanding, FilingState, standing_of


@dataclass(frozen=True, slots=True)
class Todo:
    """An own month that is still open: `known` of `total` items are there, `to_fill` are blank."""

    filing: Filing
    standing: FilingStanding
    days_left: int
    known: int
    to_fill: int

    @property
    def may_be_nil(self) -> bool:
        """Whether nothing has been entered yet, so that one tap may say that nothing is new."""
        return self.filing.saved_at is None and self.filing.state == FilingState.DRAFT

    @property
    def total(self) -> int:
        return self.known + self.to_fill

    @property
    def days_late(self) -> int:
        return -self.days_left


def own_filings(user: User) -> FilingQuerySet:
    """The filings of the organisations for which `user` files.  One query."""
    return Filing.objects.all().visible_to(user, "filing.own")


def todo_in(own: FilingQuerySet, on: date) -> list[Todo]:
    """The open ones among `own`, the most urgent first.  One query, and those of `measured_for`.

    Where they all are of one organisation, what the portal computes by itself counts as known: nobody types it; over
    several organisations only what is filed is counted.
    """
    filings = list(
        own.open()
        .select_related("organisation", "plan", "saved_by")
        .annotate(lines_count=Count("lines"), blank_count=Count("lines", filter=Q(lines__numerator__isnull=True)))
        .order_by("due_on", "organisation__code")
    )
    one = len({filing.organisation_id for filing in filings}) == 1
    measured = len(measured_for(filings[-1])) if one else 0
    return [_todo(filing, on, measured) for filing in filings]


def confirmable_by(user: User) -> FilingQuerySet:
    """The filings of the organisations for which `user` confirms what others entered."""
    return Filing.objects.all().visible_to(user, "filing.confirm")


def to_confirm(filings: FilingQuerySet, user: User) -> list[Filing]:
    """What others entered and submitted among `filings`, and nobody has confirmed yet.  One query."""
    waiting = filings.unconfirmed().exclude(entered_by(user))
    return list(waiting.select_related("organisation", "submitted_by").order_by("due_on"))


def to_pass_on(filings: FilingQuerySet, user: User) -> list[Filing]:
    """What branches handed in among `filings`, and waits for `user` to pass it on.  One query."""
    waiting = filings.filter(pk__in=passable_by(user).values("pk"))
    return list(waiting.select_related("organisation", "submitted_by").order_by("due_on", "organisation__code"))


def handed_in(own: FilingQuerySet) -> FilingQuerySet:
    """Those among `own` that were submitted and not returned since, the latest first."""
    return own.handed_in().select_related("organisation").order_by("-year", "-month", "organisation__code")


def _todo(filing: Filing, on: date, measured: int) -> Todo:
    blank: int = filing.blank_count  # type: ignore[attr-defined]
    lines: int = filing.lines_count  # type: ignore[attr-defined]
    standing = standing_of(filing.state, filing.deadline, on, started=filing.saved_at is not None)
    return Todo(filing, standing, (filing.deadline - on).days, measured + lines - blank, blank)
