"""The vocabulary of reads about closed months and proposals."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from apps.closing.kinds import kinds
from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class ClosedMonthQuerySet(models.QuerySet[Any]):
    def holding(self, places: Collection[tuple[int, date]]) -> list[Any]:
        """The closed months of these organisations (ids) in which these days lie, their organisations at hand.

        One query.
        """
        months = {(organisation, day.year, day.month) for organisation, day in places}
        organisations, years = {it for it, _year, _month in months}, {year for _it, year, _month in months}
        rows = self.filter(organisation__in=organisations, year__in=years).select_related("organisation")
        return [it for it in rows.order_by() if (it.organisation_id, it.year, it.month) in months]


class ProposalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str, kind: str = "") -> "ProposalQuerySet":
        """Proposals about at least one organisation on which `user` may do `action`, less what is hidden from them.

        With `kind` those about facts of that kind only, which asks less.
        """
        places = self.model.organisations.through.objects
        within = Organisation.objects.visible_to(user, action).order_by().values("pk")
        found = self.filter(pk__in=places.filter(organisation__in=within).values("proposal"))
        if kind:
            found = found.about(kind)
        for it in [kinds()[kind]] if kind else kinds().values():
            if hidden := it.hidden_from(user):
                found = found.exclude(pk__in=self.model.objects.filter(hidden, kind=it.code).values("pk"))
        return found

    def open(self) -> "ProposalQuerySet":
        """Those that wait for a decision."""
        return self.filter(decided_at__isnull=True)

    def about(self, kind: str, keys: Collection[str] | None = None) -> "ProposalQuerySet":
        """Those about facts of a kind; with `keys` about these facts only."""
        return self.filter(kind=kind) if keys is None else self.filter(kind=kind, key__in=keys)
