"""The vocabulary of reads about reports."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User

#: The states of a report that is signed.
OUT = ("signed", "sent")
#: The states that its job says of a report.
OF_JOB = ("failed", "cancelled")


class YearEndReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> "YearEndReportQuerySet":
        """Reports of the organisations that `user` may read; where the role sees signed ones only, those.

        Bulletins tell who files late: the higher authority does not read them.

        Snapshots can be large and stay in the database: ask with `defer(None)` for one that is to be read.
        """
        seen: YearEndReportQuerySet = self.filter(
            Q(organisation__in=Organisation.objects.visible_to(user, "report.view"))
            | Q(organisation__in=Organisation.objects.visible_to(user, "report.view_signed"), state__in=OUT, month=0)
        )
        return seen.select_related("job").defer("snapshot", "changes")

    def in_state(self, state: str) -> "YearEndReportQuerySet":
        """Those that people see in `state` (`YearEndReport.shown_state`)."""
        if state in OF_JOB:
            return self.filter(state="requested", job__state=state)
        found = self.filter(state=state)
        return found.exclude(job__state__in=OF_JOB) if state == "requested" else found

    def standing(self) -> "YearEndReportQuerySet":
        """The signed ones that no later one of the same organisation and year takes the place of."""
        later = self.model.objects.filter(
            organisation=OuterRef("organisation"),
            year=OuterRef("year"),
            month=OuterRef("month"),
            number__gt=OuterRef("number"),
            state__in=OUT,
        )
        return self.filter(~Exists(later), state__in=OUT)

    def same_year_as(self, report: Any) -> "YearEndReportQuerySet":
        """The reports of the same organisation and year or month, without `report` itself."""
        same = self.filter(organisation=report.organisation_id, year=report.year, month=report.month)
        return same.exclude(pk=report.pk)
