"""A register of cases that move through steps, as it is declared."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from apps.registers.lines import Line
from apps.registers.models import Case, PassedOn, Record
from apps.registers.register import RecordRegister
from apps.registers.steps import Step, in_state, open_cases


class CaseRegister(RecordRegister):
    """A register of cases that move through the steps of their model."""

    model: ClassVar[type[Case]]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.model.STEPS

    @property
    def states(self) -> Sequence[Step]:  # type: ignore[override]
        return self.steps

    def state_of(self, record: Any) -> Step | None:
        found: Step | None = record.state
        return found

    def in_state(self, code: str) -> Q:
        return in_state(self.steps, code)

    def form_lines(self, record: Record | None) -> Iterator[Line]:
        """A new case may have taken steps already; of a known one the days of its steps can be corrected."""
        by_day = {step.on: step for step in self.steps}
        for line in self.all_lines:
            step = by_day.get(line.name)
            taken = record is not None and getattr(record, line.name) is not None
            if step is None or taken or (record is None and not step.needs_reason):
                yield line

    @property
    def decided(self) -> frozenset[str]:
        """The days of the steps that are decided, with what is asked together with them."""
        return frozenset(name for step in self.steps if step.action == "decide" for name in (step.on, *step.asks))

    def right_to_change(self, record: Any) -> str:
        """What has been decided about is changed only by those who decide."""
        deciding = (step for step in self.steps if step.action == "decide")
        return "decide" if any(getattr(record, step.on) is not None for step in deciding) else "record"

    def waiting(self) -> Q:
        return open_cases(self.steps)

    def beyond(self, day: date) -> Q | None:
        """What is still to be done."""
        del day
        return self.waiting()

    def holder(self, on: date) -> Any:
        """Its organisation, or the one from which it passed on later."""
        held = self.held(on, passed_on=True)
        # Mostly nothing was passed on: that is asked once, and not of each record.
        return models.Case(
            models.When(
                models.Exists(self._passed_on(on)),
                then=Coalesce(held["then"][1], held["now"][1], output_field=models.BigIntegerField()),
            ),
            default=held["now"][1],
            output_field=models.BigIntegerField(),
        )

    def held(self, on: date, *, passed_on: bool) -> dict[str, tuple[Q, Any]]:
        """``now``: still by its organisation; ``then``: by the one from which it passed on later."""
        found = super().held(on, passed_on=passed_on)
        if not passed_on:
            return found
        later = self._passed_on(on)
        former = later.filter(record=models.OuterRef("pk")).order_by("on", "pk").values("former")[:1]
        its = Q(pk__in=later.order_by().values("record"))
        return {"now": (~its, found["now"][1]), "then": (its, models.Subquery(former))}

    def _passed_on(self, on: date) -> models.QuerySet[PassedOn]:
        return PassedOn.objects.filter(register=self.name, on__gt=on)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        """Besides: the days of the steps are in their order, and the first of them is there."""
        taken = [(step.on, day) for step in self.steps if (day := getattr(record, step.on)) is not None]
        if not taken:
            return {self.model.DATED: gettext("Enter the day.")}
        found = {name: gettext("This day has not come yet.") for name, day in taken if day > on}
        for (_name, earlier), (name, later) in pairwise(taken):
            if later < earlier:
                found[name] = gettext("Before the step before it, which was on %(day)s.") % {"day": earlier.isoformat()}
        return found
