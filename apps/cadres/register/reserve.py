"""The register of reserve candidates (M105 M138)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.cadres.guarded import GUARDED
from apps.cadres.models import ReserveCandidate
from apps.cadres.models.reserve import LINE_WORDS, SourceLine
from apps.core.calendar import today
from apps.members.people import Guarded, belonging_of, is_on, member_line, not_here
from apps.organisations import sets
from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import is_below
from apps.posts.models import POST_WORDS
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import Coverage, Number, Period
from apps.registers.registry import declare
from apps.registers.steps import open_cases


def in_reserve(period: Period) -> Q:
    """In the reserve on the day: neither appointed nor gone."""
    day = period.as_of
    gone = Q(appointed_on__lte=day) | Q(left_on__lte=day)
    return Q(entered_on__lte=day) & ~Q(pk__in=ReserveCandidate.objects.filter(gone).values("pk"))


def selected(period: Period) -> Q:
    """Came into the reserve in the year."""
    return Q(entered_on__range=period)


@declare
class Reserve(Guarded, CaseRegister):
    name = "reserve"
    record_name = "reserve_candidate"
    title = gettext_lazy("Reserve candidates")
    record_title = gettext_lazy("Reserve candidate")
    explained = gettext_lazy("Who may take over a post in a village; every look into it is noted in the audit log")
    icon = "users-plus"
    sheet = "后备干部"
    organisation_label = gettext_lazy("Village or community whose post it is")
    roles = GUARDED
    model = ReserveCandidate
    titled = "source"
    kind = "line"
    lines: ClassVar[Any] = (
        member_line(),
        Line("post", "后备职务", key=True, listed=True, filtered=True, words=POST_WORDS, width=18),
        Line("line", "选拔线别", listed=True, filtered=True, words=LINE_WORDS, width=10),
        Line("source", "来源", searched=True, width=24),
        Line("mentor", "培养联系人"),
        Line("entered_on", "入库日期", key=True, listed=True),
        Line("assessed_on", "考察日期", listed=True),
        Line("assessed_by", "考察人"),
        Line("appointed_on", "任用日期"),
        Line("left_on", "出库日期"),
    )
    measures: ClassVar[Any] = (
        Coverage("M105", in_reserve),
        Number("M138", selected, tuple(SourceLine.values)),
    )

    def waiting(self) -> Q:
        """Whoever is in the reserve and was not assessed."""
        return open_cases(self.steps) & Q(assessed_on__isnull=True)

    def beyond(self, day: date) -> Q | None:
        del day
        return open_cases(self.steps)

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """The member belongs to the village or to a branch below it."""
        belonging = belonging_of({it.member_id for it in records})
        named = {it.organisation_id for its in (records, *belonging.values()) for it in its}
        places = Placement.objects.filter(organisation__in=named).order_by("start")
        paths: dict[int, str] = dict(places.values_list("organisation", "path"))
        for record in records:
            at = next((it for it in belonging[record.member_id] if is_on(it, record.entered_on)), None)
            if at is None or not is_below(paths[at.organisation_id], (paths[record.organisation_id],)):
                yield record, "member", not_here()

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """Villages and communities with one, two and three in reserve, of those that one sees.  Two queries."""
        if record is not None:
            return []
        on = today()
        seen = Organisation.objects.visible_to(user, self.may("view")).order_by().values("pk")
        those = Placement.objects.on(on).filter(sets.VILLAGES_AND_COMMUNITIES(on), sets.exists_on(on))
        those = those.filter(organisation__in=seen)
        held = ReserveCandidate.objects.counted().filter(in_reserve(Period(on, on)))
        held = held.filter(organisation__in=those.values("organisation")).order_by()
        numbers = [row["number"] for row in held.values("organisation").annotate(number=Count("pk"))]
        said = {f"n{least}": sum(number >= least for number in numbers) for least in (1, 2, 3)}
        sentence = _(
            "Of %(all)d villages and communities %(n1)d have at least one in reserve, %(n2)d at least two, %(n3)d at"
            " least three."
        )
        return [sentence % {"all": those.count(), **said}]
