"""The checklists as they stand: those that the documents name, and the township's own beside them."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, Q

from apps.checklists.items import MEANT, MEANT_BY
from apps.checklists.models import OwnChecklist
from apps.checklists.names import CHECKLIST_WORDS, Checklist
from apps.organisations.models import Placement
from apps.organisations.tree import path_range


class Catalogue:
    """What each code is called and whom it means.  One query when something is asked of the township's own."""

    @cached_property
    def own(self) -> dict[str, OwnChecklist]:
        """By code; withdrawn ones too, so that what was inspected keeps its name."""
        return {it.code: it for it in OwnChecklist.objects.order_by(F("withdrawn_at").desc(nulls_last=True), "pk")}

    @property
    def names(self) -> dict[str, Any]:
        """The checklists to choose from, by code."""
        own = {it.code: it.name for it in self.own.values() if it.withdrawn_at is None}
        return {**{it.value: it.label for it in Checklist}, **own}

    @property
    def words(self) -> Mapping[str, str]:
        """What they are called in workbooks."""
        return {**{it.name: it.code for it in self.own.values()}, **CHECKLIST_WORDS}

    def name_of(self, code: str) -> str:
        """What one is called.  No query for those that the documents name."""
        if code in Checklist.values:
            return str(Checklist(code).label)
        return self.own[code].name if code in self.own else code

    def meant(self, code: str, on: date) -> Q:
        """The places on a day of whom it is meant for.  An own one is asked below the organisation that made it."""
        if code in MEANT:
            return MEANT[code](on)
        own = self.own[code]
        path = Placement.objects.on(on).filter(organisation=own.organisation_id).values_list("path", flat=True).first()
        if path is None or not (own.start <= on and (own.end is None or on < own.end)):
            return Q(pk__in=[])
        low, high = path_range(path)
        return MEANT_BY[own.meant](on) & Q(path__gte=low, path__lt=high)

    def needed(self, code: str) -> int | None:
        """How many items must be met; None: all."""
        return None if code in Checklist.values or code not in self.own else self.own[code].needed


def names() -> Mapping[str, Any]:
    """The checklists to choose from, by code.  One query."""
    return Catalogue().names


def words() -> Mapping[str, str]:
    """What they are called in workbooks.  One query."""
    return Catalogue().words
