"""The vocabulary of reads about filings."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from apps.filings.states import EDITABLE, TAKEN_BACK, FilingState
from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User

#: The settings of its plan with which a line is read.
OF_THE_YEAR = ("odd_percent", "odd_times", "return_reasons")


class FilingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "FilingQuerySet":
        """The filings of the organisations on which `user` may do `action`."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def with_path(self) -> "FilingQuerySet":
        """Adds `path`, the last known place of the organisation."""
        places = self.filter(organisation__placements__end__isnull=True)
        with_path: FilingQuerySet = places.annotate(path=models.F("organisation__placements__path"))
        return with_path

    def with_return(self) -> "FilingQuerySet":
        """Adds `returned_at`, when it was last returned or reopened; None where it never was."""
        back = models.Q(steps__step__in=TAKEN_BACK)
        with_return: FilingQuerySet = self.annotate(returned_at=models.Max("steps__at", filter=back))
        return with_return

    def open(self) -> "FilingQuerySet":
        """Those in which figures may still be entered."""
        return self.filter(state__in=EDITABLE)

    def submitted(self) -> "FilingQuerySet":
        """Those that wait for review."""
        return self.filter(state=FilingState.SUBMITTED)

    def handed_in(self) -> "FilingQuerySet":
        """Those that were submitted and not returned since."""
        return self.filter(state__in=[FilingState.SUBMITTED, FilingState.APPROVED])

    def unconfirmed(self) -> "FilingQuerySet":
        """Submitted on an organisation's behalf, and nobody else has confirmed the figures yet."""
        return self.submitted().filter(entered_on_behalf=True, confirmed_by__isnull=True)

    def overdue(self, on: date) -> "FilingQuerySet":
        """Never submitted, and due (or extended) to a day before `on`."""
        return self.filter(_overdue(on))

    def late(self, on: date) -> "FilingQuerySet":
        """Due before `on`, and handed in after the deadline, or not by the day although that has passed."""
        never = Q(first_submitted_on__isnull=True) | Q(first_submitted_on__gt=on)
        in_time = Q(extended_to__isnull=True, first_submitted_on__lte=models.F("due_on")) | Q(
            first_submitted_on__lte=models.F("extended_to")
        )
        due = self.filter(due_on__lt=on)
        return due.exclude(never & Q(extended_to__gte=on)).exclude(~never & in_time)

    def unsubmitted_or_submitted(self, on: date) -> "FilingQuerySet":
        """Those for which somebody waits: for the organisation, with more time or without, or for a review."""
        never = Q(due_on__lt=on, first_submitted_on__isnull=True)
        return self.filter(never | Q(state=FilingState.SUBMITTED))


def _overdue(on: date) -> Q:
    past = Q(extended_to__isnull=True, due_on__lt=on) | Q(extended_to__lt=on)
    return past & Q(first_submitted_on__isnull=True)


class FilingLineQuerySet(models.QuerySet[Any]):
    def with_indicator(self) -> "FilingLineQuerySet":
        """With what forms and checks need of their indicators; not whom these mean, nor their days."""
        unused = ("applies_to", "milestones", "due", "changed_at", "changed_by")
        rows = self.select_related("indicator").defer(*(f"indicator__{name}" for name in unused))
        of_the_year = {name: models.F(f"indicator__programme__plan__{name}") for name in OF_THE_YEAR}
        known: FilingLineQuerySet = rows.annotate(**of_the_year)
        return known

    def to_write(self) -> "FilingLineQuerySet":
        """With no more of their indicators than a service needs that writes the lines; in the order they were made."""
        own = [field.attname for field in self.model._meta.concrete_fields]
        needed = [f"indicator__{name}" for name in ("code", "kind", "nature")]
        return self.select_related("indicator").only(*own, *needed).order_by("pk")

    def known(self) -> "FilingLineQuerySet":
        """Lines with a figure in a filing that was handed in: what a later month is compared with."""
        return self.filter(numerator__isnull=False, filing__state__in=[FilingState.SUBMITTED, FilingState.APPROVED])
