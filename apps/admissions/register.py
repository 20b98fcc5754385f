"""The register of admission cases, and that of what the township adds to the rules (M106 M107 M108)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.admissions.becoming import follow_cases, made_by
from apps.admissions.models import GROUP_WORDS, RECOMMENDED_WORDS, Admission, AdmissionRule, Group
from apps.admissions.standing import Rules
from apps.admissions.steps import OPTIONAL, ORDER
from apps.admissions.workbook import AdmissionComparison
from apps.members.fields import MonthColumn
from apps.members.models import Member
from apps.members.models.member import EDUCATION_WORDS, SEX_WORDS
from apps.members.people import KEEP_MEMBERS, WITH_MEMBERS
from apps.organisations.kinds import PARTY_KINDS, Role, Sector
from apps.organisations.recorded import RecordQuerySet
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import DistinctCount, Period
from apps.registers.noted import Noted
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare
from apps.registers.steps import open_cases
from apps.workbooks.columns import CodeColumn
from apps.workbooks.keyed_register import Comparison

#: What a new case may have behind it already; whoever is further on comes by workbook.
BEGINNING = ("applied_on", "talked_on", "activist_on", "recommended_by", "recommender")
PERSON = ("organisation", "code", "name", "sex", "born", "education", "group")


def admitted(period: Period) -> Q:
    """Admissions count by the day of their approval."""
    return Q(approved_on__range=period)


def admitted_rural(period: Period) -> Q:
    """Of these those of villages."""
    return admitted(period) & Q(organisation__sector=Sector.VILLAGE)


def admitted_first(period: Period) -> Q:
    """Of these those whom the plan puts first."""
    return admitted(period) & Q(group__in=Group.values)


def taken() -> str:
    return _("There is a case or a member with this number already.")


@declare
class Admissions(Noted, CaseRegister):
    name = "admissions"
    record_name = "admission"
    title = gettext_lazy("Admission cases")
    record_title = gettext_lazy("Admission case")
    explained = gettext_lazy("From the application to full membership; opening a case is noted in the audit log")
    icon = "user-plus"
    sheet = "发展党员"
    reported = False
    exchanged = False
    model = Admission
    titled = "name"
    fields: ClassVar[Mapping[str, str]] = {}
    comparison: ClassVar[type[Comparison[Any]]] = AdmissionComparison
    detail_template = "admissions/admission.html"
    quota = gettext_lazy("admitted this year")
    quota_on = "approved_on"
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": WITH_MEMBERS,
        "record": KEEP_MEMBERS,
        "decide": frozenset({Role.STAFF}),
    }
    lines: ClassVar[Any] = (
        Line("code", "编号", key=True, listed=True, searched=True, made=CodeColumn, width=16),
        Line("name", "姓名", listed=True, searched=True, restricted="admissions.Admission.name", width=12),
        Line("sex", "性别", words=SEX_WORDS, width=8),
        Line("born", "出生年月", made=MonthColumn, restricted="admissions.Admission.born", width=12),
        Line("education", "学历", words=EDUCATION_WORDS, width=14),
        Line("group", "重点对象", filtered=True, words=GROUP_WORDS, width=12),
        Line("applied_on", "递交申请书日期", listed=True),
        Line("talked_on", "派人谈话日期"),
        Line("activist_on", "确定积极分子日期", listed=True, width=18),
        Line("recommended_by", "推荐方式", filtered=True, words=RECOMMENDED_WORDS, width=14),
        Line("recommender", "推荐组织", width=20),
        Line("filed_on", "积极分子备案日期", width=18),
        Line("mentored_on", "指定培养联系人日期", width=20),
        Line("checked_on", "最近考察日期"),
        Line("noticed_on", "公示日期"),
        Line("candidate_on", "确定发展对象日期", listed=True, width=18),
        Line("candidate_filed_on", "发展对象备案日期", width=18),
        Line("introduced_on", "确定入党介绍人日期", width=20),
        Line("reviewed_on", "政治审查日期"),
        Line("trained_on", "集中培训日期"),
        Line("training_hours", "培训学时", width=10),
        Line("examined_on", "支委会审查日期"),
        Line("prereviewed_on", "党委预审日期"),
        Line("form_on", "填写志愿书日期"),
        Line("meeting_on", "支部大会日期"),
        Line("entitled", "应到有表决权人数", width=18),
        Line("in_favour", "赞成票数", width=10),
        Line("interviewed_on", "派人谈话（审批前）日期", width=22),
        Line("approved_on", "党委审批日期", listed=True),
        Line("reported_on", "上级备案日期"),
        Line("placed_on", "编入支部小组日期", width=18),
        Line("oath_on", "入党宣誓日期"),
        Line("observed_on", "预备期最近考察日期", width=20),
        Line("full_applied_on", "转正申请日期"),
        Line("extended_on", "延长预备期日期"),
        Line("extension", "延长月数", width=10),
        Line("full_meeting_on", "转正支部大会日期", width=18),
        Line("full_entitled", "转正应到有表决权人数", width=22),
        Line("full_in_favour", "转正赞成票数", width=14),
        Line("full_approved_on", "转正审批日期", listed=True),
        Line("archived_on", "材料归档日期"),
        Line("ended_on", "终止日期"),
    )
    measures: ClassVar[Any] = (
        DistinctCount("M106", admitted),
        DistinctCount("M107", admitted_rural),
        DistinctCount("M108", admitted_first),
    )

    def form_lines(self, record: Any) -> Iterator[Line]:
        """A new case has begun at most; a number stays what it is."""
        if record is not None:
            yield from (
                line for line in super().form_lines(record) if line.name != "code" and self._asked(record, line)
            )
        else:
            yield from (line for line in self.all_lines if line.name in (*PERSON, *BEGINNING))

    def _asked(self, record: Any, line: Line) -> bool:
        """What is asked together with a step is there once that is taken."""
        step = next((step for step in self.steps if line.name in step.asks), None)
        return step is None or getattr(record, step.on) is not None

    def in_year(self, year: int) -> Q:
        """The cases that were open, or came to their end, in the year."""
        begun = Q(applied_on__year__lte=year)
        over = Q(archived_on__year__lt=year) | Q(ended_on__year__lt=year)
        return begun & ~over

    def begun_by(self, on: date) -> Q:
        return Q(applied_on__lte=on)

    def beyond(self, day: date) -> Q | None:
        del day
        return open_cases(self.steps)

    def title_of(self, record: Any) -> str:
        return str(record.name)

    def subject(self, record: Any) -> str:
        """By number: no name is needed in the log."""
        return f"{record.organisation.code} {record.code}"

    def likely_same(self, record: Any) -> RecordQuerySet:
        """Others of the same name at the same place."""
        rows: RecordQuerySet = self.records().counted().filter(name=record.name, organisation=record.organisation)
        return rows.exclude(pk=record.pk)

    def complete(self, record: Any) -> None:
        """Whoever has no number gets the next one of the organisation and year."""
        if record.code or record.organisation_id is None or record.applied_on is None:
            return
        beginning = f"{record.organisation.code}-{record.applied_on.year}-"
        record.code = f"{beginning}{Admission.objects.filter(code__startswith=beginning).count() + 1:02}"

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        """Besides: no step is skipped, and of two at the same moment only one gets a number."""
        found = super().errors_of(record, on)
        if record.pk is None and Admission.objects.counted().filter(code=record.code).exists():
            found["code"] = taken()
        missing = ""
        titles = {step.code: step.act for step in self.steps}
        for code in ORDER:
            if getattr(record, f"{code}_on") is None:
                missing = missing or ("" if code in OPTIONAL else code)
            elif missing:
                found.setdefault(f"{code}_on", _("First: %(step)s.") % {"step": titles[missing]})
        if record.organisation_id and record.organisation.kind not in PARTY_KINDS:
            found["organisation"] = _("Members belong to organisations of the Party.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Nobody is on the roll before the case is approved, and the rules of admission hold for workbooks too."""
        yield from super().conflicts(records)
        new = {it.code for it in records if it.pk is None and it.approved_on is None}
        members = set(Member.objects.filter(code__in=new).values_list("code", flat=True))
        unsaid = [it.pk for it in records if it.pk and it.approved_on is None]
        approved = set(Admission.objects.filter(pk__in=unsaid, approved_on__isnull=False).values_list("pk", flat=True))
        rules = Rules(records)
        for record in records:
            if record.pk is None and record.code in members:
                yield record, "code", taken()
            if record.pk in approved:
                yield record, "approved_on", _("On the roll already since it was approved: end the case instead.")
            for name, sentence in rules.faults_of(record):
                yield record, name, sentence

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """Steps keep to the rules of the day on which they are taken."""
        if {*changed} <= {*PERSON} - {"born"}:
            return super().entry_errors(records, changed)
        rules = Rules(records)
        return [dict(reversed(rules.faults_of(it))) for it in records]

    def before_withdrawal(self, record: Any) -> str:
        if not record.approved_on or not made_by([record]).filter(joined_on=record.meeting_on).exists():
            return ""
        return _(
            "The member who is on the roll because of this case is withdrawn with it. "
            "Where the person leaves, or is not admitted after all, end the case instead."
        )

    def written(self, records: Sequence[Any]) -> None:
        follow_cases(records)


@declare
class AdmissionRules(RecordRegister):
    name = "admission-rules"
    record_name = "admission_rule"
    reported = False
    title = gettext_lazy("Rules of admission")
    record_title = gettext_lazy("Rule of admission")
    explained = gettext_lazy("What the township lays down where the rules of 2014 and 2026 leave it open")
    icon = "scale"
    sheet = "发展党员规则"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = AdmissionRule
    titled = "basis"
    roles = KEPT_BY_STAFF
    settles = True
    lies_ahead = True
    lines: ClassVar[Any] = (
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("notice_days", "公示工作日", listed=True, width=12),
        Line("training_hours", "培训学时", listed=True, width=10),
        Line("activist_months", "培养月数", listed=True, width=10),
        Line("approval_months", "审批月数", listed=True, width=10),
        Line("approval_most", "审批最长月数", listed=True, width=14),
        Line("basis", "依据", listed=True, searched=True, width=40),
    )

    def title_of(self, record: Any) -> str:
        return str(record.basis or self.record_title)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        del on
        if record.end and record.start and record.end <= record.start:
            return {"end": _("Not after the day on which it begins.")}
        if not record.said:
            return {"basis": _("Say at least one number otherwise than the rules do.")}
        return {}
