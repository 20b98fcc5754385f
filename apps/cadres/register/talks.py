"""The register of talks, reports on work and integrity and reports on personal matters (M147): done of due."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.cadres.guarded import GUARDED
from apps.cadres.models import Talk
from apps.cadres.models.talk import TALK_WORDS
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.measures import Period, Settled
from apps.registers.register import RecordRegister
from apps.registers.registry import declare


def due_in_year(period: Period) -> Q:
    """Due in the year, by its last day."""
    return Q(due__year=period.as_of.year)


def done(period: Period) -> Q:
    """Done by now, late or not."""
    return Q(held_on__lte=period.as_of)


@declare
class Talks(RecordRegister):
    name = "talks"
    record_name = "talk"
    title = gettext_lazy("Talks and reports of officials")
    record_title = gettext_lazy("Talk or report of an official")
    explained = gettext_lazy(
        "Talks, reports on work and integrity and on personal matters: only whether they were done"
    )
    icon = "messages"
    sheet = "谈话述职"
    reported = False
    exchanged = False
    lies_ahead = True
    roles = GUARDED
    model = Talk
    titled = "position"
    kind = "type"
    deadline = Deadline("due", "held_on")
    lines: ClassVar[Any] = (
        Line("type", "类别", key=True, listed=True, filtered=True, words=TALK_WORDS, width=18),
        Line("position", "职务", key=True, listed=True, searched=True, width=20),
        Line("due", "应完成日期", key=True, listed=True),
        Line("held_on", "完成日期", listed=True),
        Line("held_by", "谈话人或受理人"),
    )
    measures: ClassVar[Any] = (Settled("M147", due_in_year, settled=done),)

    def title_of(self, record: Any) -> str:
        return str(record)

    def waiting(self) -> Q:
        return Q(held_on__isnull=True)

    def last_year(self) -> int:
        """What is due may lie in the next one."""
        return super().last_year() + 1

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.held_on and record.held_on > on:
            found["held_on"] = _("This day has not come yet.")
        if record.held_by and not record.held_on:
            found["held_on"] = _("Enter the day on which it was done.")
        return found
