"""The registers of the League's recruitment and of its recommendations (M023 M024)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.admissions.models import Admission
from apps.admissions.workbook import AdmissionComparison
from apps.core.calendar import today
from apps.league.models import Recommendation, Recruitment
from apps.organisations.kinds import PARTY_KINDS, Role
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.sets import LEAGUE_KINDS
from apps.registers.cases import CaseRegister
from apps.registers.lines import Line
from apps.registers.measures import DistinctCount, Holders, Period, Settled, Way
from apps.registers.noted import Noted
from apps.registers.register import READERS, RECORDERS, RecordRegister
from apps.registers.registry import declare
from apps.workbooks.columns import CodeColumn
from apps.workbooks.keyed_register import Comparison

_LABEL = "league.Recommendation"


def not_of_the_league() -> str:
    return _("Only of an organisation of the League.")


def no_such_case() -> str:
    return _("The branch has no admission case with this number.")


def as_planned(period: Period) -> Q:
    """Of the year, with as many taken in as were planned."""
    return Q(year=period.as_of.year, recruited__gte=F("planned"), date__lte=period.as_of)


def recommended(period: Period) -> Q:
    """Recommended in the year."""
    return Q(recommended_on__range=period)


def taken_up(period: Period) -> Q:
    return Q(taken_up_on__lte=period.as_of)


@declare
class Recruitments(RecordRegister):
    name = "league-recruitment"
    record_name = "league_recruitment"
    title = gettext_lazy("Recruitment of League members")
    record_title = gettext_lazy("Recruitment of a year")
    explained = gettext_lazy("Planned and taken in by organisation and year: numbers, no names")
    icon = "user-up"
    sheet = "发展团员"
    organisation_headings = ("团组织编码", "团组织名称")
    organisation_label = gettext_lazy("Organisation of the League")
    model = Recruitment
    titled = "remark"
    lines: ClassVar[Any] = (
        Line("year", "年度", key=True, listed=True, width=8),
        Line("planned", "计划发展数", listed=True, width=12),
        Line("recruited", "已发展数", listed=True, width=12),
        Line("date", "最近批准日期", listed=True),
        Line("remark", "备注", searched=True, width=20),
    )
    ways: ClassVar[Any] = (
        Way("as_planned", gettext_lazy("organisations that took in as many as planned"), Holders, as_planned),
    )

    def in_year(self, year: int) -> Q:
        return Q(year=year)

    def to_report(self, on: date) -> Q:
        return Q(date__isnull=True) | Q(date__lte=on)

    def title_of(self, record: Any) -> str:
        return f"{record.organisation.name} {record.year}"

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """How many of how many planned: of this record, or of all of the year that one sees."""
        rows = self.visible_to(user).counted().filter(year=record.year if record else today().year)
        rows = rows.filter(pk=record.pk) if record else rows
        said = rows.order_by().aggregate(planned=Sum("planned"), recruited=Sum("recruited"), number=Count("pk"))
        if said["planned"] is None:
            return ()
        said |= {"year": record.year if record else today().year, "recruited": said["recruited"] or 0}
        return (_("%(year)d: %(recruited)d taken in of %(planned)d planned, %(number)d organisations.") % said,)

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.organisation_id and record.organisation.kind not in LEAGUE_KINDS:
            found["organisation"] = not_of_the_league()
        if record.planned is None and record.recruited is None:
            found["planned"] = _("Enter how many are planned, or how many were taken in.")
        if record.recruited and record.date is None:
            found["date"] = _("Enter the day.")
        if record.date and record.year and record.date.year != record.year:
            found["date"] = _("Not in the year.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """Once a year."""
        yield from super().conflicts(records)
        rows = Recruitment.objects.counted().filter(year__in={it.year for it in records})
        there = {(organisation, year): pk for organisation, year, pk in rows.values_list("organisation", "year", "pk")}
        for record in records:
            if there.get((record.organisation_id, record.year), record.pk) != record.pk:
                yield record, "year", _("The numbers of this organisation and year are there already.")


@declare
class Recommendations(Noted, CaseRegister):
    name = "recommendations"
    record_name = "recommendation"
    title = gettext_lazy("Recommendations by the League")
    record_title = gettext_lazy("Recommendation by the League")
    explained = gettext_lazy("Whom the League recommends to which branch, and whether an admission case took it up")
    icon = "thumb-up"
    sheet = "推优"
    organisation_headings = ("团组织编码", "团组织名称")
    organisation_label = gettext_lazy("Organisation of the League")
    reported = False
    exchanged = False
    model = Recommendation
    comparison: ClassVar[type[Comparison[Any]]] = AdmissionComparison
    titled = "name"
    fields: ClassVar[Mapping[str, str]] = {}
    awaited = ("decide",)
    roles: ClassVar[Mapping[str, frozenset[Role]]] = {
        "view": READERS,
        "record": RECORDERS,
        "decide": frozenset({Role.STAFF, Role.SECRETARY}),
    }
    lines: ClassVar[Any] = (
        Line("code", "编号", key=True, listed=True, searched=True, made=CodeColumn, width=16),
        Line("branch", "接收支部编码", listed=True, named="接收支部名称"),
        Line("name", "姓名", listed=True, searched=True, restricted=f"{_LABEL}.name", width=12),
        Line("recommended_on", "推荐日期", listed=True),
        Line("present", "参会人数", width=10),
        Line("in_favour", "赞成票数", width=10),
        Line("taken_up_on", "采纳日期", listed=True),
        Line("case_number", "发展党员编号", listed=True, searched=True, width=18),
        Line("declined_on", "未采纳日期"),
    )
    measures: ClassVar[Any] = (DistinctCount("M024", recommended),)
    ways: ClassVar[Any] = (
        Way("taken_up", gettext_lazy("share of the League’s recommendations taken up"), Settled, recommended, taken_up),
    )

    def ends(self, what: str) -> Sequence[str]:
        """The League recommends, the branch takes up; either sees it."""
        return {"record": ("organisation",), "decide": ("branch",)}.get(what, ("organisation", "branch"))

    def right_to_change(self, record: Any) -> str:
        return "record" if record.taken_up_on is None and record.declined_on is None else "decide"

    def subject(self, record: Any) -> str:
        """By the organisations: no name is needed in the log."""
        return f"{record.organisation.code} {record.code}"

    def form_lines(self, record: Any) -> Iterator[Line]:
        """A number stays what it is."""
        return (line for line in super().form_lines(record) if record is None or line.name != "code")

    def complete(self, record: Any) -> None:
        """Whoever has no number gets the next one of the organisation and year."""
        if record.code or record.organisation_id is None or record.recommended_on is None:
            return
        beginning = f"{record.organisation.code}-{record.recommended_on.year}-"
        record.code = f"{beginning}{Recommendation.objects.filter(code__startswith=beginning).count() + 1:02}"

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """Above the list: how many of the year were taken up."""
        if record is not None:
            return ()
        rows: RecordQuerySet = self.visible_to(user).counted().filter(recommended_on__year=today().year)
        said = rows.order_by().aggregate(number=Count("pk"), taken=Count("pk", filter=Q(taken_up_on__isnull=False)))
        return (_("This year: %(number)d recommended, %(taken)d of them taken up.") % said,) if said["number"] else ()

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.organisation_id and record.organisation.kind not in LEAGUE_KINDS:
            found["organisation"] = not_of_the_league()
        if record.branch_id and record.branch.kind not in PARTY_KINDS:
            found["branch"] = _("Members belong to organisations of the Party.")
        if record.in_favour is not None and record.present is not None and record.in_favour > record.present:
            found["in_favour"] = _("More than voted.")
        if record.taken_up_on and not record.case_number:
            found["case_number"] = _("Enter the number of the admission case.")
        if record.taken_up_on and record.declined_on:
            found["declined_on"] = _("Taken up, and not taken up: one of both is wrong.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """What took it up is a case of the receiving branch."""
        yield from super().conflicts(records)
        for record in self._without_case(records):
            yield record, "case_number", no_such_case()

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """A step asks the same."""
        wrong = self._without_case(records) if "case_number" in changed else []
        return [{"case_number": no_such_case()} if record in wrong else {} for record in records]

    def _without_case(self, records: Sequence[Any]) -> list[Any]:
        """Those whose branch has no case with the number that they name.  One query."""
        rows = Admission.objects.counted().filter(code__in={it.case_number for it in records if it.case_number})
        known = dict(rows.values_list("code", "organisation"))
        return [it for it in records if it.case_number and known.get(it.case_number) != it.branch_id]
