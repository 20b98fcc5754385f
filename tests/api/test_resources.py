"""What the API offers: every resource in the scope of the person, and the acts on it, as pages have them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.activities.models import Activity
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.organisations.models import Organisation
from apps.plans.models import Plan
from apps.plans.opinion import opinion_rows
from apps.plans.services import plan_load_csv
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ACTIVITIES = "/api/v1/activities/"
VISIT = {"date": "2012-03-01", "type": "visit", "topic": "走访困难群众", "hosts": ["V01"]}


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    with time_machine.travel("2012-04-03 09:00+08:00", tick=False):
        yield


@pytest.fixture
def plan(township: Township) -> Plan:
    made = plan_load_csv(organisation=township["T01"], year=2012, rows=opinion_rows(), by=None)
    months_open(plan=made, months=[Month(2012, 3)])
    return made


def send(client: Client, address: str, said: Any = None, *, method: str = "post", **headers: str) -> Any:
    return getattr(client, method)(address, said or {}, content_type="application/json", headers=headers)


def test_the_root_names_everything_and_every_name_answers(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    names = staff.get("/api/v1/").json()
    assert {"organisations", "activities", "filings", "registers/honours", "tables", "warnings"} <= names.keys()
    asked = {"rates": "?organisation=T01&year=2012", "progress": "?organisation=T01&year=2012"}
    answers = {name: staff.get(address + asked.get(name, "")).status_code for name, address in names.items()}
    assert answers == dict.fromkeys(names, 200)


def test_the_tree_is_that_of_a_day(township: Township, signed_in: SignIn) -> None:
    organisation("V01-1", township["V01"])
    staff = signed_in("staff")
    found = staff.get("/api/v1/organisations/?below=V01&as_of=2012-04-01").json()["results"]
    assert {(it["code"], it["parent_code"]) for it in found} >= {("V01", "T01"), ("V01-1", "V01")}
    assert all(it["code"].startswith("V01") for it in found)
    Organisation.objects.filter(code="V01-1").update(closed="2012-03-01", closing="dissolved")
    now = staff.get("/api/v1/organisations/?below=V01&as_of=2012-04-01").json()["results"]
    assert "V01-1" not in {it["code"] for it in now}
    assert staff.get("/api/v1/organisations/?as_of=soon").status_code == 400


def test_an_activity_is_recorded_once_changed_as_it_was_read_and_withdrawn(
    township: Township, signed_in: SignIn
) -> None:
    secretary = signed_in("secretary01")
    made = send(secretary, ACTIVITIES, VISIT, **{"Idempotency-Key": "a"})
    assert (made.status_code, made.json()["hosts"]) == (201, ["V01"]), made.json()
    assert send(secretary, ACTIVITIES, VISIT, **{"Idempotency-Key": "a"}).json() == made.json()
    assert send(secretary, ACTIVITIES, VISIT).status_code == 409  # the same once more
    own = made.headers["Location"]
    found = [secretary.get(f"{ACTIVITIES}?q={text}").json()["results"] for text in ("困难", "春耕")]
    assert [len(it) for it in found] == [1, 0]
    assert send(secretary, own, {"present": 12}, method="patch").status_code == 428
    changed = send(secretary, own, {"present": 12}, method="patch", **{"If-Match": made.headers["ETag"]})
    assert (changed.status_code, changed.json()["present"], changed.json()["topic"]) == (200, 12, VISIT["topic"])
    assert send(secretary, own, {"present": 9}, method="patch", **{"If-Match": '"1"'}).status_code == 412
    assert send(secretary, ACTIVITIES, {**VISIT, "hosts": ["V02"]}).json()["errors"][0]["field"] == "hosts"
    assert send(secretary, f"{own}withdraw/", {"reason": "误录"}, **{"If-Match": '"2"'}).status_code == 204
    assert secretary.get(ACTIVITIES).json()["results"] == []
    assert Activity.objects.count() == 1


def test_a_month_is_filled_in_handed_in_and_approved(plan: Plan, signed_in: SignIn) -> None:
    secretary, staff = signed_in("secretary01"), signed_in("staff")
    (month,) = secretary.get("/api/v1/filings/?year=2012&month=3").json()["results"]
    own = month["address"]
    shown = secretary.get(own)
    lines = [{"indicator": it["indicator"], "numerator": 0, "denominator": 0} for it in shown.json()["lines"]]
    typed = send(secretary, own, {"lines": lines}, method="patch", **{"If-Match": shown.headers["ETag"]})
    assert typed.status_code == 200, typed.json()
    late = send(secretary, own, {"lines": lines}, method="patch", **{"If-Match": '"99"'})
    assert late.status_code == 412
    assert send(staff, f"{own}approve/", **{"If-Match": "*"}).status_code == 412  # nothing is handed in
    version = {"If-Match": typed.headers["ETag"]}
    remarks = {it["indicator"]: "本月无新增" for it in lines}
    handed_in = send(secretary, f"{own}submit/", {"remarks": remarks}, **version)
    assert (handed_in.status_code, handed_in.json()["state"]) == (200, "submitted"), handed_in.json()
    back = send(staff, f"{own}return/", {"reason": "请核对", "lines": {}}, **{"If-Match": "*"})
    assert (back.json()["state"], back.json()["return_reason"]) == ("returned", "请核对")
    send(secretary, f"{own}submit/", {"remarks": remarks}, **{"If-Match": "*"})
    assert send(secretary, f"{own}approve/", **{"If-Match": "*"}).status_code == 403
    done = send(staff, f"{own}approve/", **{"If-Match": "*"})
    assert (done.status_code, done.json()["state"]) == (200, "approved"), done.json()
    assert send(secretary, own, {"lines": lines}, method="patch", **{"If-Match": "*"}).status_code == 400
    assert Filing.objects.get(organisation__code="V01").state == "approved"


def test_nobody_reads_the_month_of_another_village(plan: Plan, signed_in: SignIn) -> None:
    assert signed_in("secretary01").get("/api/v1/filings/V02/2012/3/").status_code == 404
    assert signed_in("viewer").get("/api/v1/filings/").status_code == 403


def test_a_report_is_asked_for_once_and_is_no_file_before_it_is_made(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    said = {"organisation": "T01", "year": 2012, "as_of": "2012-03-31"}
    asked = send(staff, "/api/v1/reports/", said, **{"Idempotency-Key": "r"})
    assert (asked.status_code, asked.json()["state"]) == (202, "requested"), asked.json()
    assert send(staff, "/api/v1/reports/", said, **{"Idempotency-Key": "r"}).json()["id"] == asked.json()["id"]
    assert staff.get(f"{asked.headers['Location']}file/").status_code == 404
    assert [it["title"] for it in staff.get("/api/v1/jobs/").json()["results"]]
    assert signed_in("leader").get("/api/v1/jobs/").json()["results"] == []
    assert send(signed_in("secretary01"), "/api/v1/reports/", said).status_code == 403


def test_a_plan_shows_its_indicators_and_targets(plan: Plan, signed_in: SignIn) -> None:
    (shown,) = signed_in("secretary01").get("/api/v1/plans/?year=2012").json()["results"]
    assert len(shown["indicators"]) == 35
    targets = signed_in("staff").get("/api/v1/targets/?indicator=QUA-02&organisation=T01").json()["results"]
    assert {(it["organisation"], it["value"]) for it in targets} == {("T01", 4500)}
