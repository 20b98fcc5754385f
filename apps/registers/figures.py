"""What figures, quotas and reports make of the records of a register."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise

from apps.core.calendar import today
from apps.registers.described import DescribedRegister
from apps.registers.measures import Measure, Way
from apps.registers.models import Record


class InFigures(DescribedRegister):
    """What the plan measures by the records, which of them a figure of a day knows, and for whom it counts them."""

    #: What its records decide of the plan's indicators.
    measures: ClassVar[Sequence[Measure]] = ()
    #: How an indicator may measure any one of its kinds without a mechanism of its own.
    ways: ClassVar[Sequence[Way]] = ()
    #: What has been done in the year with as many as count ("named this year"), where the plan may ask for a number:
    #: list, form and steps say how many there are of how many planned.
    quota: ClassVar[str | Promise] = ""
    #: The day of the step that counts for it, where that is not the one by which records are dated.
    quota_on: ClassVar[str] = ""
    #: Whether its records of the year are a sheet of the year-end report.
    reported: ClassVar[bool] = True

    def begun_by(self, on: date) -> Q:
        """The records of which figures of a day know that they are there."""
        del on
        return Q(pk__isnull=False)

    def holder(self, on: date) -> Any:
        """The organisation (id) for which figures of a day count a record."""
        del on
        return F(f"{self.own}_id")

    def held(self, on: date, *, passed_on: bool) -> dict[str, tuple[Q, Any]]:
        """The same, told apart by how it is found: which records, and the organisation (id) of each.

        `passed_on`: anything of any register may have been passed on after the day.
        """
        del on, passed_on
        return {"now": (Q(), F(f"{self.own}_id"))}

    def to_report(self, on: date) -> Q:
        """Which records of the year the report of a day tells of."""
        return Q(**{f"{self.model.DATED}__lte": on}) & ~self.is_confidential()

    def quotas_address(self, record: Record | None = None) -> str:
        """The part of a page that says how many there are of how many planned; of the kind of `record` only."""
        kind = {self.kind: getattr(record, self.kind)} if record else {}
        return f"{reverse('progress:quotas', args=[today().year, self.name])}?{urlencode(kind)}"
