"""A roll of any length for the measures: members of a township, and the rows of their workbook."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from apps.members.models import Member, Membership
from apps.members.models.member import Education, MemberStanding, Sex
from apps.organisations.models import Organisation
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.workbooks.columns import Column


def register() -> RecordRegister:
    return REGISTERS["members"]


def columns() -> list[Column]:
    """Those of the workbook, as they are with a watermark: names in clear."""
    return [replace(column, restricted="") for column in register().columns]


def fields(code: str, number: int) -> dict[str, Any]:
    joined = date(1960 + number % 50, 1 + number % 12, 1 + number % 28)
    return {
        "code": code,
        "name": f"王{number % 1000}",
        "sex": Sex.FEMALE if number % 3 == 0 else Sex.MALE,
        "ethnic_group": "汉族",
        "education": list(Education)[number % 6],
        "born": f"{1935 + number % 50}-{1 + number % 12:02}",
        "standing": MemberStanding.FULL,
        "joined_on": joined,
        "full_on": joined.replace(year=joined.year + 1),
        "post": "组织委员" if number % 40 == 0 else "",
    }


def codes(beginning: str, count: int) -> list[str]:
    return [f"{beginning}-{number:05}" for number in range(count)]


def fill(beginning: str, villages: list[Organisation], count: int) -> None:
    """That many members of the villages, in turns, each with where they belong."""
    people = [
        Member(organisation=villages[number % len(villages)], **fields(code, number))
        for number, code in enumerate(codes(beginning, count))
    ]
    Member.objects.bulk_create(people, batch_size=1000)
    belong = (
        Membership(member=it, organisation_id=it.organisation_id, start=it.joined_on or date.min) for it in people
    )
    Membership.objects.bulk_create(belong, batch_size=1000)


def rows(beginning: str, villages: list[Organisation], count: int) -> Iterator[tuple[Any, ...]]:
    """The same as rows of a workbook, before their values are written as words."""
    keys = [column.key for column in register().columns]
    for number, code in enumerate(codes(beginning, count)):
        village = villages[number % len(villages)]
        said = {"organisation": village.code, "organisation_name": village.name, "categories": None}
        said |= fields(code, number)
        yield tuple(said[key] for key in keys)
