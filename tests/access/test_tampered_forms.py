"""Forms that name what is the neighbour's: no field, hidden or not, reaches over the fence.

Every route that takes a form stands in `NAMING` with what somebody might write into it, or in `NAMING_NOTHING`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from apps.filings.models import FilingLine
from apps.gradings.models import Grading
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from tests.access.belongings import belongings
from tests.access.expectations import TABLE, Row, Visitor
from tests.access.world import World
from tests.factories.browser import enter_as

pytestmark = pytest.mark.django_db

Fields = dict[str, Any]


def indicator(committee: str) -> Indicator:
    found: Indicator = Indicator.objects.filter(programme__plan__organisation__code=committee).earliest("pk")
    return found


def target_of_the_neighbour(_world: World) -> Fields:
    """A cell for the neighbour's village, by the indicator of either plan."""
    village = Organisation.objects.get(code="X01-1").pk
    return {f"target-{indicator(committee).pk}-{village}": "7" for committee in ("T01", "X01")}


def figures_of_the_neighbour(_world: World) -> Fields:
    lines = FilingLine.objects.filter(filing__organisation__code="X01-1").values_list("pk", flat=True)
    return {f"{part}{line}": "7" for line in lines for part in "ndr"} | {"version": "1", "go": "check"}


def class_of_the_neighbour(_world: World) -> Fields:
    pk = str(Grading.objects.get(organisation__code="X01-1").pk)
    day = {"confirmed_on": "2012-12-31", "document_number": "1"}
    return {"grading": pk, "seen": pk, "organisation": "X01-1", "year": "2012", "asked": "yes", **day}


def an_activity(_world: World) -> Fields:
    village = Organisation.objects.get(code="X01-1")
    what = {"type": "members_meeting", "date": "2012-12-01", "topic": "民主评议党员", "version": "1", "confirmed": "1"}
    return {"hosts": ["X01-1", str(village.pk)], **what}


def a_role(world: World) -> Fields:
    new = {"username": "zhang", "name": "张三", "start": "2013-01-03"}
    return {"role": "secretary", "organisation": "X01-1", **new, "person": world.foreign.person}


def a_handover(world: World) -> Fields:
    who = {"successor": world.foreign.person, "successor_kind": "existing", "on": "2013-01-03"}
    return {"posts": [str(world.foreign.held)], **who, "confirmed": "yes"}


NAMING: dict[str, Callable[[World], Fields]] = {
    "organisations:new": lambda _world: {"code": "N01", "name": "新", "kind": "branch", "parent": "X01"},
    "organisations:move": lambda _world: {"parent": "X01", "on": "2013-01-03"},
    "organisations:close": lambda _world: {
        "closed": "2013-01-03",
        "closing": "merged",
        "merged_into": "X01-1",
        "approval_number": "1",
    },
    "organisations:leading_new": lambda _world: {"leader": "X01-1", "led": "XA01", "start": "2013-01-03"},
    "plans:new": lambda _world: {"organisation": "X01", "year": "2013", "title": "意见"},
    "plans:targets": target_of_the_neighbour,
    "activities:new": an_activity,
    "activities:edit": an_activity,
    "filings:review": lambda _world: {"filing": _foreign_filing()},
    "filings:edit": figures_of_the_neighbour,
    "filings:autosave": figures_of_the_neighbour,
    "filings:check": lambda _world: {"version": "1", **{f"why{pk}": "other" for pk in _foreign_lines()}},
    "filings:return": lambda _world: {"version": "1", **{f"words{pk}": "改" for pk in _foreign_lines()}},
    "gradings:confirm": class_of_the_neighbour,
    "gradings:effect": class_of_the_neighbour,
    "reports:new": lambda _world: {"organisation": "X01", "year": "2012", "as_of": "2012-12-31"},
    "administration:account_new": a_role,
    "administration:roles": a_role,
    "administration:role_end": lambda world: {"held": str(world.foreign.held), "on": "2013-01-03"},
    "administration:stand_in": lambda world: {
        "person": world.foreign.person,
        "start": "2013-01-03",
        "end": "2013-02-01",
    },
    "administration:handover": a_handover,
    "administration:first_passwords": lambda world: {"account": [world.foreign.person, "neighbour"]},
}
#: What these change stands in the address, which `test_every_route.py` tries with the neighbour's.
NAMING_NOTHING = {
    "accounts:end_session",
    "accounts:language",
    "accounts:logout",
    "accounts:password",
    "accounts:recovery_codes",
    "accounts:second_factor",
    "accounts:sessions",
    "accounts:switch_off",
    "activities:add_files",
    "activities:remove_file",
    "activities:withdraw",
    "administration:account_disable",
    "administration:account_edit",
    "administration:account_enable",
    "administration:account_password",
    "administration:account_phone",
    "administration:account_second_factor",
    "administration:account_unlock",
    "associations:advise",
    "associations:answer",
    "exchange:import",
    "exchange:upload",
    "filings:ask",
    "filings:confirm",
    "filings:extend",
    "filings:reopen",
    "gradings:edit",
    "gradings:reopen",
    "organisations:edit",
    "organisations:leading_edit",
    "organisations:leading_remove",
    "organisations:reopen",
    "plans:edit",
    "plans:indicator",
    "plans:new_indicator",
    "reports:again",
    "reports:sign",
}
POSTS = [row for row in TABLE if row.method == "post"]


def _foreign_filing() -> str:
    line = FilingLine.objects.filter(filing__organisation__code="X01-1").select_related("filing").earliest("pk")
    return f"{line.filing_id}:{line.filing.version}"


def _foreign_lines() -> list[int]:
    return list(FilingLine.objects.filter(filing__organisation__code="X01-1").values_list("pk", flat=True))


def send(the_world: World, row: Row, visitor: Visitor) -> tuple[int, bool]:
    """The status, and whether all that is the neighbour's is as it was; whatever the post writes is undone."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        before = belongings()
        enter_as(client, the_world.people[visitor])
        response = client.post(the_world.home(row.path, visitor), NAMING[row.route](the_world))
        untouched = belongings() == before
        transaction.set_rollback(True)
    return response.status_code, untouched


@pytest.mark.parametrize("row", [row for row in POSTS if row.route in NAMING], ids=str)
def test_naming_what_is_the_neighbours_changes_nothing_of_it(the_world: World, row: Row) -> None:
    for visitor in row.may:
        if visitor in the_world.own:
            status, untouched = send(the_world, row, visitor)
            assert (status < 500, untouched) == (True, True), (visitor, status)


def test_every_form_has_been_thought_of() -> None:
    routes = {row.route for row in POSTS}
    assert NAMING.keys() | NAMING_NOTHING == routes
    assert not NAMING.keys() & NAMING_NOTHING


def test_the_neighbour_has_something_of_everything(the_world: World) -> None:
    """Or it would be no wonder that nothing of it changes."""
    assert [name for name, rows in belongings().items() if not rows and name != "Target"] == []
