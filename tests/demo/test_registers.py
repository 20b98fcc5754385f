"""What the registers of the demonstration township know on a day."""

from datetime import date
from random import Random

import pytest
from django.db.models import DateField

from apps.demo.association_work import association_work
from apps.demo.house import house
from apps.demo.organisations import organisations
from apps.demo.people import people
from apps.demo.registers import KNOWN_AHEAD
from apps.demo.scores import scores
from apps.demo.township import registers_write
from apps.demo.writing import write_organisations, write_records
from apps.registers.registry import REGISTERS

pytestmark = pytest.mark.django_db

YEAR = 2012
BACKWARD = [f"V0{number}" for number in range(1, 7)]


def write(as_of: date) -> None:
    plan = organisations(YEAR, Random(1))
    made = write_organisations([it for it in plan if it.details["opened"] <= as_of])
    registers_write(plan, BACKWARD, made, YEAR, as_of, seed=1)
    write_records(association_work(plan, YEAR, Random(1)), made, as_of)
    write_records(house(plan, people(Random(1)), YEAR, Random(1)), made, as_of)
    write_records(scores(plan, YEAR, Random(1)), made, as_of)


def test_nothing_is_known_that_came_after_the_day_and_what_was_open_at_the_turn_of_the_year_is_open() -> None:
    day = date(YEAR, 1, 2)
    write(as_of=day)
    for name, register in REGISTERS.items():
        days = {line.name for line in register.lines if isinstance(register.model_field(line), DateField)} - KNOWN_AHEAD
        for field in days:
            assert not register.records().filter(**{f"{field}__gt": day}).exists(), (name, field)
    for name in ("matters", "decisions"):
        assert REGISTERS[name].records().filter(REGISTERS[name].waiting()).exists(), name
