"""The registers of judging: criteria, points by item, score sheets, reports of secretaries (M062 M149 M167)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.amount import HUNDRED
from apps.core.calendar import today
from apps.registers.lines import Line
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare
from apps.scores.criteria import Versions
from apps.scores.items import items_in, unread
from apps.scores.models import FIELD_WORDS, GRADE_WORDS, Criteria, ScoreItem, ScoreSheet, SecretaryReport

#: The numbers of criteria, each with its default.
USUAL = (
    *("own_share", "ballot_share", "superior_share"),
    *("good", "fair", "ordinary", "poor", "advanced_from", "general_from"),
)


@declare
class CriteriaRegister(RecordRegister):
    name = "criteria"
    record_name = "criteria"
    title = gettext_lazy("Criteria of assessment")
    record_title = gettext_lazy("Version of the criteria")
    explained = gettext_lazy(
        "What is judged at the end of the year for how many points, what is a veto, what is which class"
    )
    icon = "list-numbers"
    sheet = "考核标准"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = Criteria
    titled = "title"
    reported = False
    settles = True
    lies_ahead = True
    roles = KEPT_BY_STAFF
    lines: ClassVar[Any] = (
        Line("field", "适用领域", key=True, listed=True, filtered=True, words=FIELD_WORDS, width=16),
        Line("title", "版本", key=True, listed=True, searched=True, width=30),
        Line("start", "起始日期", key=True, listed=True),
        Line("approved_on", "批准日期", listed=True),
        Line("document_number", "文号", searched=True, width=20),
        Line("items", "考核要点", width=40),
        Line("vetoes", "否决项", width=30),
        Line("own_share", "自评权重", width=10),
        Line("ballot_share", "测评权重", width=10),
        Line("superior_share", "上级评定权重", width=12),
        Line("good", "好票分值", width=10),
        Line("fair", "较好票分值", width=10),
        Line("ordinary", "一般票分值", width=10),
        Line("poor", "差票分值", width=10),
        Line("advanced_from", "先进起点分", width=10),
        Line("general_from", "一般起点分", width=10),
    )

    def complete(self, record: Any) -> None:
        """What is left blank is as usual."""
        for line in self.lines:
            if line.name in USUAL and getattr(record, line.name) is None:
                setattr(record, line.name, self.model_field(line).get_default())

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if wrong := unread(record.items or ""):
            found["items"] = _("Points, a blank, then what is judged, each once: “%(line)s”.") % {"line": wrong[0]}
        elif not items_in(record.items or ""):
            found["items"] = _("Enter at least one item.")
        if not any((record.own_share, record.ballot_share, record.superior_share)):
            found["superior_share"] = _("One of the three shares at least is above nought.")
        if None not in (record.advanced_from, record.general_from) and record.advanced_from <= record.general_from:
            found["advanced_from"] = _("“Advanced” begins above “general”.")
        return found


#: What is said in a score sheet, and on which day.
SAID_ON = (("appeal", "appealed_on"), ("answer", "answered_on"))


class OfYear(RecordRegister):
    """What is judged of an organisation for a year, once."""

    reported = False
    exchanged = False
    #: What of it there is once, besides organisation and year.
    once: ClassVar[tuple[str, ...]] = ()

    def in_year(self, year: int) -> Q:
        return Q(year=year)

    def begins_with(self, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"year": today().year, self.model.DATED: today(), **super().begins_with(asked)}

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        yield from super().conflicts(records)
        key = ("organisation", "year", *self.once)
        rows = self.model._default_manager.counted().filter(year__in={it.year for it in records})
        there = {tuple(its): pk for *its, pk in rows.values_list(*key, "pk")}
        for it in records:
            its = (it.organisation_id, it.year, *(getattr(it, name) for name in self.once))
            if there.get(its, it.pk) != it.pk:
                yield it, "year", _("There is one for this year already.")


@declare
class ScoreItems(OfYear):
    name = "score-items"
    record_name = "score_item"
    title = gettext_lazy("Points by item")
    record_title = gettext_lazy("Points for an item")
    explained = gettext_lazy("The self-rating by item with its evidence, and the superior’s points")
    icon = "list-details"
    sheet = "考核评分"
    model = ScoreItem
    titled = "evidence"
    once = ("item",)
    beside = ((gettext_lazy("Scores of the year"), "scores:list"),)
    lines: ClassVar[Any] = (
        Line("year", "年度", key=True, listed=True, width=8),
        Line("item", "考核要点", key=True, listed=True, searched=True, width=30),
        Line("own_points", "自评得分", listed=True, width=10),
        Line("evidence", "佐证材料", searched=True, width=30),
        Line("superior_points", "上级评分", listed=True, width=10),
        Line("shortfall", "扣分原因", width=30),
        Line("rated_on", "评分日期"),
    )

    @property
    def decided(self) -> frozenset[str]:
        return frozenset({"superior_points", "shortfall"})

    def title_of(self, record: Any) -> str:
        return str(record.item)

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Only items of the criteria in force, and no more points than they have.  Two queries more."""
        yield from super().conflicts(records)
        versions = Versions({it.organisation_id for it in records})
        for it in records:
            criteria = versions.of(it.organisation_id, it.organisation.sector, it.year)
            if criteria is None:
                yield it, "year", _("No criteria hold for this organisation in this year.")
                continue
            points = {one.name: one.points for one in criteria.asked}
            if it.item not in points:
                yield it, "item", _("The criteria “%(title)s” have no such item.") % {"title": criteria.title}
                continue
            for name in ("own_points", "superior_points"):
                if (getattr(it, name) or 0) > points[it.item] * HUNDRED:
                    yield it, name, _("This item has %(points)d points.") % {"points": points[it.item]}


@declare
class ScoreSheets(OfYear):
    name = "score-sheets"
    record_name = "score_sheet"
    title = gettext_lazy("Ballots and appeals")
    record_title = gettext_lazy("Ballot and appeal of a year")
    explained = gettext_lazy("How members and public voted, what is a veto, what the organisation objects to")
    icon = "clipboard-data"
    sheet = "民主测评和申诉"
    model = ScoreSheet
    titled = "appeal"
    beside = ((gettext_lazy("Scores of the year"), "scores:list"),)
    lines: ClassVar[Any] = (
        Line("year", "年度", key=True, listed=True, width=8),
        Line("held_on", "测评日期", listed=True),
        Line("members_good", "党员好票", width=10),
        Line("members_fair", "党员较好票", width=10),
        Line("members_ordinary", "党员一般票", width=10),
        Line("members_poor", "党员差票", width=10),
        Line("public_good", "群众好票", width=10),
        Line("public_fair", "群众较好票", width=10),
        Line("public_ordinary", "群众一般票", width=10),
        Line("public_poor", "群众差票", width=10),
        Line("veto", "否决项", listed=True, width=24),
        Line("appeal", "申诉", width=30),
        Line("appealed_on", "申诉日期", listed=True),
        Line("answer", "申诉答复", width=30),
        Line("answered_on", "答复日期", listed=True),
    )

    @property
    def decided(self) -> frozenset[str]:
        return frozenset({"veto", "answer", "answered_on"})

    def waiting(self) -> Q:
        """An appeal that nobody has answered."""
        return Q(appealed_on__isnull=False, answered_on__isnull=True)

    def title_of(self, record: Any) -> str:
        return _("Ballot and appeal of %(year)d") % {"year": record.year}

    def complete(self, record: Any) -> None:
        """Who writes without a day writes today."""
        for text, day in SAID_ON:
            if getattr(record, text) and getattr(record, day) is None:
                setattr(record, day, today())

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        for text, day in SAID_ON:
            if getattr(record, day) and not getattr(record, text):
                found[text] = _("Enter the text, or leave the day blank.")
        if record.answered_on and not record.appealed_on:
            found["answered_on"] = _("There is no appeal to answer.")
        elif record.answered_on and record.answered_on < record.appealed_on:
            found["answered_on"] = _("Before the appeal.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """A veto is one of the criteria.  Two queries more."""
        yield from super().conflicts(records)
        vetoed = [it for it in records if it.veto]
        if not vetoed:
            return
        versions = Versions({it.organisation_id for it in vetoed})
        for it in vetoed:
            criteria = versions.of(it.organisation_id, it.organisation.sector, it.year)
            if criteria is None or it.veto not in criteria.veto_items:
                known = "；".join(criteria.veto_items) if criteria else ""
                yield it, "veto", _("Not one of the veto items: %(known)s") % {"known": known or "–"}


@declare
class SecretaryReports(OfYear):
    name = "secretary-reports"
    record_name = "secretary_report"
    title = gettext_lazy("Reports of secretaries")
    record_title = gettext_lazy("Report of a secretary")
    explained = gettext_lazy("What secretaries reported on Party building, the superior’s comments and the ballot")
    icon = "microphone"
    sheet = "书记述职评议"
    model = SecretaryReport
    titled = "secretary"
    once = ("secretary",)
    lines: ClassVar[Any] = (
        Line("year", "年度", key=True, listed=True, width=8),
        Line("secretary", "述职书记", key=True, listed=True, searched=True),
        Line("date", "述职日期", listed=True),
        Line("report", "述职要点", width=40),
        Line("comments", "上级点评", width=40),
        Line("good", "好票", width=8),
        Line("fair", "较好票", width=8),
        Line("ordinary", "一般票", width=8),
        Line("poor", "差票", width=8),
        Line("grade", "综合评价", listed=True, filtered=True, words=GRADE_WORDS, width=10),
    )

    @property
    def decided(self) -> frozenset[str]:
        return frozenset({"comments", "grade"})
