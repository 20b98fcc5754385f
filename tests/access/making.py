"""What stands in the world of the walks: each function makes one thing of an organisation or a person."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.selectors import holder_of
from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.attachments.holders import Holder
from apps.attachments.services import attachments_add
from apps.checklists.models import Inspection
from apps.checklists.names import STATED
from apps.checklists.sheets import Judged, results_record
from apps.closing.models import Act
from apps.closing.services import proposal_make
from apps.district_forms.services import district_form_add, form_line_add
from apps.district_forms.taking_in import taken_in
from apps.exchange.registers import REGISTERS
from apps.exchange.services import upload_create
from apps.filings.models import Filing, FilingLine
from apps.filings.services import objection_say
from apps.jobs.services import job_claim, job_start
from apps.members.models import Member
from apps.notices.models import Notice, Receipt
from apps.notices.selectors import holder_of as notice_holder
from apps.organisations.kinds import Role
from apps.organisations.models import LeadingLink, Organisation, Placement, RoleAssignment
from apps.organisations.services import role_grant
from apps.packages.models import ReceivedReport, Way
from apps.packages.services import new_key, partner_add
from apps.plans.models import Indicator
from apps.plans.services import exemptions_add
from apps.registers.registry import REGISTERS as DECLARED
from apps.registers.selectors import holder_of as record_holder
from apps.registers.services import record_create
from apps.reports.models import YearEndReport
from apps.reports.services import report_produce, report_request, report_sign
from apps.warnings.models import EarlyWarning
from tests.district_forms.books import SUMS, blank_workbook
from tests.factories.files import photograph
from tests.factories.leading import advice_give, leading_start
from tests.factories.township import person

YEAR = 2012


def led(leader: Organisation, led: Organisation) -> LeadingLink:
    return leading_start(leader=leader, led=led, start=date(2000, 1, 1))


def member(organisation: Organisation) -> int:
    facts: dict[str, Any] = {"code": f"W-{organisation.code}", "name": "李秀英", "joined_on": date(2000, 7, 1)}
    made = record_create(register=DECLARED["members"], by=None, organisation=organisation, **facts)
    return int(made.pk)


def care(member: int) -> int:
    """Help for the member, whom only few see."""
    it = Member.objects.select_related("organisation").get(pk=member)
    facts: dict[str, Any] = {"member": it, "type": "visit", "date": date(2012, 1, 16), "amount": 30_000}
    return int(record_create(register=DECLARED["care"], by=None, organisation=it.organisation, **facts).pk)


def advised(link: LeadingLink) -> int:
    return int(advice_give(giver=link.leader, association=link.led).pk)


def handed_over(place: Organisation) -> RoleAssignment:
    """What somebody still holds over `place` who handed another role over on 1 December."""
    former = person(f"former-{place.code}", Role.CLERK, place)
    on, role = date(YEAR, 12, 1), Role.SECRETARY
    role_grant(user=former, role=role, organisation=place, start=date(2000, 1, 1), end=on, by=None)
    role_grant(user=person(f"successor-{place.code}"), role=role, organisation=place, start=on, by=None)
    held: RoleAssignment = RoleAssignment.objects.select_related("user").get(user=former, end=None)
    return held


def filed_below(filing: Filing, place: Organisation) -> None:
    """The same month of a branch below, which no plan asks by itself."""
    lines = list(filing.lines.all())
    filing.pk, filing.organisation = None, place
    filing.save()
    for line in lines:
        FilingLine.objects.create(filing=filing, indicator_id=line.indicator_id)


def objected(filing: Filing, by: User) -> None:
    measured = Indicator.objects.get(programme__plan=filing.plan_id, code="M-ONE")
    objection_say(filing=filing, indicator=measured, reason="不属于本单位", by=by)


def exempted(village: Organisation) -> tuple[int, int]:
    """A programme of the committee above the village, and an exemption of the village for a day in the past."""
    parent = Placement.objects.get(organisation=village).parent
    indicator = Indicator.objects.get(programme__plan__organisation=parent, code="F-FLOW")
    days = {"start": date(YEAR, 1, 1), "end": date(YEAR, 1, 2)}
    (made,) = exemptions_add(
        indicator=indicator, organisations=[village], reason="整村搬迁", approved_by="党委会议", by=None, **days
    )
    return indicator.programme_id, made.pk


def indicator(programme: int) -> int:
    found: int = Indicator.objects.get(programme=programme, code="F-FLOW").pk
    return found


def activity(host: Organisation) -> str:
    held = activity_record(
        hosts=[host], by=None, date=date(YEAR, 12, 1), type=ActivityType.MEMBERS_MEETING, topic="民主评议党员"
    )
    return str(held.number)


def commitment(by: Organisation) -> int:
    """A record of a register."""
    register, day = DECLARED["commitments"], date(YEAR, 12, 1)
    made = record_create(register=register, by=None, organisation=by, text="年内硬化村道两公里", made_on=day)
    return int(made.pk)


def campaign(of: Organisation) -> int:
    made = record_create(
        register=DECLARED["campaigns"], by=None, organisation=of, title="环境整治", start=date(YEAR, 3, 1)
    )
    return int(made.pk)


def inspection(of: Organisation) -> int:
    found = {of: {"领导班子好": Judged(met=True)}}
    on, items = date(YEAR, 12, 1), {of.pk: STATED["five_good"]}
    results_record(checklist="five_good", on=on, wanted=found, items=items, by=None)
    return Inspection.objects.get(organisation=of).pk


def proposal(host: Organisation, by: User) -> int:
    """What somebody proposed to add who has left since."""
    day = date(YEAR, 12, 2)
    new = {"date": day.isoformat(), "type": "training", "topic": "补录", "hosts": [host.code]}
    made = proposal_make(
        kind="activity", act=Act.ADD, organisations=[host], day=day, old={}, new=new, reason="漏录", by=by
    )
    return int(made.pk)


def warning(of: Organisation) -> int:
    facts = {"since": "2012-08-01"}
    about = {"rule": "not_held", "severity": "yellow", "facts": facts, "raised_on": date(YEAR, 12, 1)}
    return int(EarlyWarning.objects.create(organisation=of, run=uuid4(), **about).pk)


def notice(to: Organisation, by: User) -> int:
    notice = Notice.objects.create(organisation=to, title="报送名单", text="请报送", needs_answer=True, sent_by=by)
    Receipt.objects.create(notice=notice, organisation=to)
    return int(notice.pk)


def attachment(activity: str, by: User) -> str:
    return file_of(holder_of(Activity.objects.get(number=activity)), by)


def record_file(pk: int, by: User) -> str:
    register = DECLARED["commitments"]
    return file_of(record_holder(register, register.records().get(pk=pk)), by)


def notice_file(pk: int, by: User) -> str:
    return file_of(notice_holder(Notice.objects.get(pk=pk)), by)


def file_of(holder: Holder, by: User) -> str:
    (kept,) = attachments_add(holder=holder, files=[photograph()], by=by)
    return str(kept.pk)


def signed_report(committee: Organisation, staff: User, leader: User) -> int:
    report = report_request(organisation=committee, year=YEAR, as_of=date(YEAR, 12, 31), by=staff)
    run = job_claim(str(report.job_id))
    assert run is not None
    report_produce(run=run)
    return int(report_sign(report=report, by=leader, aware=True, remark="如实报告").pk)


def received(place: Organisation, by: User, report: int) -> tuple[int, int]:
    """A partner, and a report that came from there: its workbook and data are those of `report`."""
    key = new_key()
    partner = partner_add(organisation=place, way=Way.RECEIVES, code="Z01", name="青山镇党委", key=key, by=by)
    it = YearEndReport.objects.get(pk=report)
    facts = {"year": it.year, "number": it.number, "as_of": it.as_of, "snapshot": it.snapshot, "sha256": it.sha256}
    told = {"code": "Z01", "name": "青山镇党委", "signed_by": "赵明", "signed_at": it.signed_at, "received_by": by}
    made = ReceivedReport.objects.create(organisation=place, partner=partner, workbook=it.issued.name, **facts, **told)
    return int(partner.pk), int(made.pk)


def district_form(place: Organisation) -> tuple[int, int]:
    """A blank form of a committee, and the line that fills a cell of it."""
    file = taken_in(SimpleUploadedFile("统计表.xlsx", blank_workbook()))
    form = district_form_add(organisation=place, name="统计表", file=file, by=None)
    values = {"sheet": SUMS, "cell": "C6", "figure": "indicator:F-FLOW"}
    return form.pk, form_line_add(form=form, values=values, by=None).pk


def upload(by: User) -> str:
    register = REGISTERS["organisations"]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.heading for column in register.columns])
    content = BytesIO()
    book.save(content)
    return str(upload_create(register=register, file=ContentFile(content.getvalue(), "empty.xlsx"), by=by).pk)


def job(by: User) -> str:
    return str(job_start(task="reports.year_end", title="A job", arguments={}, by=by).pk)
