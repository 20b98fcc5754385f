"""The register of honours."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.honours.assessed import assessed_first
from apps.honours.models import Honour, NoticeRule, holding_on
from apps.honours.notice import notice_errors, notice_told, notices_of
from apps.honours.types import LEVEL_WORDS, TYPE_WORDS, HonourType, type_of
from apps.honours.yearly import july, late_commendation, months_without_star, other_stars
from apps.organisations.access import may
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import Coverage, Covered, DistinctCount, Glance, Happened, Holders, Number, Period, Way
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare

#: What decides whether a naming keeps to its public notice, and which others it stands beside.
NAMING = frozenset({"named_on", "noticed_on", "type", "level"})


def holding(period: Period) -> Q:
    """The honours that hold on the day."""
    return holding_on(period.as_of)


def named_this_year(period: Period) -> Q:
    """Those that were named in the year and still hold."""
    return holding_on(period.as_of) & Q(named_on__gte=period.first_day)


def before_july(period: Period) -> Q:
    """Those that were named in the year before 1 July."""
    return named_this_year(period) & Q(named_on__lt=july(period.first_day.year))


@declare
class Honours(CaseRegister):
    name = "honours"
    record_name = "honour"
    title = gettext_lazy("Honours")
    record_title = gettext_lazy("Honour")
    explained = gettext_lazy("Nominated, on public notice, named, revoked: who holds which honour")
    icon = "award"
    sheet = "荣誉"
    organisation_headings = ("受表彰编码", "受表彰单位")
    organisation_label = gettext_lazy("Holder, or the organisation of the person")
    model = Honour
    titled = "title"
    glance = Glance(holding, lines=("level", "person", "named_on"))
    lines: ClassVar[Any] = (
        Line("title", "荣誉", key=True, listed=True, searched=True, width=26),
        Line("type", "类别", filtered=True, words=TYPE_WORDS, width=22),
        Line("level", "层级", key=True, listed=True, filtered=True, words=LEVEL_WORDS, width=10),
        Line("person", "获奖人", key=True, listed=True, searched=True),
        Line("consented", "本人同意公开", width=14),
        Line("merits", "事迹", width=30),
        Line("nominated_on", "推荐日期"),
        Line("noticed_on", "公示日期"),
        Line("named_on", "命名日期", key=True, listed=True),
        Line("granted_by", "授予单位", width=20),
        Line("document_number", "文号", searched=True, width=20),
        Line("expires_on", "失效日期"),
        Line("revoked_on", "撤销日期"),
    )

    kind = "type"
    quota = gettext_lazy("named this year")
    measures: ClassVar[Any] = (
        Coverage("M069", holding, (HonourType.THREE_TWO_SITE,)),
        Coverage("M078", holding, (HonourType.DISCLOSURE_SITE,)),
        Covered("M096", named_this_year, (HonourType.MODEL_VILLAGE,)),
        Covered("M097", named_this_year, (HonourType.MODEL_COMMUNITY,)),
        # Units and two-new organisations, of which no register says yet who is in operation.
        Holders("M098", named_this_year, (HonourType.MODEL_UNIT,)),
        DistinctCount("M100", named_this_year, (HonourType.STAR_OF_MONTH,), of="named_on__month"),
        Happened("M052", before_july, (HonourType.COMMENDATION,)),
    )
    ways: ClassVar[Any] = (
        Way("share", gettext_lazy("share of those meant who hold it"), Coverage, holding),
        Way("covered", gettext_lazy("how many of those meant were named in the year"), Covered, named_this_year),
        Way("number", gettext_lazy("how many were named in the year, each holder counted"), Number, named_this_year),
    )

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """Nothing is named before its public notice is over, nor without one where it needs one."""
        if not NAMING.intersection(changed):
            return super().entry_errors(records, changed)
        return [notice_errors(honour, its) for honour, its in zip(records, notices_of(records), strict=True)]

    def entry_remarks(self, records: Sequence[Any], changed: Collection[str], by: User | None) -> list[list[str]]:
        if not NAMING.intersection(changed):
            return super().entry_remarks(records, changed, by)
        known = self.records() if by is None else self.visible_to(by)
        stars = other_stars(records, known.counted())
        assessed = assessed_first(records)
        return [
            [*first, *late_commendation(honour), *others]
            for honour, first, others in zip(records, assessed, stars, strict=True)
        ]

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        if record is None:
            return months_without_star(self.visible_to(user).counted()) if may(user, self.may("decide")) else ()
        return notice_told(record)

    def to_report(self, on: date) -> Q:
        """What is revoked or has expired is no honour of the year any more."""
        return holding_on(on)

    def complete(self, record: Any) -> None:
        record.type = record.type or type_of(record.title)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.person and not record.consented:
            found["consented"] = _("A name is entered only where the person agrees to its publication.")
        if record.revoked_on and not record.named_on:
            found["revoked_on"] = _("Only what was named before can be revoked.")
        if record.expires_on and record.named_on and record.expires_on <= record.named_on:
            found["expires_on"] = _("Not after the day on which it was named.")
        return found


@declare
class NoticeRules(RecordRegister):
    name = "notice-rules"
    record_name = "notice_rule"
    reported = False
    title = gettext_lazy("Rules of public notice")
    record_title = gettext_lazy("Rule of public notice")
    explained = gettext_lazy("Which honours are on public notice before they are named, and for how many working days")
    icon = "speakerphone"
    sheet = "公示规则"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = NoticeRule
    titled = "basis"
    roles = KEPT_BY_STAFF
    settles = True
    lies_ahead = True
    lines: ClassVar[Any] = (
        Line("type", "类别", key=True, listed=True, filtered=True, words=TYPE_WORDS, width=22),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期"),
        Line("required", "必须公示", listed=True, width=12),
        Line("working_days", "公示工作日", listed=True, width=12),
        Line("basis", "依据", listed=True, searched=True, width=40),
    )

    def title_of(self, record: Any) -> str:
        return str(record.get_type_display())

    def errors_of(self, record: Any, on: date) -> dict[str, str]:  # noqa: ARG002
        if record.end and record.start and record.end <= record.start:
            return {"end": _("Not after the day on which it begins.")}
        return {}
