"""The register of public commitments."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.commitments.models import OUTCOME_WORDS, Commitment, Outcome
from apps.registers.cases import CaseRegister
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.measures import Coverage, Period, Settled
from apps.registers.registry import declare


def published(period: Period) -> Q:
    """What was published in the year."""
    return Q(published_on__range=period)


def due(period: Period) -> Q:
    """What was to be kept by now, of what the year knows."""
    return Q(due__range=period)


def kept(period: Period) -> Q:
    """What somebody found kept."""
    return Q(outcome=Outcome.KEPT, checked_on__lte=period.as_of)


@declare
class Commitments(CaseRegister):
    name = "commitments"
    record_name = "commitment"
    title = gettext_lazy("Public commitments")
    record_title = gettext_lazy("Commitment")
    explained = gettext_lazy("What organisations promise, where it was published, whether it was kept")
    icon = "heart-handshake"
    sheet = "承诺"
    model = Commitment
    titled = "text"
    lines: ClassVar[Any] = (
        Line("text", "承诺内容", key=True, listed=True, searched=True, width=40),
        Line("to_whom", "承诺对象", listed=True, width=20),
        Line("made_on", "承诺日期", key=True),
        Line("reviewed_on", "审核日期"),
        Line("published_on", "公开日期", listed=True),
        Line("published_where", "公开载体", width=20),
        Line("due", "兑现期限", listed=True),
        Line("checked_on", "核验日期"),
        Line("checked_by", "核验人"),
        Line("outcome", "兑现结果", filtered=True, words=OUTCOME_WORDS),
    )
    # Whether it was kept the outcome says; on the day of the check somebody only looked.
    deadline = Deadline("due", "checked_on", tells=False)
    measures: ClassVar[Any] = (
        Coverage("M081", published),
        Settled("M154", due, settled=kept),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.checked_on and not record.outcome:
            found["outcome"] = _("Say whether it was kept.")
        if record.outcome and not record.checked_on:
            found["checked_on"] = _("Enter the day on which that was checked.")
        return found
