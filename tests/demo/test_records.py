"""The records of the demonstration township, in its year and in the year before."""

from datetime import date

import pytest

from apps.associations.register import OfAssociations
from apps.core.calendar import valid_on
from apps.demo.members import IN_HARDSHIP, MOBILE, TOTAL
from apps.measures.facts import FactScope
from apps.measures.register_sums import Asked
from apps.measures.registers import register_tallies
from apps.measures.stated import measured_by_registers
from apps.members.models import Member, MemberCategory, Membership
from apps.organisations.models import Organisation
from apps.plans.opinion import opinion_rows
from apps.registers.registry import REGISTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_year")]

YEAR, LAST_DAY = 2012, date(2012, 12, 31)
#: What the township keeps from a day on; who leads and advises whom is told in `test_whole_year.py`.
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
#: About members.
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
#: About cadres, in both years.
CADRES = (
    *("trainings", "training-rules", "reserve", "procedures"),
    *("talks", "official-appraisals", "degree-studies", "veterans"),
)
#: What organisations are judged by at the end of the year; nobody kept it the year before.
SCORES = ("criteria", "score-items", "score-sheets", "secretary-reports")
#: Of people and units that may have been there before the branch that has them now.
OLDER = (
    *("members", "memberships", "member-categories", "member-commitments", "care", "admissions"),
    *("trainings", "two-new-units"),
)
#: Of each kind five sites were named the year before; one was revoked and one expired since.
SITES = ("M069", "M078")


def figures() -> dict[str, tuple[int, int]]:
    """Every figure of the plan that the registers decide."""
    applies = {it["mechanism"]: tuple(it["applies_to"].split("|")) for it in opinion_rows()}
    asked = [Asked(it, applies[it]) for it in measured_by_registers() if it in applies]
    top = Organisation.objects.get(code="T01").placements.get(end=None).path
    scope = FactScope(top, YEAR, LAST_DAY)
    found = register_tallies(asked, scope, width=None)
    return {its.mechanism: (it.whole.numerator, it.whole.denominator) for its, it in found.items()}


def test_both_years_are_filled_and_only_sites_that_hold_on_reach_into_the_figures_of_the_second() -> None:
    both = figures()
    elsewhere = {*LINKS, *MEETING, *MEMBERS, *CADRES}
    for name, register in ((name, it) for name, it in REGISTERS.items() if name not in elsewhere):
        now, before = (register.records().filter(register.in_year(year)) for year in (YEAR, YEAR - 1))
        assert now.count() > 0, name
        if name not in (*KEPT, *HOUSE, *ASSOCIATIONS, *SCORES):
            assert before.values("organisation").distinct().count() > 40, name
            before.delete()
    alone = figures()
    assert len(alone) == 25
    assert {it: both[it] for it in both if it not in SITES} == {it: alone[it] for it in alone if it not in SITES}
    for it in SITES:
        assert both[it] == (alone[it][0] + 3, alone[it][1])


def test_every_record_is_one_that_could_have_been_entered() -> None:
    for name, register in REGISTERS.items():
        records = list(register.records())
        assert all(register.errors_of(it, LAST_DAY) == {} for it in records), name
        assert list(register.conflicts(records)) == [], name
        if name not in OLDER:
            assert all(it.organisation.opened <= day for it in records for day in it.days()), name


def test_cadres_have_records_of_both_years() -> None:
    for name in CADRES:
        records, in_year = REGISTERS[name].records(), REGISTERS[name].in_year
        assert all(records.filter(in_year(year)).exists() for year in (YEAR - 1, YEAR)), name


def test_the_roll_is_that_of_a_believable_township() -> None:
    now = valid_on(LAST_DAY)
    assert Membership.objects.filter(now).count() == TOTAL
    counts = {it: MemberCategory.objects.filter(now, category=it).count() for it in ("mobile", "hardship")}
    assert counts == {"mobile": MOBILE, "hardship": IN_HARDSHIP}
    assert Membership.objects.filter(valid_on(date(YEAR - 1, 1, 1))).count() > TOTAL - 100
    admitted = Member.objects.filter(code__startswith="D8", standing="probationary")
    assert (admitted.count(), admitted.filter(organisation__sector="village").count()) == (45, 42)
