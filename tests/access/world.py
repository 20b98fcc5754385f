"""A township in which everybody has something of their own, and a neighbour with whom nobody here has to do."""

from dataclasses import asdict, dataclass
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
from apps.filings.months import Month
from apps.filings.services import months_open, objection_say
from apps.gradings.models import Grading
from apps.jobs.services import job_claim, job_start
from apps.members.models import Member
from apps.notices.models import Notice, Receipt
from apps.notices.selectors import holder_of as notice_holder
from apps.organisations.kinds import Kind, Role
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
from tests.access.rows import NOBODY, Visitor
from tests.district_forms.books import SUMS, blank_workbook
from tests.factories.files import photograph
from tests.factories.leading import advice_give, leading_start
from tests.factories.township import organisation, person
from tests.filings.cast import plan_of

#: The day of the visits: the filings of December 2012 are open and not yet due.
NOW = "2013-01-03 09:00+08:00"
YEAR = 2012

VILLAGERS = (Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK)


@dataclass(frozen=True)
class Things:
    """What stands in the place of ``{code}``, ``{activity}``, … in the address of a page."""

    code: str
    person: str
    held: int
    association: str
    link: int
    advice: int
    activity: str
    attachment: str
    record: int
    record_file: str
    campaign: int
    member: int
    care: int
    inspection: int
    proposal: int
    warning: int
    notice: int
    notice_file: str
    report: int
    partner: int
    received: int
    form: int
    line: int
    programme: int
    indicator: int
    exemption: int
    upload: str
    job: str


@dataclass(frozen=True)
class World:
    """The people by role, what each calls their own, and what is the neighbour's.

    `below` stands below V01 and so below everybody's own place but the mass officer's; `beside` is the next village
    of the same township.  `lower` are people with the same roles below V01, for whom it is above.
    """

    people: dict[Visitor, User]
    own: dict[Visitor, Things]
    foreign: Things
    below: Things
    beside: Things
    lower: dict[Visitor, User]

    def home(self, path: str, visitor: Visitor) -> str:
        """The address of `path` for what is the visitor's own; nobody in particular is shown the staff's."""
        return path.format(**asdict(self.own.get(visitor, self.own[Role.STAFF])))

    def abroad(self, path: str) -> str:
        """The address of `path` for what is the neighbour's."""
        return path.format(**asdict(self.foreign))

    def there(self, path: str, place: str) -> str:
        """The address of `path` for what is ``below``, ``beside``, or ``above`` those below."""
        things = {"below": self.below, "beside": self.beside, "above": self.own[Role.SECRETARY]}[place]
        return path.format(**asdict(things))


def world() -> World:
    """T01 with the villages V01, below which stand V01-1 and V01-2, and V02; beside it X01 with X01-1.

    Each village leads an association: V01 leads A01, X01-1 leads XA01.
    """
    top, away = (organisation(code, kind=Kind.COMMITTEE, sector="") for code in ("T01", "X01"))
    village, foreign = organisation("V01", top), organisation("X01-1", away)
    lower, next_door = organisation("V01-1", village), organisation("V02", top)
    # The roles of a township fit no branch.
    lower_head = organisation("V01-2", village, kind=Kind.GENERAL_BRANCH)
    association = organisation("A01", top, kind=Kind.ASSOCIATION, sector="")
    theirs_led = organisation("XA01", away, kind=Kind.ASSOCIATION, sector="")
    for code, committee in (("A02", top), ("XA02", away)):  # nobody leads these
        organisation(code, committee, kind=Kind.ASSOCIATION, sector="")
    link, foreign_link = _led(village, association), _led(foreign, theirs_led)
    advice, foreign_advice = _advised(link), _advised(foreign_link)
    led = {one.code: organisation(f"A{one.code}", top, kind=Kind.ASSOCIATION, sector="") for one in (lower, next_door)}
    places = dict.fromkeys(VILLAGERS, village) | {Role.MASS_OFFICER: association}
    people: dict[Visitor, User] = {role: person(role.value, role, places.get(role, top)) for role in Role}
    people[NOBODY] = person(NOBODY)
    neighbours = person("neighbour", Role.STAFF, away), person("neighbours-leader", Role.LEADER, away)
    for one in (village, lower, next_door, association, foreign):
        Grading.objects.create(organisation=one, year=YEAR, start_class="general", start_confirmed=True)
    for committee in (top, away):
        months_open(plan=plan_of(committee, YEAR), months=[Month(YEAR, 12)])
    _filed_below(Filing.objects.get(organisation=village), lower)
    for filing in Filing.objects.all():
        _objected(filing, people[NOBODY])
    report = _signed_report(top, people[Role.STAFF], people[Role.LEADER])
    partner, received = _received(top, people[Role.STAFF], report)
    foreign_partner, foreign_received = _received(away, neighbours[0], report)
    (form, line), (foreign_form, foreign_line) = _district_form(top), _district_form(away)
    (programme, exemption), (foreign_programme, foreign_exemption) = _exempted(next_door), _exempted(foreign)
    activities = {one.code: _activity(one) for one in (village, lower, next_door, association, foreign)}
    attachments = {code: _attachment(number, people[Role.STAFF]) for code, number in activities.items()}
    records = {one.code: _commitment(one) for one in (village, lower, next_door, association, foreign)}
    record_files = {code: _record_file(pk, people[Role.STAFF]) for code, pk in records.items()}
    campaigns = {one.code: _campaign(one) for one in (village, lower, next_door, association, foreign)}
    members = {one.code: _member(one) for one in (village, lower, next_door, foreign)}
    members[association.code] = members[village.code]
    care = {code: _care(pk) for code, pk in members.items()}
    inspections = {one.code: _inspection(one) for one in (village, lower, next_door, association, foreign)}
    proposals = {one.code: _proposal(one, people[NOBODY]) for one in (village, lower, next_door, association, foreign)}
    warnings = {one.code: _warning(one) for one in (village, lower, next_door, association, foreign)}
    notices = {one.code: _notice(one, people[NOBODY]) for one in (village, lower, next_door, association, foreign)}
    notice_files = {code: _notice_file(pk, people[Role.STAFF]) for code, pk in notices.items()}
    held, foreign_held = _handed_over(village), _handed_over(foreign)
    own: dict[Visitor, Things] = {
        visitor: Things(
            code=(place := association if visitor == Role.MASS_OFFICER else village).code,
            person=held.user.username,
            held=held.pk,
            association=association.code,
            link=link.pk,
            advice=advice,
            activity=activities[place.code],
            attachment=attachments[place.code],
            record=records[place.code],
            record_file=record_files[place.code],
            campaign=campaigns[place.code],
            member=members[place.code],
            care=care[place.code],
            inspection=inspections[place.code],
            proposal=proposals[place.code],
            warning=warnings[place.code],
            notice=notices[place.code],
            notice_file=notice_files[place.code],
            report=report,
            partner=partner,
            received=received,
            form=form,
            line=line,
            programme=programme,
            indicator=_indicator(programme),
            exemption=exemption,
            upload=_upload(user),
            job=_job(user),
        )
        for visitor, user in people.items()
    }
    neighbour, leader = neighbours
    theirs = Things(
        code=foreign.code,
        person=foreign_held.user.username,
        held=foreign_held.pk,
        association=theirs_led.code,
        link=foreign_link.pk,
        advice=foreign_advice,
        activity=activities[foreign.code],
        attachment=attachments[foreign.code],
        record=records[foreign.code],
        record_file=record_files[foreign.code],
        campaign=campaigns[foreign.code],
        member=members[foreign.code],
        care=care[foreign.code],
        inspection=inspections[foreign.code],
        proposal=proposals[foreign.code],
        warning=warnings[foreign.code],
        notice=notices[foreign.code],
        notice_file=notice_files[foreign.code],
        report=_signed_report(away, neighbour, leader),
        partner=foreign_partner,
        received=foreign_received,
        form=foreign_form,
        line=foreign_line,
        programme=foreign_programme,
        indicator=_indicator(foreign_programme),
        exemption=foreign_exemption,
        upload=_upload(neighbour),
        job=_job(neighbour),
    )
    below, beside = (
        Things(
            code=one.code,
            person=(held := _handed_over(one)).user.username,
            held=held.pk,
            association=led[one.code].code,
            link=(link := _led(one, led[one.code])).pk,
            advice=_advised(link),
            activity=activities[one.code],
            attachment=attachments[one.code],
            record=records[one.code],
            record_file=record_files[one.code],
            campaign=campaigns[one.code],
            member=members[one.code],
            care=care[one.code],
            inspection=inspections[one.code],
            proposal=proposals[one.code],
            warning=warnings[one.code],
            notice=notices[one.code],
            notice_file=notice_files[one.code],
            report=report,
            partner=partner,
            received=received,
            form=form,
            line=line,
            programme=programme,
            indicator=_indicator(programme),
            exemption=exemption,
            upload=theirs.upload,
            job=theirs.job,
        )
        for one in (lower, next_door)
    )
    lowly: dict[Visitor, User] = {
        role: person(f"lower-{role.value}", role, lower if role in VILLAGERS else lower_head)
        for role in Role
        if role != Role.MASS_OFFICER
    }
    return World(people, own, theirs, below, beside, lowly)


def _led(leader: Organisation, led: Organisation) -> LeadingLink:
    return leading_start(leader=leader, led=led, start=date(2000, 1, 1))


def _member(organisation: Organisation) -> int:
    facts: dict[str, Any] = {"code": f"W-{organisation.code}", "name": "李秀英", "joined_on": date(2000, 7, 1)}
    made = record_create(register=DECLARED["members"], by=None, organisation=organisation, **facts)
    return int(made.pk)


def _care(member: int) -> int:
    """Help for the member, whom only few see."""
    it = Member.objects.select_related("organisation").get(pk=member)
    facts: dict[str, Any] = {"member": it, "type": "visit", "date": date(2012, 1, 16), "amount": 30_000}
    return int(record_create(register=DECLARED["care"], by=None, organisation=it.organisation, **facts).pk)


def _advised(link: LeadingLink) -> int:
    return int(advice_give(giver=link.leader, association=link.led).pk)


def _handed_over(place: Organisation) -> RoleAssignment:
    """What somebody still holds over `place` who handed another role over on 1 December."""
    former = person(f"former-{place.code}", Role.CLERK, place)
    on, role = date(YEAR, 12, 1), Role.SECRETARY
    role_grant(user=former, role=role, organisation=place, start=date(2000, 1, 1), end=on, by=None)
    role_grant(user=person(f"successor-{place.code}"), role=role, organisation=place, start=on, by=None)
    held: RoleAssignment = RoleAssignment.objects.select_related("user").get(user=former, end=None)
    return held


def _filed_below(filing: Filing, place: Organisation) -> None:
    """The same month of a branch below, which no plan asks by itself."""
    lines = list(filing.lines.all())
    filing.pk, filing.organisation = None, place
    filing.save()
    for line in lines:
        FilingLine.objects.create(filing=filing, indicator_id=line.indicator_id)


def _objected(filing: Filing, by: User) -> None:
    measured = Indicator.objects.get(programme__plan=filing.plan_id, code="M-ONE")
    objection_say(filing=filing, indicator=measured, reason="不属于本单位", by=by)


def _exempted(village: Organisation) -> tuple[int, int]:
    """A programme of the committee above the village, and an exemption of the village for a day in the past."""
    parent = Placement.objects.get(organisation=village).parent
    indicator = Indicator.objects.get(programme__plan__organisation=parent, code="F-FLOW")
    days = {"start": date(YEAR, 1, 1), "end": date(YEAR, 1, 2)}
    (made,) = exemptions_add(
        indicator=indicator, organisations=[village], reason="整村搬迁", approved_by="党委会议", by=None, **days
    )
    return indicator.programme_id, made.pk


def _indicator(programme: int) -> int:
    found: int = Indicator.objects.get(programme=programme, code="F-FLOW").pk
    return found


def _activity(host: Organisation) -> str:
    held = activity_record(
        hosts=[host], by=None, date=date(YEAR, 12, 1), type=ActivityType.MEMBERS_MEETING, topic="民主评议党员"
    )
    return str(held.number)


def _commitment(by: Organisation) -> int:
    """A record of a register."""
    register, day = DECLARED["commitments"], date(YEAR, 12, 1)
    made = record_create(register=register, by=None, organisation=by, text="年内硬化村道两公里", made_on=day)
    return int(made.pk)


def _campaign(of: Organisation) -> int:
    made = record_create(
        register=DECLARED["campaigns"], by=None, organisation=of, title="环境整治", start=date(YEAR, 3, 1)
    )
    return int(made.pk)


def _inspection(of: Organisation) -> int:
    found = {of: {"领导班子好": Judged(met=True)}}
    on, items = date(YEAR, 12, 1), {of.pk: STATED["five_good"]}
    results_record(checklist="five_good", on=on, wanted=found, items=items, by=None)
    return Inspection.objects.get(organisation=of).pk


def _proposal(host: Organisation, by: User) -> int:
    """What somebody proposed to add who has left since."""
    day = date(YEAR, 12, 2)
    new = {"date": day.isoformat(), "type": "training", "topic": "补录", "hosts": [host.code]}
    made = proposal_make(
        kind="activity", act=Act.ADD, organisations=[host], day=day, old={}, new=new, reason="漏录", by=by
    )
    return int(made.pk)


def _warning(of: Organisation) -> int:
    facts = {"since": "2012-08-01"}
    about = {"rule": "not_held", "severity": "yellow", "facts": facts, "raised_on": date(YEAR, 12, 1)}
    return int(EarlyWarning.objects.create(organisation=of, run=uuid4(), **about).pk)


def _notice(to: Organisation, by: User) -> int:
    notice = Notice.objects.create(organisation=to, title="报送名单", text="请报送", needs_answer=True, sent_by=by)
    Receipt.objects.create(notice=notice, organisation=to)
    return int(notice.pk)


def _attachment(activity: str, by: User) -> str:
    return _file_of(holder_of(Activity.objects.get(number=activity)), by)


def _record_file(pk: int, by: User) -> str:
    register = DECLARED["commitments"]
    return _file_of(record_holder(register, register.records().get(pk=pk)), by)


def _notice_file(pk: int, by: User) -> str:
    return _file_of(notice_holder(Notice.objects.get(pk=pk)), by)


def _file_of(holder: Holder, by: User) -> str:
    (kept,) = attachments_add(holder=holder, files=[photograph()], by=by)
    return str(kept.pk)


def _signed_report(committee: Organisation, staff: User, leader: User) -> int:
    report = report_request(organisation=committee, year=YEAR, as_of=date(YEAR, 12, 31), by=staff)
    run = job_claim(str(report.job_id))
    assert run is not None
    report_produce(run=run)
    return int(report_sign(report=report, by=leader, aware=True, remark="如实报告").pk)


def _received(place: Organisation, by: User, report: int) -> tuple[int, int]:
    """A partner, and a report that came from there: its workbook and data are those of `report`."""
    key = new_key()
    partner = partner_add(organisation=place, way=Way.RECEIVES, code="Z01", name="青山镇党委", key=key, by=by)
    it = YearEndReport.objects.get(pk=report)
    facts = {"year": it.year, "number": it.number, "as_of": it.as_of, "snapshot": it.snapshot, "sha256": it.sha256}
    told = {"code": "Z01", "name": "青山镇党委", "signed_by": "赵明", "signed_at": it.signed_at, "received_by": by}
    made = ReceivedReport.objects.create(organisation=place, partner=partner, workbook=it.issued.name, **facts, **told)
    return int(partner.pk), int(made.pk)


def _district_form(place: Organisation) -> tuple[int, int]:
    """A blank form of a committee, and the line that fills a cell of it."""
    file = taken_in(SimpleUploadedFile("统计表.xlsx", blank_workbook()))
    form = district_form_add(organisation=place, name="统计表", file=file, by=None)
    values = {"sheet": SUMS, "cell": "C6", "figure": "indicator:F-FLOW"}
    return form.pk, form_line_add(form=form, values=values, by=None).pk


def _upload(by: User) -> str:
    register = REGISTERS["organisations"]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.heading for column in register.columns])
    content = BytesIO()
    book.save(content)
    return str(upload_create(register=register, file=ContentFile(content.getvalue(), "empty.xlsx"), by=by).pk)


def _job(by: User) -> str:
    return str(job_start(task="reports.year_end", title="A job", arguments={}, by=by).pk)
