"""Many records at once over REST: all or nothing, by row and field, and asked about what looks wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.activities.models import Activity
from apps.closing.models import ClosedMonth
from apps.exchange.registers import REGISTERS
from apps.funds.models import Fund
from tests.factories.township import Township
from tests.registers.records import EXAMPLES

SignIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
ACTIVITIES = "/api/v1/tables/activities/"


def send(client: Client, address: str, *rows: dict[str, Any], key: str = "", **more: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(address, {"rows": rows, **more}, content_type="application/json", headers=headers)


def activity(number: int, **other: Any) -> dict[str, Any]:
    return {
        "date": f"2012-03-{number:02}",
        "type": "visit",
        "topic": f"走访第{number}组",
        "hosts": "V01",
        **other,
    }


def test_the_tables_say_what_they_take(township: Township, signed_in: SignIn) -> None:
    tables = signed_in("staff").get("/api/v1/tables/").json()
    assert {it["name"] for it in tables} == set(REGISTERS) - {"advice"}
    of_activities = next(it for it in tables if it["name"] == "activities")
    assert {"number", "date", "type"} <= {it["key"] for it in of_activities["columns"]}
    (types,) = [it["values"] for it in of_activities["columns"] if it["key"] == "type"]
    assert "visit" in types
    assert signed_in("viewer").get("/api/v1/tables/").status_code == 403


def test_rows_are_entered_together_and_only_once(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    rows = [activity(number) for number in range(1, 21)]
    for _sent in range(2):
        answer = send(staff, ACTIVITIES, *rows, key="march")
        assert (answer.status_code, answer.json()) == (200, {"created": 20, "updated": 0, "unchanged": 0})
    assert Activity.objects.count() == 20
    first, second = Activity.objects.order_by("date").values_list("number", flat=True)[:2]
    known = [activity(1) | {"number": first, "topic": "走访困难群众"}, activity(2) | {"number": second}]
    changed = send(staff, ACTIVITIES, *known)
    assert changed.json() == {"created": 0, "updated": 1, "unchanged": 1}


def test_what_a_row_does_not_have_stays_and_null_clears(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    fund = {"organisation": "V01", "purpose": EXAMPLES["funds"][0]["purpose"], "date": "2012-03-01", "planned": 1250}
    made = send(staff, "/api/v1/tables/funds/", {**fund, "source": "专项", "standard": "每人200元"})
    assert made.status_code == 200, made.json()
    changed = send(staff, "/api/v1/tables/funds/", {**fund, "standard": None})
    assert changed.status_code == 200, changed.json()
    stored = Fund.objects.get()
    assert (stored.planned, stored.source, stored.standard) == (1250, "专项", "")


def test_one_wrong_row_keeps_all_of_them_out_and_is_named(township: Township, signed_in: SignIn) -> None:
    wrong = activity(2, date="2012-02-31", type="party", present=True)
    answer = send(signed_in("staff"), ACTIVITIES, activity(1), wrong, activity(3, colour="red"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert [it["field"] for it in answer.json()["errors"]] == ["rows.2.colour"]
    answer = send(signed_in("staff"), ACTIVITIES, activity(1), wrong)
    assert {"rows.1.date", "rows.1.type", "rows.1.present"} <= {it["field"] for it in answer.json()["errors"]}
    assert not Activity.objects.exists()


def test_nothing_reaches_beyond_ones_own(township: Township, signed_in: SignIn) -> None:
    answer = send(signed_in("secretary01"), ACTIVITIES, activity(1, hosts="V02"))
    assert [it["field"] for it in answer.json()["errors"]] == ["rows.0.hosts"]
    assert send(signed_in("leader"), ACTIVITIES, activity(1)).status_code == 403
    assert send(signed_in("staff"), "/api/v1/tables/nothing/", activity(1)).status_code == 404


def test_a_closed_month_asks_for_a_reason_and_what_looks_the_same_for_a_word(
    township: Township, signed_in: SignIn
) -> None:
    staff = signed_in("staff")
    send(staff, ACTIVITIES, activity(1))
    alike = activity(1, present=7)
    answer = send(staff, ACTIVITIES, alike)
    assert (answer.status_code, answer.json()["code"]) == (409, "left_open"), answer.json()
    assert send(staff, ACTIVITIES, alike, confirmed=True).json()["created"] == 1
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=3)
    assert send(staff, ACTIVITIES, activity(4)).status_code == 409
    assert send(staff, ACTIVITIES, activity(4), check_only=True, reason="补登").json()["created"] == 1
    assert send(staff, ACTIVITIES, activity(4), reason="补登").json()["created"] == 1
    assert Activity.objects.count() == 3
