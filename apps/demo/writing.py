"""Writing invented organisations, classes and activities, set-based."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.activities.models import Activity, Host
from apps.ad_hoc.asking import ask
from apps.ad_hoc.models import AdHocForm
from apps.associations.models import Advice
from apps.checklists.models import Inspection, ItemList, Listing, Result
from apps.checklists.names import Checklist, ListName, Outcome
from apps.closing.services import months_close
from apps.demo.activities import PlannedActivity
from apps.demo.checklists import OWN_CHECKLISTS, PlannedInspection
from apps.demo.filings import PlannedFiling
from apps.demo.leading import PlannedAdvice, PlannedLink
from apps.demo.made import TOWNSHIP, Made, own_code
from apps.demo.organisations import Planned
from apps.demo.planned import PlannedRecord
from apps.demo.registers import known_on
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.filings.services.closing import closed_by
from apps.filings.states import FilingState, Step
from apps.gradings.models import Grading
from apps.members.models import Attendance
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.services import place_new
from apps.organisations.tree import Link
from apps.plans.models import Plan
from apps.posts.models import PostAttendance
from apps.registers.models import Record, StepTaken
from apps.registers.registry import REGISTERS


def write_organisations(plan: Sequence[Planned], township: str = TOWNSHIP, below: Organisation | None = None) -> Made:
    """Organisations, each below its parent since it was opened; those without one stand at the top, or `below`."""
    rows = Organisation.objects.bulk_create(
        (Organisation(code=own_code(township, planned.code), **planned.details) for planned in plan), batch_size=1000
    )
    made = Made({planned.code: row for planned, row in zip(plan, rows, strict=True)}, township)
    place_new(
        {
            made[planned.code].pk: [
                Link(_pk(made[planned.parent] if planned.parent else below), planned.details["opened"])
            ]
            for planned in plan
        }
    )
    return made


def _pk(organisation: Organisation | None) -> int | None:
    return organisation.pk if organisation else None


def write_classes(rows: Mapping[str, dict[str, Any]], made: Made, year: int) -> None:
    Grading.objects.bulk_create(
        (Grading(organisation=made[code], year=year, **row) for code, row in sorted(rows.items()) if code in made),
        batch_size=1000,
    )


def write_leading(links: Sequence[PlannedLink], made: Made) -> None:
    LeadingLink.objects.bulk_create(
        (
            LeadingLink(leader=made[it.leader], led=made[it.led], start=it.start, end=it.end, basis=it.basis)
            for it in links
        ),
        batch_size=1000,
    )


def write_advice(given: Sequence[PlannedAdvice], made: Made, people: Mapping[str, User], as_of: date) -> None:
    """The advice known on the day `as_of`, by the secretaries of the villages, with the answers known by then."""
    known = [it for it in given if it.on <= as_of]
    for it in known:
        answered_on = it.answered_on if it.answered_on is not None and it.answered_on <= as_of else None
        record = Advice.objects.create(
            giver=made[it.giver],
            organisation=made[it.association],
            text=it.text,
            recorded_by=people[f"secretary{it.giver.removeprefix('V')}"],
            given_on=it.on,
            answer=it.answer if answered_on else "",
            answered_on=answered_on,
        )
        if answered_on:
            StepTaken.objects.create(
                register="advice", record=record.pk, step="answered", on=answered_on, by=people["association"]
            )


def write_activities(held: Sequence[PlannedActivity], made: Made, prefix: str) -> list[Activity]:
    """Activities with their hosts, numbered in the order given: ``prefix-00001``."""
    rows = Activity.objects.bulk_create(
        (
            Activity(
                number=made.own(f"{prefix}-{at:05}"),
                date=it.date,
                type=it.type,
                topic=it.topic,
                due=it.due,
                present=it.present,
                hours=it.hours,
                carrier=it.carrier,
                taken_to=it.taken_to,
                households=it.households,
                campaign=it.campaign,
            )
            for at, it in enumerate(held, start=1)
        ),
        batch_size=1000,
    )
    Host.objects.bulk_create(
        (Host(activity=row, organisation=made[code]) for row, it in zip(rows, held, strict=True) for code in it.hosts),
        batch_size=1000,
    )
    return rows


def write_ticks(rows: Sequence[Activity], held: Sequence[PlannedActivity], made: Made) -> None:
    """Who came to activities that were written."""
    both = list(zip(rows, held, strict=True))
    Attendance.objects.bulk_create(
        (Attendance(activity=row, member_id=made.own(code)) for row, it in both for code in it.members), batch_size=1000
    )
    PostAttendance.objects.bulk_create(
        PostAttendance(activity=row, organisation=made[code], post=post) for row, it in both for code, post in it.posts
    )


def write_records(planned: Sequence[PlannedRecord], made: Made, as_of: date) -> None:
    """What the registers know on the day `as_of`."""
    rows: dict[str, list[Record]] = {name: [] for name in REGISTERS}
    for it in planned:
        fields = known_on(it, as_of)
        if fields is not None and it.organisation in made:
            register = REGISTERS[it.register]
            record = register.model(organisation=made[it.organisation], **_with_own_codes(it, fields, made))
            register.complete(record)
            rows[it.register].append(record)
    for name, records in rows.items():
        REGISTERS[name].model._default_manager.bulk_create(records, batch_size=500)


def _with_own_codes(it: PlannedRecord, fields: Mapping[str, Any], made: Made) -> dict[str, Any]:
    """Codes are the township's own, but those of the checklists, which a portal has once."""
    names = {"member_id", "case_number"} if it.register == OWN_CHECKLISTS else {"code", "member_id", "case_number"}
    return {name: made.own(value) if value and name in names else value for name, value in fields.items()}


def write_lists(asked: Mapping[date, Sequence[str]], adopted: Mapping[str, date], made: Made) -> None:
    """The items that no document states, by the day from which on they are asked; who adopts the work method when."""
    ItemList.objects.bulk_create(
        ItemList(organisation=made[TOWNSHIP], checklist=Checklist.THREE_HAVES, start=start, items="\n".join(items))
        for start, items in asked.items()
    )
    Listing.objects.bulk_create(
        Listing(organisation=made[code], list=ListName.ADOPTING_UNIT, start=start, basis="党建工作意见")
        for code, start in adopted.items()
    )


def write_inspections(planned: Sequence[PlannedInspection], made: Made, as_of: date) -> None:
    """What was inspected up to the day `as_of`."""
    known = [it for it in planned if it.date <= as_of and it.organisation in made]
    rows = Inspection.objects.bulk_create(
        Inspection(
            organisation=made[it.organisation],
            checklist=it.checklist,
            date=it.date,
            outcome=Outcome.MET if it.lacking is None else Outcome.LACKING,
        )
        for it in known
    )
    Result.objects.bulk_create(
        (
            Result(inspection=row, position=at, item=item, met=at != it.lacking)
            for row, it in zip(rows, known, strict=True)
            for at, item in enumerate(it.items)
        ),
        batch_size=1000,
    )


def write_filings(planned: Sequence[PlannedFiling], made: Made, plan: Plan, people: Mapping[str, User]) -> None:
    """Open the months as the portal does and bring each filing to where it stands."""
    months_open(plan=plan, months={Month(plan.year, it.month) for it in planned})
    opened = {(it.organisation_id, it.month): it for it in plan.filings.select_related("organisation")}
    there = [(made[it.code].pk, it) for it in planned if it.code in made]
    known = [(opened[pk, it.month], it) for pk, it in there if (pk, it.month) in opened]
    FilingStep.objects.filter(filing__plan=plan).delete()
    for filing, it in known:
        _bring_to(filing, it, people)
    # All of them exist: one statement with a row for each is ten times cheaper than `bulk_update`.
    Filing.objects.bulk_create(
        [filing for filing, _ in known], update_conflicts=True, unique_fields=["id"], update_fields=FILING_FIELDS
    )
    _write_steps(known, people)
    _write_values(known, plan)
    months_close(closed_by(filing for filing, _ in known if filing.state == FilingState.APPROVED))


FILING_FIELDS = [
    "state",
    "first_submitted_on",
    "submitted_by",
    "approved_on",
    "entered_on_behalf",
    "confirmed_by",
    "return_reason",
]


def _bring_to(filing: Filing, planned: PlannedFiling, people: Mapping[str, User]) -> None:
    filing.state = planned.state
    for step in planned.steps:
        if step.step == Step.SUBMITTED:
            filing.first_submitted_on = filing.first_submitted_on or step.on
            filing.submitted_by = people[step.by or ""]
        elif step.step == Step.ENTERED:
            filing.entered_on_behalf = True
        elif step.step == Step.CONFIRMED:
            filing.confirmed_by = people[step.by or ""]
        elif step.step == Step.APPROVED:
            filing.approved_on = step.on
    if planned.state == FilingState.RETURNED:
        filing.return_reason = planned.steps[-1].reason


def _write_steps(known: Sequence[tuple[Filing, PlannedFiling]], people: Mapping[str, User]) -> None:
    FilingStep.objects.bulk_create(
        (
            FilingStep(
                filing=filing,
                step=step.step,
                at=_morning(step.on),
                by=people.get(step.by or ""),
                reason=step.reason,
            )
            for filing, it in known
            for step in it.steps
        ),
        batch_size=1000,
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))


def _write_values(known: Sequence[tuple[Filing, PlannedFiling]], plan: Plan) -> None:
    """The figures of what has been submitted; a month that nobody has touched stays blank."""
    values = {filing.pk: it.values for filing, it in known if it.submitted}
    lines = list(FilingLine.objects.filter(filing__plan=plan, filing__in=values).select_related("indicator"))
    for line in lines:
        line.numerator, line.denominator = values[line.filing_id][line.indicator.code]
    figures = ["numerator", "denominator"]
    FilingLine.objects.bulk_create(lines, update_conflicts=True, unique_fields=["id"], update_fields=figures)


def write_asked(made: Made) -> None:
    """Each ad-hoc form has the answers that were given to it, and waits for the others."""
    for form in AdHocForm.objects.filter(organisation__in=made.values()):
        ask(form)
