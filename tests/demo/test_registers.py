"""The registers of the demonstration township, in its year and in the year before."""

from datetime import date
from random import Random

import pytest
from django.db.models import DateField

from apps.associations.register import OfAssociations
from apps.demo.association_work import association_work
from apps.demo.house import house
from apps.demo.organisations import organisations
from apps.demo.people import people
from apps.demo.registers import KNOWN_AHEAD
from apps.demo.scores import scores
from apps.demo.township import registers_write
from apps.demo.writing import write_organisations, write_records
from apps.measures.facts import FactScope
from apps.measures.register_sums import Asked
from apps.measures.registers import register_tallies
from apps.measures.stated import measured_by_registers
from apps.organisations.models import Organisation
from apps.plans.opinion import opinion_rows
from apps.registers.registry import REGISTERS

pytestmark = pytest.mark.django_db

YEAR, LAST_DAY = 2012, date(2012, 12, 31)
BACKWARD = [f"V0{number}" for number in range(1, 7)]
#: What the township keeps from a day on; who leads and advises whom is told in `test_leading.py`.
KEPT, LINKS = ("checklist-items", "listings"), ("leading", "advice")
#: What the township has in its year, without a year before.
HOUSE = (
    "venues",
    "funds",
    "incomes",
    "teams",
    "two-new-units",
    "posts",
    "post-rules",
    "warning-rules",
    "branch-rules",
    "check-rules",
    "ad-hoc-forms",
    "ad-hoc-answers",
    "contacts",
    "holidays",
    "notice-rules",
    "own-checklists",
)
#: How it meets, and its campaigns; of the stages of a campaign the documents of 2012 say nothing.
MEETING = ("frequency-rules", "campaigns", "campaign-stages")
#: What only associations have, fourteen of them, in both years.
ASSOCIATIONS = tuple(name for name, it in REGISTERS.items() if isinstance(it, OfAssociations))
#: Told in `test_members.py`.
MEMBERS = (
    "members",
    "memberships",
    "member-categories",
    "care",
    "member-commitments",
    "appraisals",
    "admissions",
    "admission-rules",
    "dues",
    "transfers",
    "registrations",
    "league-recruitment",
    "recommendations",
)
#: And in `test_cadres.py`.
CADRES = (
    *("trainings", "training-rules", "reserve", "procedures"),
    *("talks", "official-appraisals", "degree-studies", "veterans"),
)
#: What organisations are judged by at the end of the year; nobody kept it the year before.
SCORES = ("criteria", "score-items", "score-sheets", "secretary-reports")
#: Of each kind five sites were named the year before; one was revoked and one expired since.
SITES = ("M069", "M078")


def write(as_of: date = LAST_DAY) -> None:
    plan = organisations(YEAR, Random(1))
    made = write_organisations([it for it in plan if it.details["opened"] <= as_of])
    registers_write(plan, BACKWARD, made, YEAR, as_of, seed=1)
    write_records(association_work(plan, YEAR, Random(1)), made, as_of)
    write_records(house(plan, people(Random(1)), YEAR, Random(1)), made, as_of)
    write_records(scores(plan, YEAR, Random(1)), made, as_of)


def figures() -> dict[str, tuple[int, int]]:
    """Every figure of the plan that the registers decide."""
    applies = {it["mechanism"]: tuple(it["applies_to"].split("|")) for it in opinion_rows()}
    asked = [Asked(it, applies[it]) for it in measured_by_registers() if it in applies]
    top = Organisation.objects.get(code="T01").placements.get(end=None).path
    scope = FactScope(top, YEAR, LAST_DAY)
    found = register_tallies(asked, scope, width=None)
    return {its.mechanism: (it.whole.numerator, it.whole.denominator) for its, it in found.items()}


def test_both_years_are_filled_and_only_sites_that_hold_on_reach_into_the_figures_of_the_second() -> None:
    write()
    both = figures()
    elsewhere = {*LINKS, *MEETING, *MEMBERS, *CADRES}
    for name, register in ((name, it) for name, it in REGISTERS.items() if name not in elsewhere):
        now, before = (register.records().filter(register.in_year(year)) for year in (YEAR, YEAR - 1))
        assert now.count() > 0, name
        if name not in (*KEPT, *HOUSE, *ASSOCIATIONS, *SCORES):
            assert before.values("organisation").distinct().count() > 40, name
            before.delete()
    alone = figures()
    assert len(alone) == 20
    assert {it: both[it] for it in both if it not in SITES} == {it: alone[it] for it in alone if it not in SITES}
    for it in SITES:
        assert both[it] == (alone[it][0] + 3, alone[it][1])


def test_every_record_of_both_years_is_one_that_could_have_been_entered() -> None:
    write()
    for name, register in REGISTERS.items():
        for record in register.records():
            assert register.errors_of(record, LAST_DAY) == {}, (name, record)
            if name != "two-new-units":  # they may be older than the branch that reaches them
                assert all(record.organisation.opened <= day for day in record.days()), (name, record)


def test_nothing_is_known_that_came_after_the_day_and_what_was_open_at_the_turn_of_the_year_is_open() -> None:
    day = date(YEAR, 1, 2)
    write(as_of=day)
    for name, register in REGISTERS.items():
        days = {line.name for line in register.lines if isinstance(register.model_field(line), DateField)} - KNOWN_AHEAD
        for field in days:
            assert not register.records().filter(**{f"{field}__gt": day}).exists(), (name, field)
    for name in ("matters", "decisions"):
        assert REGISTERS[name].records().filter(REGISTERS[name].waiting()).exists(), name
