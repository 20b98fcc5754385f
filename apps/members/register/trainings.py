"""The register of trainings of members (M055 M110 M141); those of post-holders stand at their posts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.core.batches import batches
from apps.core.calendar import today
from apps.members.courses import ticked
from apps.members.models import MemberTraining
from apps.members.models.training import COURSE_WORDS
from apps.members.people import OfMembers, member_line
from apps.organisations.models import Organisation
from apps.registers.lines import Line
from apps.registers.measures import Glance, Period
from apps.registers.registry import declare


def in_period(period: Period) -> Q:
    """Completed in the year."""
    return Q(date__range=period)


@declare
class Trainings(OfMembers):
    name = "trainings"
    record_name = "training"
    title = gettext_lazy("Trainings of members")
    record_title = gettext_lazy("Training of a member")
    explained = gettext_lazy(
        "Who completed which course that is no activity here, with the hours; a whole branch comes in by its workbook"
    )
    icon = "school"
    sheet = "党员培训"
    model = MemberTraining
    titled = "course"
    kind = "type"
    glance = Glance(in_period, lines=("type", "date", "hours"))
    lines: ClassVar[Any] = (
        member_line(),
        Line("course", "培训班次", key=True, listed=True, searched=True, width=28),
        Line("type", "类别", listed=True, filtered=True, words=COURSE_WORDS, width=14),
        Line("date", "结业日期", key=True, listed=True),
        Line("hours", "学时", listed=True, width=8),
        Line("held_by", "举办单位"),
        Line("activity", "活动编号", searched=True, width=18),
    )

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """Above the list: how many completed a course that is an activity, and need not be entered here."""
        if record is not None:
            return ()
        year = Period(date(today().year, 1, 1), today())
        seen = Organisation.objects.visible_to(user, self.may("view")).order_by().values("pk")
        there = ticked(year).filter(member__organisation__in=seen)
        said = there.aggregate(members=Count("member", distinct=True), courses=Count("activity", distinct=True))
        sentence = _("Ticked this year at %(courses)d courses that are activities: %(members)d members, who count too.")
        return (sentence % said,) if said["courses"] else ()

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Besides: the activity that is named is one that took place."""
        yield from super().conflicts(records)
        known: set[str] = set()
        for some in batches(sorted({it.activity for it in records} - {""})):
            rows = Activity.objects.filter(number__in=some, withdrawn_at__isnull=True)
            known.update(rows.values_list("number", flat=True))
        for record in records:
            if record.activity and record.activity not in known:
                yield record, "activity", _("There is no activity with this number.")
