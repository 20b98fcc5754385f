"""What each role finds in the lists: the visible and the hidden together, by the codes of the organisations."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from tests.access.world import World
from tests.factories.browser import enter_as

pytestmark = pytest.mark.django_db
Codes = frozenset[str]

NOTHING: Codes = frozenset()
VILLAGE: Codes = frozenset({"V01", "V01-1", "V01-2"})
#: The associations that stand in the township: A01 and AV01-1 are led from the village, AV02 from the next.
LED, OTHERS = frozenset({"A01", "AV01-1"}), frozenset({"AV02", "A02"})
TOWNSHIP: Codes = VILLAGE | {"T01", "V02"} | LED | OTHERS
GRADED, HOSTS = frozenset({"V01", "V01-1"}), frozenset({"V01", "V01-1", "V02", "A01"})

#: By list: what those see who reach over the township, the contact, secretary and clerk of V01, the officer of A01.
LISTS: dict[str, tuple[str, dict[Role, Codes]]] = {
    "/organisations/?export=xlsx": (
        "编码",
        {
            **dict.fromkeys([Role.STAFF, Role.LEADER, Role.VIEWER], TOWNSHIP),
            **dict.fromkeys([Role.SECRETARY, Role.CLERK, Role.VILLAGE_CONTACT], VILLAGE | LED),
            Role.MASS_OFFICER: frozenset({"A01"}),
        },
    ),
    "/activities/?export=xlsx": (
        "主办组织编码",
        {
            **dict.fromkeys([Role.STAFF, Role.LEADER], HOSTS),
            **dict.fromkeys([Role.SECRETARY, Role.CLERK, Role.VILLAGE_CONTACT], HOSTS - {"V02"}),
            Role.MASS_OFFICER: frozenset({"A01"}),
        },
    ),
    "/warnings/?export=xlsx": (
        "组织编码",
        {
            **dict.fromkeys([Role.STAFF, Role.LEADER], HOSTS),
            **dict.fromkeys([Role.SECRETARY, Role.CLERK, Role.VILLAGE_CONTACT], GRADED),
            Role.MASS_OFFICER: frozenset({"A01"}),
        },
    ),
    "/gradings/classes/?year=2012&export=xlsx": (
        "组织编码",
        {
            **dict.fromkeys([Role.STAFF, Role.LEADER], HOSTS),
            **dict.fromkeys([Role.SECRETARY, Role.CLERK, Role.VILLAGE_CONTACT], GRADED),
        },
    ),
    "/filings/?year=2012&export=xlsx": (
        "组织编码",
        {
            **dict.fromkeys([Role.STAFF, Role.LEADER], HOSTS | LED | OTHERS),
            **dict.fromkeys([Role.SECRETARY, Role.CLERK, Role.VILLAGE_CONTACT], GRADED),
            Role.MASS_OFFICER: frozenset({"A01"}),
        },
    ),
    "/exchange/filings/export/?year=2012&export=xlsx": (
        "组织编码",
        {
            **dict.fromkeys([Role.STAFF, Role.LEADER], HOSTS | LED | OTHERS),
            **dict.fromkeys([Role.SECRETARY, Role.CLERK, Role.VILLAGE_CONTACT], GRADED),
            Role.MASS_OFFICER: frozenset({"A01"}),
        },
    ),
}


def codes_in(content: bytes, heading: str) -> Codes:
    headings, *rows = openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    column = [str(it).rstrip("*") for it in headings].index(heading)
    return frozenset(code for row in rows if row[column] for code in str(row[column]).split("、"))


@pytest.mark.parametrize("address", LISTS)
def test_each_role_finds_its_part_and_nothing_else(the_world: World, address: str) -> None:
    heading, expected = LISTS[address]
    found = {}
    for role in Role:
        answer = enter_as(Client(), the_world.people[role]).get(address)
        found[role] = codes_in(b"".join(answer), heading) if answer.status_code == 200 else NOTHING
    assert found == {role: expected.get(role, NOTHING) for role in Role}


def test_the_interface_for_programs_shows_the_same_organisations(the_world: World) -> None:
    expected = LISTS["/organisations/?export=xlsx"][1]
    found = {}
    for role in Role:
        answer = enter_as(Client(), the_world.people[role]).get("/api/v1/organisations/")
        rows = answer.json()
        found[role] = frozenset(it["code"] for it in rows["results"]) if answer.status_code == 200 else NOTHING
    assert found == {role: expected.get(role, NOTHING) for role in Role}


def test_there_is_something_to_hide_from_everybody(the_world: World) -> None:
    """Or it would be no wonder that nobody sees it."""
    away = set(Organisation.objects.values_list("code", flat=True)) - TOWNSHIP
    assert away == {"X01", "X01-1", "XA01", "XA02"}
