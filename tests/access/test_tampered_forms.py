"""Forms that name what is the neighbour's: no field, hidden or not, reaches over the fence.

Every route that takes a form stands in `FORMS` with what somebody might write into it, or in `NAMING_NOTHING`.
"""

from typing import Any

import pytest
from django.db import transaction

from apps.audit.models import Entry
from apps.organisations.kinds import Role
from tests.access.belongings import belongings
from tests.access.expectations import TABLE
from tests.access.rows import Row, Visitor
from tests.access.tampering import FORMS, Fields, sides
from tests.access.world import World
from tests.factories.browser import enter_as, walker

pytestmark = pytest.mark.django_db

#: What these change stands in the address, which `test_every_route.py` tries with the neighbour's, or it is the
#: visitor's own account.  What a workbook names is tried in `test_tampered_workbooks.py`.
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
    "registers:add_files",
    "registers:remove_file",
    "activities:restore",
    "activities:series",
    "activities:withdraw",
    "administration:account_disable",
    "administration:account_edit",
    "administration:account_enable",
    "administration:account_password",
    "administration:account_phone",
    "administration:account_second_factor",
    "administration:account_unlock",
    "administration:role_end",
    "administration:roles_confirm",
    "administration:token_revoke",
    "closing:accept",
    "closing:refuse",
    "closing:withdraw",
    "district_forms:change",
    "district_forms:new",
    "district_forms:remove_line",
    "district_forms:withdraw",
    "exchange:import",
    "exchange:month",
    "exchange:months",
    "exchange:upload",
    "filings:answer_objection",
    "filings:ask",
    "filings:nil",
    "filings:object",
    "filings:confirm",
    "filings:pass_on",
    "filings:extend",
    "filings:reopen",
    "gradings:edit",
    "gradings:reopen",
    "organisations:edit",
    "organisations:reopen",
    "notices:answer",
    "notices:mail",
    "notices:receive",
    "notices:unreceive",
    "warnings:answer",
    "warnings:confirm",
    "warnings:lift",
    "warnings:restore",
    "warnings:unconfirm",
    "packages:partner_end",
    "packages:partner_new",
    "packages:receive",
    "plans:edit",
    "plans:exemption",
    "plans:exemption_remove",
    "plans:indicator",
    "plans:letter",
    "plans:new_indicator",
    "plans:programme",
    "plans:programme_move",
    "plans:programme_remove",
    "plans:programmes",
    "plans:recall",
    "plans:signing",
    "registers:restore",
    "registers:step",
    "registers:withdraw",
    "reports:again",
    "reports:cancel",
    "reports:comment",
    "reports:month_texts",
    "reports:revise",
    "reports:send",
    "reports:sign",
    "reports:texts",
    "tokens:revoke",
    "webhooks:end",
    "webhooks:new",
}
#: The form again with its errors, on to the next page with nothing of it done, or turned away.
REFUSALS = {200, 422, 302, 403, 404}
POSTS = [row for row in TABLE if row.method == "post" and not row.route.startswith("api:")]
NAMING = [row for row in POSTS if row.route in FORMS]


def send(the_world: World, row: Row, visitor: Visitor, fields: Fields) -> tuple[int, int, dict[str, Any]]:
    """The status, the number of acts that were recorded, and what is the neighbour's then.

    Whatever the post writes is undone.
    """
    client = walker()
    with transaction.atomic():
        enter_as(client, the_world.people[visitor])
        acts = Entry.objects.count()
        response = client.post(the_world.home(row.path, visitor), fields)
        done = response.status_code, Entry.objects.count() - acts, belongings()
        transaction.set_rollback(True)
    return done


@pytest.mark.parametrize("row", NAMING, ids=str)
def test_naming_what_is_the_neighbours_changes_nothing_of_it(
    the_world: World, nothing_kept_of_pages: None, row: Row
) -> None:
    form, (mine, theirs) = FORMS[row.route], sides(the_world)
    with transaction.atomic():
        form.prepare()
        before = belongings()
        for fields in form.tampered(mine, theirs):
            for visitor in row.may:
                status, _acts, after = send(the_world, row, visitor, fields)
                assert (status in REFUSALS, after == before) == (True, True), (visitor, status, fields)
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", [row for row in NAMING if FORMS[row.route].writes], ids=str)
def test_the_same_form_with_what_is_ones_own_is_taken(the_world: World, nothing_kept_of_pages: None, row: Row) -> None:
    """Or it would be no wonder that the other one is not."""
    form, (mine, _theirs) = FORMS[row.route], sides(the_world)
    with transaction.atomic():
        form.prepare()
        before = belongings()
        _status, acts, after = send(the_world, row, Role.STAFF, form.proper(mine))
        transaction.set_rollback(True)
    assert (acts > 0, after == before) == (True, True)


def test_every_form_has_been_thought_of() -> None:
    assert FORMS.keys() | NAMING_NOTHING == {row.route for row in POSTS}
    assert not FORMS.keys() & NAMING_NOTHING


def test_the_neighbour_has_something_of_everything(the_world: World) -> None:
    """Or it would be no wonder that nothing of it changes."""
    assert [name for name, rows in belongings().items() if not rows and name != "Target"] == []
