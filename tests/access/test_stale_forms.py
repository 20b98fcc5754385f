"""Two people at once: whoever saves second sees both versions, in every form that changes something.

Which forms these are comes from the routes: what takes a POST, names an object and shows a form.  Each stands in
`STALE` with what the first person does meanwhile and what the second types, or in `EXEMPT` with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client

from apps.accounts.models import User
from apps.commitments.models import Commitment
from apps.district_forms.models import DistrictForm, FormLine
from apps.gradings.models import Grading
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.plans.models import Exemption, Programme
from apps.warnings.models import EarlyWarning
from tests.access.expectations import TABLE
from tests.access.rows import Row
from tests.access.tampering import ON
from tests.access.world import World
from tests.factories.browser import enter_as, filled_in

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Edit:
    """The rows that the form changes, what the first one changes of them, what the second one types.

    `step` is sent along where the page asks twice.
    """

    rows: Callable[[], "models.QuerySet[Any]"]
    first: dict[str, Any]
    second: dict[str, Any]
    shows: str
    step: str = ""


def village() -> "models.QuerySet[Any]":
    rows: models.QuerySet[Any] = Organisation.objects.filter(code="V01")
    return rows


STALE: dict[str, Edit] = {
    "organisations:edit": Edit(village, {"name": "甲村"}, {"name": "乙村"}, "甲村"),
    "organisations:move": Edit(village, {"name": "甲村"}, {"parent": "V02", "on": ON}, "T01", "confirm"),
    "reorganisations:reorganise": Edit(
        village,
        {"approval_number": "甲文"},
        {"way": "dissolve", "on": ON, "reason": "区划调整", "approval_number": "乙文"},
        "甲文",
        "confirm",
    ),
    "gradings:edit": Edit(
        lambda: Grading.objects.filter(organisation__code="V01"),
        {"end_class": "advanced"},
        {"end_class": "backward"},
        "先进",
    ),
    "plans:programme": Edit(
        lambda: Programme.objects.filter(indicators__code="F-FLOW", plan__organisation__code="T01"),
        {"name": "甲"},
        {"name": "乙"},
        "甲",
    ),
    "plans:exemption": Edit(
        lambda: Exemption.objects.filter(organisation__code="V02"), {"reason": "甲由"}, {"reason": "乙由"}, "甲由"
    ),
    "registers:edit": Edit(
        lambda: Commitment.objects.filter(organisation__code="V01"), {"to_whom": "甲"}, {"to_whom": "乙"}, "甲"
    ),
    "warnings:answer": Edit(
        lambda: EarlyWarning.objects.filter(organisation__code="V01"), {"answer": "甲法"}, {"answer": "乙法"}, "甲法"
    ),
    "district_forms:change": Edit(
        lambda: DistrictForm.objects.filter(organisation__code="T01"), {"name": "甲表"}, {"name": "乙表"}, "甲表"
    ),
    "district_forms:line": Edit(
        lambda: FormLine.objects.filter(form__organisation__code="T01"), {"otherwise": "甲"}, {"otherwise": "乙"}, "甲"
    ),
    "administration:account_edit": Edit(
        lambda: User.objects.filter(username="former-V01"), {"name": "甲某"}, {"name": "乙某"}, "甲某"
    ),
}
OWN_TESTS = "asked by the tests of its own app"
#: What changes nothing that was shown, or shows the other version in its own way.
EXEMPT: dict[str, str] = {
    "administration:account_disable": "a button: the account is disabled, whatever it is called meanwhile",
    "administration:account_password": "gives a new password, whatever there was",
    "administration:account_second_factor": "a button",
    "administration:handover": "refuses by name the roles that have ended or were handed over meanwhile",
    "administration:role_end": "refuses the role that has ended meanwhile",
    "administration:roles": "grants one more; the same twice is refused",
    "administration:roles_confirm": "confirms exactly the roles that were seen",
    "administration:stand_in": "grants one more; the same twice is refused",
    "district_forms:new_line": "fills further cells; one that another line fills meanwhile is refused",
    "reports:revise": "revised once; the second is told by which",
    "reports:send": "sent once; the second is told",
    "reports:sign": "signed once",
    "activities:series": "records further days; the activity itself stays as it is",
    "warnings:lift": "lifted once; one that is lifted already says so",
    "exchange:month": "asks before it changes a figure, with the one that stands there beside it",
    "exchange:upload": "an upload belongs to one person",
    **dict.fromkeys(
        (
            "activities:edit",
            "activities:withdraw",
            "checklists:grid",
            "attendance:tick",
            "filings:answer_objection",
            "filings:ask",
            "filings:check",
            "filings:edit",
            "filings:extend",
            "filings:object",
            "filings:reopen",
            "filings:return",
            "members:transfer",
            "plans:letter",
            "registers:step",
            "registers:withdraw",
            "reports:comment",
            "reports:month_texts",
            "reports:texts",
        ),
        OWN_TESTS,
    ),
}
GETS = {row.route for row in TABLE if row.method == "get"}
FORMS = [row for row in TABLE if row.method == "post" and row.has_object and row.route in GETS]


@pytest.mark.parametrize("row", [row for row in FORMS if row.route in STALE], ids=str)
def test_the_second_person_sees_both_versions_and_loses_nothing(the_world: World, row: Row) -> None:
    edit, address = STALE[row.route], the_world.home(row.path, Role.STAFF)
    with transaction.atomic():
        second = enter_as(Client(), the_world.people[Role.STAFF])
        opened = filled_in(second.get(address).context["form"])
        edit.rows().update(**edit.first, version=models.F("version") + 1)
        before = list(edit.rows().values())
        answer = second.post(address, {**opened, **edit.second, **({"step": edit.step} if edit.step else {})})
        stands, page, form = list(edit.rows().values()), answer.content.decode(), answer.context["form"]
        transaction.set_rollback(True)
    assert (answer.status_code, stands) == (200, before)
    assert form.stale is not None
    assert edit.shows in page
    assert {name: form[name].value() for name in edit.second} == edit.second


def test_every_form_that_changes_something_has_been_thought_of() -> None:
    assert STALE.keys() | EXEMPT.keys() == {row.route for row in FORMS}
    assert not STALE.keys() & EXEMPT.keys()
