"""One township with all that it has in a year."""

from collections.abc import Sequence
from datetime import date
from random import Random

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.checklists.models import OwnChecklist
from apps.demo.activities import activities
from apps.demo.admissions import admissions, newly_on_the_roll
from apps.demo.association_work import association_work
from apps.demo.attendance import courses, ticked
from apps.demo.branch_life import branch_life
from apps.demo.cadres import cadres
from apps.demo.checklists import inspections, inspections_before, lists, own_checklists
from apps.demo.classes import classes
from apps.demo.filings import filings
from apps.demo.house import house
from apps.demo.last_year import classes_before, plan_rows
from apps.demo.leading import advice, leading
from apps.demo.made import TOWNSHIP, Made
from apps.demo.meeting import meeting
from apps.demo.members import members
from apps.demo.opinion import plan_title
from apps.demo.organisations import Planned, organisations, party_organisations
from apps.demo.people import Person, people
from apps.demo.planned import PlannedRecord
from apps.demo.registers import registers
from apps.demo.report import OWNERS, TEXTS
from apps.demo.scores import scores
from apps.demo.signing import write_owners, write_signatures
from apps.demo.writing import (
    write_activities,
    write_advice,
    write_asked,
    write_classes,
    write_filings,
    write_inspections,
    write_leading,
    write_lists,
    write_organisations,
    write_records,
    write_ticks,
)
from apps.demo.year_before import year_before
from apps.gradings.classes import GradingClass
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.services import role_grant
from apps.plans.opinion import opinion_rows
from apps.plans.services import plan_load_csv
from apps.reports.services import report_text_save


def township_write(
    *, year: int, as_of: date, seed: int, township: str = TOWNSHIP, below: Organisation | None = None
) -> list[Person]:
    """Write what is known of `year` on `as_of` in a township of that code; same arguments, same data.

    Returns the people who can sign in.
    """
    plan = organisations(year, _random(seed, "organisations"))
    known = [_as_known(planned, as_of) for planned in plan if planned.details["opened"] <= as_of]
    made = write_organisations(known, township, below)
    links = leading(known)
    write_leading(links, made)
    graded = classes(party_organisations(plan), year, as_of, _random(seed, "classes"))
    write_classes(graded, made, year)
    write_classes(classes_before(party_organisations(plan), graded, year), made, year - 1)
    backward = [code for code, row in graded.items() if row["start_class"] == GradingClass.BACKWARD]
    registers_write(plan, backward, made, year, as_of, seed)
    cast = people(_random(seed, "people"))
    write_records(house(plan, cast, year, _random(seed, "house")), made, as_of)
    write_asked(made)
    write_records(meeting(plan, year), made, as_of)
    write_records(scores(plan, year, _random(seed, "scores")), made, as_of)
    write_records(association_work(plan, year, _random(seed, "association work")), made, as_of)
    roll = members(known, year, _random(seed, "members"))
    cases = admissions(roll, year, _random(seed, "admissions"))
    people_there = [*roll, *newly_on_the_roll(cases, as_of)]
    write_records([*people_there, *cases], made, as_of)
    _write_held(plan, people_there, made, year, as_of, seed)
    write_records(cadres(plan, people_there, year, _random(seed, "cadres")), made, as_of)
    write_records(branch_life(known, roll, cases, made, year, _random(seed, "branch life")), made, as_of)
    accounts = write_people(cast, made, min(date(year, 1, 1), as_of))
    write_advice(list(advice(links, year)), made, accounts, as_of)
    opinion = plan_load_csv(
        organisation=made[TOWNSHIP], year=year, rows=opinion_rows(), title=plan_title(year), by=None
    )
    write_owners(opinion, OWNERS)
    plan_load_csv(organisation=made[TOWNSHIP], year=year - 1, rows=plan_rows(), title=plan_title(year - 1), by=None)
    homes = {it.username: made[it.over[0]].pk for it in cast if it.role in (Role.SECRETARY, Role.MASS_OFFICER)}
    write_signatures(opinion, accounts, homes, as_of)
    write_filings(filings(plan, year, as_of, _random(seed, "filings")), made, opinion, accounts)
    report_text_save(organisation=made[TOWNSHIP], year=year, version=None, texts=TEXTS, by=None)
    return cast


def registers_write(plan: list[Planned], backward: list[str], made: Made, year: int, as_of: date, seed: int) -> None:
    """The registers of the year and of the year before."""
    records = registers(plan, backward, year, _random(seed, "registers"))
    earlier = year_before(plan, records, year, _random(seed, "registers before"))
    write_records([*earlier, *records, *missing_checklists(year)], made, as_of)
    write_lists(*lists(plan, year), made)
    inspected = inspections(plan, year, _random(seed, "checklists"))
    inspected_earlier = inspections_before(plan, year, _random(seed, "checklists before"))
    write_inspections([*inspected_earlier, *inspected], made, as_of)


def missing_checklists(year: int) -> list[PlannedRecord]:
    """Own checklists with their items; of those that the portal has already, the items alone."""
    there = set(OwnChecklist.objects.values_list("code", flat=True))
    return [it for it in own_checklists(year) if it.fields.get("code") not in there]


def write_people(cast: Sequence[Person], made: Made, since: date) -> dict[str, User]:
    """Accounts by their user names in the plans, with their roles from `since` on."""
    accounts = {}
    for person in cast:
        username = made.own(person.username)
        user = account_create(
            username=username, name=person.name, password=person.password, is_demonstration=True, by=None
        )
        for code in person.over:
            role_grant(user=user, role=person.role, organisation=made[code], start=since, by=None)
        accounts[person.username] = user
    return accounts


def _write_held(plan: list[Planned], roll: list[PlannedRecord], made: Made, year: int, as_of: date, seed: int) -> None:
    """The activities of the year and the courses of both, with who was ticked at them."""
    settlements = [it.code for it in plan if it.code.startswith("V") and "-" not in it.code and it.code in made]
    held = [*activities(plan, year, _random(seed, "activities")), *courses(sorted(settlements), year)]
    known = sorted((it for it in held if it.date <= as_of), key=lambda it: (it.date, it.hosts, it.topic))
    for of_year in (year - 1, year):
        its = list(ticked([it for it in known if it.date.year == of_year], roll, _random(seed, "attendance")))
        write_ticks(write_activities(its, made, str(of_year)), its, made)


def _as_known(planned: Planned, as_of: date) -> Planned:
    """Without a closing that had not happened yet."""
    closed = planned.details.get("closed")
    if closed is None or closed <= as_of:
        return planned
    return Planned(
        planned.code, planned.parent, {key: value for key, value in planned.details.items() if key not in _CLOSING}
    )


_CLOSING = frozenset({"closed", "closing", "approval_number"})


def _random(seed: int, part: str) -> Random:
    """A source of chance for one part of the data, so that a change in one part leaves the others as they were."""
    return Random(f"{seed} {part}")  # noqa: S311 - invented data, nothing secret
