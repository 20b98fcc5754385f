"""The members of the demonstration township: as many as there are, and nothing that could not have been entered."""

from datetime import date
from random import Random

import pytest

from apps.core.calendar import valid_on
from apps.demo.admissions import admissions, newly_on_the_roll
from apps.demo.branch_life import branch_life
from apps.demo.members import IN_HARDSHIP, MOBILE, TOTAL, members
from apps.demo.organisations import organisations
from apps.demo.writing import write_organisations, write_records
from apps.members.models import Member, MemberCategory, Membership
from apps.registers.registry import REGISTERS
from tests.demo.test_registers import LAST_DAY, MEMBERS, YEAR

pytestmark = pytest.mark.django_db


def test_the_roll_is_that_of_a_believable_township_and_every_record_could_have_been_entered() -> None:
    plan = organisations(YEAR, Random(1))
    roll = members(plan, YEAR, Random(1))
    cases = admissions(roll, YEAR, Random(1))
    made = write_organisations(plan)
    write_records([*roll, *newly_on_the_roll(cases, LAST_DAY), *cases], made, LAST_DAY)
    write_records(branch_life(plan, roll, cases, made, YEAR, Random(1)), made, LAST_DAY)
    now = valid_on(LAST_DAY)
    assert Membership.objects.filter(now).count() == TOTAL
    counts = {it: MemberCategory.objects.filter(now, category=it).count() for it in ("mobile", "hardship")}
    assert counts == {"mobile": MOBILE, "hardship": IN_HARDSHIP}
    assert Membership.objects.filter(valid_on(date(YEAR - 1, 1, 1))).count() > TOTAL - 100
    admitted = Member.objects.filter(code__startswith="D8", standing="probationary")
    assert (admitted.count(), admitted.filter(organisation__sector="village").count()) == (45, 42)
    for name in MEMBERS:
        register = REGISTERS[name]
        records = list(register.records())
        assert all(register.errors_of(it, LAST_DAY) == {} for it in records), name
        assert list(register.conflicts(records)) == [], name
