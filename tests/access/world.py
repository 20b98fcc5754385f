"""A township in which everybody has something of their own, and a neighbour with whom nobody here has to do."""

from dataclasses import asdict, dataclass

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.gradings.models import Grading
from apps.organisations.kinds import Kind, Role
from tests.access import making
from tests.access.making import YEAR
from tests.access.rows import NOBODY, Visitor
from tests.factories.township import organisation, person
from tests.filings.cast import plan_of

#: The day of the visits: the filings of December 2012 are open and not yet due.
NOW = "2013-01-03 09:00+08:00"
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
    link, foreign_link = making.led(village, association), making.led(foreign, theirs_led)
    advice, foreign_advice = making.advised(link), making.advised(foreign_link)
    led = {one.code: organisation(f"A{one.code}", top, kind=Kind.ASSOCIATION, sector="") for one in (lower, next_door)}
    places = dict.fromkeys(VILLAGERS, village) | {Role.MASS_OFFICER: association}
    people: dict[Visitor, User] = {role: person(role.value, role, places.get(role, top)) for role in Role}
    people[NOBODY] = person(NOBODY)
    neighbours = person("neighbour", Role.STAFF, away), person("neighbours-leader", Role.LEADER, away)
    owners = (village, lower, next_door, association, foreign)
    for one in owners:
        Grading.objects.create(organisation=one, year=YEAR, start_class="general", start_confirmed=True)
    for committee in (top, away):
        months_open(plan=plan_of(committee, YEAR), months=[Month(YEAR, 12)])
    making.filed_below(Filing.objects.get(organisation=village), lower)
    for filing in Filing.objects.all():
        making.objected(filing, people[NOBODY])
    report = making.signed_report(top, people[Role.STAFF], people[Role.LEADER])
    partner, received = making.received(top, people[Role.STAFF], report)
    foreign_partner, foreign_received = making.received(away, neighbours[0], report)
    (form, line), (foreign_form, foreign_line) = making.district_form(top), making.district_form(away)
    (programme, exemption), (foreign_programme, foreign_exemption) = (
        making.exempted(next_door),
        making.exempted(foreign),
    )
    activities = {one.code: making.activity(one) for one in owners}
    attachments = {code: making.attachment(number, people[Role.STAFF]) for code, number in activities.items()}
    records = {one.code: making.commitment(one) for one in owners}
    record_files = {code: making.record_file(pk, people[Role.STAFF]) for code, pk in records.items()}
    campaigns = {one.code: making.campaign(one) for one in owners}
    members = {one.code: making.member(one) for one in (village, lower, next_door, foreign)}
    members[association.code] = members[village.code]
    care = {code: making.care(pk) for code, pk in members.items()}
    inspections = {one.code: making.inspection(one) for one in owners}
    proposals = {one.code: making.proposal(one, people[NOBODY]) for one in owners}
    warnings = {one.code: making.warning(one) for one in owners}
    notices = {one.code: making.notice(one, people[NOBODY]) for one in owners}
    notice_files = {code: making.notice_file(pk, people[Role.STAFF]) for code, pk in notices.items()}
    held, foreign_held = making.handed_over(village), making.handed_over(foreign)
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
            indicator=making.indicator(programme),
            exemption=exemption,
            upload=making.upload(user),
            job=making.job(user),
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
        report=making.signed_report(away, neighbour, leader),
        partner=foreign_partner,
        received=foreign_received,
        form=foreign_form,
        line=foreign_line,
        programme=foreign_programme,
        indicator=making.indicator(foreign_programme),
        exemption=foreign_exemption,
        upload=making.upload(neighbour),
        job=making.job(neighbour),
    )
    below, beside = (
        Things(
            code=one.code,
            person=(held := making.handed_over(one)).user.username,
            held=held.pk,
            association=led[one.code].code,
            link=(link := making.led(one, led[one.code])).pk,
            advice=making.advised(link),
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
            indicator=making.indicator(programme),
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
