"""Honours for the measures of a register: the columns that it declares, with the values of any number of records."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from apps.honours.types import HonourType
from apps.organisations.kinds import Kind, Sector
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_create
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS

#: So many villages hold them.
VILLAGES = 42


def register() -> RecordRegister:
    return REGISTERS["honours"]


def township(code: str) -> list[Organisation]:
    """A township with its villages."""
    top = organisation_create(code=code, name="清溪镇党委", kind=Kind.COMMITTEE, sector="", parent=None, by=None)
    below: dict[str, Any] = {"kind": Kind.BRANCH, "sector": Sector.VILLAGE, "graded": True, "parent": top, "by": None}
    villages = (
        organisation_create(code=f"{code}-{number:02}", name=f"清溪镇第{number}村党支部", **below)
        for number in range(VILLAGES)
    )
    return [top, *villages]


def fields(number: int) -> dict[str, Any]:
    """Of one honour: no two have the same key."""
    named = date(2012, 1, 20) + timedelta(days=number % 330)
    return {
        "title": f"第{number}批党务公开示范点",
        "type": HonourType.DISCLOSURE_SITE,
        "level": number % 3,
        "person": "",
        "consented": False,
        "merits": "公开及时，群众满意" if number % 2 else "",
        "nominated_on": named - timedelta(days=40),
        "noticed_on": named - timedelta(days=15),
        "named_on": named,
        "granted_by": "中共清溪镇委员会",
        "document_number": f"清委发〔2012〕{number % 90 + 1}号",
        "expires_on": date(2015, 1, 1) if number % 4 == 0 else None,
        "revoked_on": named + timedelta(days=10) if number % 50 == 0 else None,
    }


def fill(villages: list[Organisation], rows: int) -> None:
    """That many honours of the villages, in turns."""
    model = register().model
    model._default_manager.bulk_create(
        (model(organisation=villages[it % len(villages)], **fields(it)) for it in range(rows)), batch_size=1000
    )


def rows(villages: list[Organisation], count: int) -> Iterator[tuple[Any, ...]]:
    """The same as rows of a workbook, before their values are written as words."""
    columns = [column.key for column in register().columns]
    for number in range(count):
        village = villages[number % len(villages)]
        said = {"organisation": village.code, "organisation_name": village.name, **fields(number)}
        yield tuple(said[key] for key in columns)
