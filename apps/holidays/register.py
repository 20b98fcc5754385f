"""The register of days off."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.holidays.models import HOLIDAY_WORDS, Holiday
from apps.registers.lines import Line
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare

#: No holiday is longer.
LONGEST = 31


@declare
class Holidays(RecordRegister):
    name = "holidays"
    record_name = "holiday"
    reported = False
    title = gettext_lazy("Days off and working weekends")
    record_title = gettext_lazy("Day off or working weekend")
    explained = gettext_lazy("What counts as a working day, as announced every year; otherwise Monday to Friday")
    icon = "calendar-off"
    sheet = "放假调休"
    model = Holiday
    titled = "name"
    roles = KEPT_BY_STAFF
    settles = True
    lies_ahead = True
    lines: ClassVar[Any] = (
        Line("name", "节日", key=True, listed=True, searched=True),
        Line("kind", "安排", key=True, listed=True, filtered=True, words=HOLIDAY_WORDS, width=10),
        Line("first_day", "首日", key=True, listed=True),
        Line("last_day", "末日", listed=True),
        Line("basis", "依据", listed=True, searched=True, width=40),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.first_day and record.last_day and record.last_day < record.first_day:
            found["last_day"] = _("Before the first day.")
        elif record.first_day and record.last_day and (record.last_day - record.first_day).days >= LONGEST:
            found["last_day"] = _("At most %(count)d days.") % {"count": LONGEST}
        return found
