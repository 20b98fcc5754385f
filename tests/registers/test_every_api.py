"""What holds for every register over REST: entered once, changed as it was read, withdrawn, and said what is wrong."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.closing.models import ClosedMonth, Proposal
from apps.honours.models import Honour
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.examples import NAMES, WRITERS, ends_of
from tests.registers.records import EXAMPLES

pytestmark = pytest.mark.django_db
OVER_THE_API = [name for name in NAMES if not REGISTERS[name].is_private]
HONOURS = "/api/v1/registers/honours/"
AN_HONOUR = {"organisation": "V01", "title": "示范村", "level": 1, "named_on": "2012-06-20"}


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def in_json(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: it.isoformat() if isinstance(it, date) else it for name, it in fields.items()}


def send(client: Client, address: str, said: Any, *, method: str = "post", **headers: str) -> Any:
    act = getattr(client, method)
    return act(address, said, content_type="application/json", headers=headers)


@pytest.mark.parametrize("name", OVER_THE_API)
def test_a_record_is_entered_changed_and_withdrawn(name: str, township: Township) -> None:
    client = enter_as(Client(), township.people[WRITERS.get(name, "staff")])
    entered, changed = EXAMPLES[name]
    own = made_of(client, name).headers["Location"]
    read = client.get(own)
    assert read.headers["ETag"] == '"1"'
    assert set(read.json()) == {"id", "state", "version", *(line.name for line in REGISTERS[name].all_lines)}
    became = send(client, own, in_json(changed), method="patch", **{"If-Match": '"1"'})
    assert (became.status_code, became.headers["ETag"]) == (200, '"2"'), became.json()
    assert in_json({**entered, **changed}).items() <= became.json().items()
    gone = send(client, f"{own}withdraw/", {"reason": "误录"}, **{"If-Match": '"2"'})
    assert gone.status_code == 204
    assert client.get(own).status_code == 404


def made_of(client: Client, name: str) -> Any:
    """What the example is answered with, under a key as a program sends it."""
    said = in_json({**ends_of(name, "V01"), **EXAMPLES[name][0]})
    made = send(client, f"/api/v1/registers/{name}/", said, **{"Idempotency-Key": "first"})
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"'), made.json()
    assert said.items() <= made.json().items()
    return made


#: Before anything is read of a record the same lines ask for its version, and whether it was sent before, whatever it
#: is (`apps.registers.api`).
@pytest.mark.parametrize("name", ["documents", "honours", "posts", "venues"])
def test_a_record_is_entered_once_and_changed_as_it_was_read(name: str, township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    entered, changed = EXAMPLES[name]
    made = made_of(client, name)
    own = made.headers["Location"]
    said = in_json({**ends_of(name, "V01"), **entered})
    again = send(client, f"/api/v1/registers/{name}/", said, **{"Idempotency-Key": "first"})
    assert (again.status_code, again.json()) == (200, made.json())
    assert len(client.get(f"/api/v1/registers/{name}/").json()["results"]) == 1
    assert send(client, own, in_json(changed), method="patch").status_code == 428
    assert send(client, own, in_json(changed), method="patch", **{"If-Match": '"1"'}).status_code == 200
    late = send(client, own, in_json(entered), method="patch", **{"If-Match": '"1"'})
    assert (late.status_code, late.headers["Content-Type"]) == (412, "application/problem+json")


def test_what_is_wrong_stands_at_its_field(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    answer = send(client, HONOURS, {"organisation": "V99", "level": "highest"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert {it["field"] for it in answer.json()["errors"]} == {"organisation", "title", "level"}
    late = send(client, HONOURS, {**AN_HONOUR, "named_on": "2031-01-01"})
    assert [it["field"] for it in late.json()["errors"]] == ["named_on"]
    assert not Honour.objects.exists()


def test_what_no_form_offers_is_not_entered_here(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    nominated = {"organisation": "V01", "title": "示范村", "level": 1, "nominated_on": "2012-12-03"}
    own = send(client, HONOURS, nominated).headers["Location"]
    for day in ("named_on", "revoked_on"):  # a step: with its reason
        answer = send(client, own, {day: "2012-12-04"}, method="patch", **{"If-Match": "*"})
        assert (answer.status_code, [it["field"] for it in answer.json()["errors"]]) == (400, [day])
    assert send(client, HONOURS, {**nominated, "revoked_on": "2012-12-05"}).json()["errors"][0]["field"] == "revoked_on"
    kept = Honour.objects.get()
    assert (kept.named_on, kept.revoked_on, kept.version) == (None, None, 1)


def test_nobody_writes_where_nothing_is_theirs(township: Township) -> None:
    own = enter_as(Client(), township.people["secretary01"])
    assert send(own, HONOURS, {**AN_HONOUR, "organisation": "V02"}).json()["errors"][0]["field"] == "organisation"
    theirs = record_create(
        register=REGISTERS["honours"], by=None, **{**EXAMPLES["honours"][0], "organisation": township["V02"]}
    )
    for address, method in ((f"{HONOURS}{theirs.pk}/", "patch"), (f"{HONOURS}{theirs.pk}/withdraw/", "post")):
        assert send(own, address, {"reason": "误录"}, method=method, **{"If-Match": "*"}).status_code == 404
    reader = enter_as(Client(), township.people["leader"])
    assert send(reader, HONOURS, AN_HONOUR).status_code == 403


def test_what_looks_as_if_it_were_there_already_is_entered_once_it_is_confirmed(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    assert send(client, HONOURS, AN_HONOUR).status_code == 201
    again = send(client, HONOURS, AN_HONOUR)
    assert (again.status_code, again.json()["code"]) == (409, "left_open")
    assert send(client, HONOURS, {**AN_HONOUR, "confirmed": True}).status_code == 201
    assert Honour.objects.count() == 2


def test_a_list_is_ordered_by_what_every_row_has(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    for title in ("乙", "甲", "丙"):
        send(client, HONOURS, {**AN_HONOUR, "title": title})

    def titles(asked: str) -> list[str]:
        found: list[str] = []
        page = f"{HONOURS}?page_size=2&{asked}"
        while page:
            answer = client.get(page).json()
            found, page = [*found, *(it["title"] for it in answer["results"])], answer["next"]
        return found

    assert titles("") == ["乙", "甲", "丙"]
    assert titles("ordering=title") == sorted(["乙", "甲", "丙"])
    assert titles("ordering=-title") == sorted(["乙", "甲", "丙"], reverse=True)
    assert titles("ordering=revoked_on") == titles("")  # it may be blank


def test_a_case_takes_its_steps(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    said = {"organisation": "V01", "title": "示范村", "level": 1, "nominated_on": "2012-12-03"}
    own = send(client, HONOURS, said).headers["Location"]
    noticed = send(client, f"{own}steps/noticed/", {"on": "2012-12-04"}, **{"If-Match": '"1"'})
    assert (noticed.status_code, noticed.json()["state"]) == (200, "noticed"), noticed.json()
    named = {"on": "2012-12-20", "document_number": "清委发〔2012〕28号"}
    assert send(client, f"{own}steps/named/", named, **{"If-Match": '"1"'}).status_code == 412
    done = send(client, f"{own}steps/named/", named, **{"If-Match": '"2"'})
    assert (done.json()["state"], done.json()["document_number"]) == ("named", "清委发〔2012〕28号")


def test_what_lies_in_a_closed_month_is_proposed_by_whoever_may_only_propose_it(township: Township) -> None:
    entered = EXAMPLES["commitments"][0]
    said = in_json({"organisation": "V01", **entered, "reason": "补登"})
    ClosedMonth.objects.bulk_create(
        ClosedMonth(filer=township["V01"], organisation=township["V01"], year=2012, month=month)
        for month in range(1, 12)
    )
    client, commitments = enter_as(Client(), township.people["secretary01"]), "/api/v1/registers/commitments/"
    answer = send(client, commitments, said, **{"Idempotency-Key": "june"})
    assert answer.status_code == 202, answer.json()
    assert send(client, commitments, said, **{"Idempotency-Key": "june"}).json() == answer.json()
    assert [it.pk for it in Proposal.objects.open()] == [answer.json()["proposal"]]
    assert client.get(commitments).json()["results"] == []


def test_a_slip_in_a_name_is_refused_and_not_passed_over(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    own = send(client, HONOURS, AN_HONOUR).headers["Location"]
    for address in (
        f"{HONOURS}?organisatoin=V02",
        "/api/v1/activities/?day=2012-06-20",
        "/api/v1/rates/?orgnisation=V01",
    ):
        said = client.get(f"{address}&format=json")
        assert (said.status_code, said.headers["Content-Type"]) == (400, "application/problem+json"), address
    (error,) = client.get(f"{HONOURS}?organisatoin=V02").json()["errors"]
    assert error["field"] == "organisatoin"
    assert "organisation" in error["detail"]
    wrong = send(client, own, {"titel": "示范社区"}, method="patch", **{"If-Match": "*"})
    assert (wrong.status_code, [it["field"] for it in wrong.json()["errors"]]) == (400, ["titel"])
    read = client.get(own).json()
    again = {**{name: read[name] for name in ("id", "version", "state")}, "title": "示范社区"}
    assert send(client, own, again, method="patch", **{"If-Match": "*"}).json()["title"] == "示范社区"


def test_what_the_framework_refuses_is_said_in_the_language_of_the_reader(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    funds = "/api/v1/registers/funds/"
    whole = {"organisation": "V01", "purpose": "work", "date": "2012-06-20", "planned": "8千"}
    assert [it["detail"] for it in send(client, funds, whole).json()["errors"]] == ["请填写整数。"]
    assert send(client, funds, '{"planned": Infinity}').json()["detail"] == "请求正文不是有效的 JSON。"
    assert send(client, funds, "{bad").json()["detail"] == "请求正文不是有效的 JSON：第 1 行第 2 列有误。"
    assert client.get(f"{funds}?cursor=abc").json()["detail"] == "翻页位置无效，请从第一页重新读取。"
    assert client.get(f"{funds}999/").json()["code"] == "not_found"
    assert enter_as(Client(), township.people["leader"]).post(funds).json()["code"] == "permission_denied"


def test_no_amount_is_below_zero_or_larger_than_a_form_takes(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    fund = {"organisation": "V01", "purpose": "work", "date": "2012-12-03", "source": "镇财政"}
    for planned in (-1, 10**15 + 1):
        answer = send(client, "/api/v1/registers/funds/", {**fund, "planned": planned})
        assert (answer.status_code, [it["field"] for it in answer.json()["errors"]]) == (400, ["planned"])
    assert send(client, "/api/v1/registers/funds/", {**fund, "planned": 10**15}).status_code == 201
