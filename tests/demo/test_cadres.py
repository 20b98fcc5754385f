"""The cadres of the demonstration township: in both years, and nothing that could not have been entered."""

from random import Random

import pytest

from apps.demo.admissions import admissions, newly_on_the_roll
from apps.demo.cadres import cadres
from apps.demo.members import members
from apps.demo.organisations import organisations
from apps.demo.writing import write_organisations, write_records
from apps.registers.registry import REGISTERS
from tests.demo.test_registers import CADRES, LAST_DAY, YEAR

pytestmark = pytest.mark.django_db


def test_cadres_are_those_of_a_believable_township_and_every_record_could_have_been_entered() -> None:
    plan = organisations(YEAR, Random(1))
    roll = members(plan, YEAR, Random(1))
    people = [*roll, *newly_on_the_roll(admissions(roll, YEAR, Random(1)), LAST_DAY)]
    write_records([*people, *cadres(plan, people, YEAR, Random(1))], write_organisations(plan), LAST_DAY)
    for name in CADRES:
        register = REGISTERS[name]
        records = list(register.records())
        assert all(register.records().filter(register.in_year(year)).exists() for year in (YEAR - 1, YEAR)), name
        assert all(register.errors_of(it, LAST_DAY) == {} for it in records), name
        assert list(register.conflicts(records)) == [], name
