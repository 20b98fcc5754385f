"""Whether something was done in time: a due day, and the day on which it was done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy


class InTime(models.TextChoices):
    """How something stands to the day on which it is due; that day itself is in time."""

    ON_TIME = "on_time", _("settled on time")
    LATE = "late", _("settled late")
    OVERDUE = "overdue", pgettext_lazy("deadline", "overdue")
    NOT_DUE = "not_due", _("not yet due")


#: As a workbook has it in every language.
WORDS = {
    InTime.ON_TIME: "按期办结",
    InTime.LATE: "逾期办结",
    InTime.OVERDUE: "已逾期",
    InTime.NOT_DUE: "未到期",
}
_TONES = {InTime.ON_TIME: "green", InTime.LATE: "yellow", InTime.OVERDUE: "red", InTime.NOT_DUE: "secondary"}


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How something stands to its due day, and how many days late it is."""

    state: InTime
    days: int = 0

    @property
    def text(self) -> str:
        if self.state != InTime.OVERDUE:
            return str(self.state.label)
        return ngettext("overdue by %(count)d day", "overdue by %(count)d days", self.days) % {"count": self.days}

    @property
    def tone(self) -> str:
        return _TONES[self.state]


def punctuality(due: date | None, done: date | None, on: date) -> Punctuality | None:
    """How something that was done on a day, or is not done yet `on` that day, stands to its due day; None without one.

    =========== =========== =========== ==================
    due         done        on          is
    =========== =========== =========== ==================
    1 September 1 September any         settled on time
    1 September 2 September any         settled late, 1 day
    1 September –           1 September not yet due
    1 September –           3 September overdue by 2 days
    –           any         any         nothing
    =========== =========== =========== ==================
    """
    if due is None:
        return None
    late = ((done or on) - due).days
    if done is not None:
        return Punctuality(InTime.LATE, late) if late > 0 else Punctuality(InTime.ON_TIME)
    return Punctuality(InTime.OVERDUE, late) if late > 0 else Punctuality(InTime.NOT_DUE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The fields of a register with the day on which a record is due and the one on which it was done.

    Without `tells` the latter is the day on which somebody looked: it ends the waiting and says nothing of being late.
    """

    due: str
    done: str
    tells: bool = True

    @property
    def states(self) -> list[InTime]:
        return list(InTime) if self.tells else [InTime.OVERDUE, InTime.NOT_DUE]

    def of(self, record: Any, on: date) -> Punctuality | None:
        """How a record stands on a day."""
        done = getattr(record, self.done)
        return None if done and not self.tells else punctuality(getattr(record, self.due), done, on)

    def condition(self, state: InTime, on: date) -> Q:
        """The records that stand so on a day."""
        return {
            InTime.ON_TIME: Q(**{f"{self.done}__lte": F(self.due)}),
            InTime.LATE: Q(**{f"{self.done}__gt": F(self.due)}),
            InTime.OVERDUE: Q(**{f"{self.done}__isnull": True, f"{self.due}__lt": on}),
            InTime.NOT_DUE: Q(**{f"{self.done}__isnull": True, f"{self.due}__gte": on}),
        }[state]

    def word(self, on: date) -> Case:
        """The word of a workbook, in the database."""
        cases = (When(self.condition(state, on), then=Value(WORDS[state])) for state in self.states)
        return Case(*cases, default=Value(""), output_field=models.CharField())
