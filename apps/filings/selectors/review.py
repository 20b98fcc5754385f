"""The queue of what waits for the township."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.filings.first_level import held_up_among
from apps.filings.models import Filing, Objection
from apps.filings.querysets import FilingQuerySet
from apps.filings.second_person import own_of
from apps.filings.selectors.history import before_return
from apps.filings.selectors.lines import LineView, lines_of
from apps.organisations.access import may
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class ToReview:
    """A submitted filing with its lines; `bar` says why the person cannot approve it, empty where they can."""

    filing: Filing
    lines: list[LineView]
    bar: str
    #: What stood in the figures that were changed since the month was returned, by indicator code.
    before: Mapping[str, str]

    @property
    def is_odd(self) -> bool:
        return any(view.oddities for view in self.lines)


@dataclass(frozen=True, slots=True)
class Queue:
    """The submitted filings that a person may approve, by due date; locked ones that are asked back; what is said
    against computed figures and not answered yet."""

    submitted: FilingQuerySet
    asked_back: FilingQuerySet
    objections: "QuerySet[Objection]"


def review_queue(user: User) -> Queue:
    """What waits for `user`: all that they review, and what a leader confirms.  At most three queries."""
    reviewed, on_behalf, asked = Q(pk__in=[]), Q(pk__in=[]), Filing.objects.none()
    objections = Objection.objects.none()
    if may(user, "filing.review"):
        within = Organisation.objects.visible_to(user, "filing.review")
        reviewed = Q(organisation__in=within)
        asked = Filing.objects.filter(reviewed).exclude(reopening_asked="")
        objections = Objection.objects.filter(filing__organisation__in=within, answered_at__isnull=True)
    if may(user, "filing.approve_on_behalf"):
        within = Organisation.objects.visible_to(user, "filing.approve_on_behalf")
        on_behalf = Q(organisation__in=within, entered_on_behalf=True)
    submitted = Filing.objects.submitted().filter(reviewed | on_behalf)
    return Queue(
        submitted.with_return()
        .select_related("organisation", "submitted_by", "confirmed_by")
        .order_by("due_on", "organisation__code"),
        asked.select_related("organisation").order_by("due_on", "organisation__code"),
        objections.select_related("filing__organisation", "indicator", "by").order_by("at", "pk"),
    )


def reviewed_by(user: User, filings: list[Filing]) -> list[ToReview]:
    """These filings with everything that they are compared with.  Nine queries, however many filings."""
    lines, shown = lines_of(filings), [filing.pk for filing in filings]
    own = set(own_of(user).filter(pk__in=shown).values_list("pk", flat=True))
    confirmable: set[int] = set()
    if may(user, "filing.approve_on_behalf"):
        theirs = Filing.objects.visible_to(user, "filing.approve_on_behalf").filter(pk__in=shown)
        confirmable = set(theirs.values_list("pk", flat=True))
    before, held = before_return(filings), held_up_among(filings)
    return [
        ToReview(filing, lines[filing.pk], _bar(filing, own, confirmable, held), before.get(filing.pk, {}))
        for filing in filings
    ]


def _bar(filing: Filing, own: set[int], confirmable: set[int], held: set[int]) -> str:
    if filing.entered_on_behalf and filing.confirmed_by_id is None and filing.pk not in confirmable:
        return "unconfirmed"
    if filing.pk in held:
        return "held"
    return "own" if filing.pk in own else ""
