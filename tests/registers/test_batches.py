"""A step that several records take at once: previewed, then all of them as they were seen, or none."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.closing.models import Act, ClosedMonth
from apps.closing.services import proposal_make
from apps.core.seen import as_seen
from apps.honours.models import Honour
from apps.matters.models import Matter
from apps.organisations.kinds import Role
from apps.organisations.services import role_grant
from apps.registers.models import StepTaken
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.examples import example

pytestmark = pytest.mark.django_db
BATCH = "/registers/honours/batch/"


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def staff(township: Township) -> Client:
    return enter_as(Client(), township.people["staff"])


def nominated(township: Township, *codes: str, **other: Any) -> list[Any]:
    said = {"named_on": None, "nominated_on": date(2012, 6, 1), "document_number": ""}
    return [example("honours", township[code], **said, **other) for code in codes]


def matters(township: Township, *codes: str, **other: Any) -> list[Any]:
    return [example("matters", township[code], **other) for code in codes]


def opened(client: Client, records: list[Any], step: str = "named", register: str = "honours") -> Any:
    chosen = "".join(f"&record={record.pk}" for record in records)
    return client.get(f"/registers/{register}/batch/?step={step}{chosen}&back=level%3D1")


def sent(page: Any, **entered: str) -> dict[str, Any]:
    """What a browser would send from the page."""
    batch = page.context["batch"]
    return {
        "step": batch.step.code,
        "back": "level=1",
        "record": [line.draft.case.pk for line in batch.lines],
        "seen": [line.seal for line in batch.moving],
        "shown": batch.shown,
        "on": "2012-07-02",
        **entered,
    }


def codes(lines: list[Any]) -> list[str]:
    return [line.draft.case.organisation.code for line in lines]


def test_several_records_take_a_step_with_an_entry_each(township: Township, staff: Client) -> None:
    records = nominated(township, "V01", "V02", granted_by="青禾镇党委")
    page = staff.get("/registers/honours/?level=1")
    assert page.context["choosable"] == {record.pk for record in records}
    answer = staff.post(BATCH, sent(opened(staff, records), document_number="清委发〔2012〕30号"))
    assert answer.headers["Location"] == "/registers/honours/?level=1"
    for honour in Honour.objects.all():
        assert (honour.named_on, honour.document_number) == (date(2012, 7, 2), "清委发〔2012〕30号")
        assert (honour.granted_by, honour.version) == ("青禾镇党委", 2)
        assert honour.changed_by == township.people["staff"]
    assert StepTaken.objects.filter(step="named", by=township.people["staff"], on=date(2012, 7, 2)).count() == 2
    assert Entry.objects.filter(action="honour.step_named", after__named_on="2012-07-02").count() == 2


def test_the_preview_says_who_cannot_and_why_and_the_others_move(township: Township, staff: Client) -> None:
    early, late, named = *nominated(township, "V01"), *nominated(township, "V02"), example("honours", township["V03"])
    Honour.objects.filter(pk=late.pk).update(nominated_on=date(2012, 8, 1))
    page = opened(staff, [early, late, named])
    assert (codes(page.context["batch"].moving), codes(page.context["batch"].staying)) == (["V01", "V02"], ["V03"])
    preview = staff.post(f"{BATCH}preview/", sent(page))
    batch = preview.context["batch"]
    assert (codes(batch.moving), codes(batch.staying)) == (["V01"], ["V02", "V03"])
    assert "2012-08-01" in preview.content.decode()
    assert not Honour.objects.filter(named_on=date(2012, 7, 2)).exists()
    assert staff.post(BATCH, sent(preview)).status_code == 302
    assert [it.organisation.code for it in Honour.objects.filter(named_on=date(2012, 7, 2))] == ["V01"]


def test_one_that_cannot_holds_all_of_them_back(township: Township, staff: Client) -> None:
    records = nominated(township, "V01", "V02")
    Honour.objects.filter(pk=records[1].pk).update(nominated_on=date(2012, 8, 1))
    answer = staff.post(BATCH, sent(opened(staff, records)))
    assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (200, 1)
    assert not Honour.objects.filter(named_on__isnull=False).exists()
    assert not StepTaken.objects.exists()


def test_what_somebody_changed_meanwhile_is_shown_before_it_is_confirmed_again(
    township: Township, staff: Client
) -> None:
    records = nominated(township, "V01", "V02")
    form = sent(opened(staff, records))
    other = Honour.objects.get(pk=records[1].pk)
    other.merits = "改写的事迹"
    other.save(by=township.people["leader"])
    page = staff.post(BATCH, form)
    assert page.status_code == 200
    assert not Honour.objects.filter(named_on__isnull=False).exists()
    changed = [line for line in page.context["batch"].lines if line.is_changed]
    assert [(codes([line]), [cell.text for cell in line.meanwhile]) for line in changed] == [(["V02"], ["改写的事迹"])]
    assert str(township.people["leader"]) in page.content.decode()
    assert staff.post(BATCH, sent(page)).status_code == 302
    assert Honour.objects.filter(named_on=date(2012, 7, 2)).count() == 2


@pytest.mark.parametrize("shown", ["", "[]", "{", '{"1.1": 2}', "null", "[" * 5000])
def test_what_was_shown_may_be_tampered_with(township: Township, staff: Client, shown: str) -> None:
    records = nominated(township, "V01")
    form = {**sent(opened(staff, records)), "shown": shown, "on": "2012-05-01"}
    assert staff.post(BATCH, form).status_code == 200


def test_what_is_asked_for_all_is_said_beside_its_field(township: Township, staff: Client) -> None:
    page = opened(staff, matters(township, "V01", "V02"), "settled", "matters")
    assert len(page.context["batch"].moving) == 2
    address = "/registers/matters/batch/"
    refused = staff.post(address, sent(page))
    assert set(refused.context["form"].errors) == {"result"}
    assert len(refused.context["batch"].moving) == 2
    assert staff.post(address, sent(refused, on="2013-01-01")).context["form"].errors.keys() == {"on"}
    assert staff.post(address, sent(refused, result="已办结")).status_code == 302
    assert Matter.objects.filter(settled_on=date(2012, 7, 2), result="已办结").count() == 2


def test_a_closed_month_asks_why_and_is_closed_to_whoever_files(township: Township, staff: Client) -> None:
    records = matters(township, "V01", "V02")
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=7)
    address, said = "/registers/matters/batch/", {"result": "已办结"}
    secretary = enter_as(Client(), township.people["secretary01"])
    form = sent(opened(secretary, records, "settled", "matters"), **said)
    assert codes(secretary.post(f"{address}preview/", form).context["batch"].staying) == ["V01"]
    assert secretary.post(address, form).status_code == 200
    assert not Matter.objects.filter(settled_on__isnull=False).exists()
    form = sent(opened(staff, records, "settled", "matters"), **said)
    assert set(staff.post(address, form).context["form"].errors) == {"reason"}
    assert staff.post(address, {**form, "reason": "补录"}).status_code == 302
    assert Matter.objects.filter(settled_on=date(2012, 7, 2)).count() == 2


def test_only_who_decides_takes_a_step_that_is_decided_and_only_where_they_may(
    township: Township, staff: Client
) -> None:
    form = sent(opened(staff, nominated(township, "V01")))
    secretary = enter_as(Client(), township.people["secretary01"])
    assert secretary.post(BATCH, form).status_code == 403
    assert secretary.get("/registers/honours/").context["steps"] == []
    own, foreign = matters(township, "V01", "V02")
    page = opened(secretary, [own, foreign], "settled", "matters")
    assert codes(page.context["batch"].lines) == ["V01"]
    stolen = {**sent(page, result="已办结"), "seen": [as_seen(own).seal, as_seen(foreign).seal]}
    assert secretary.post("/registers/matters/batch/", stolen).status_code == 200
    assert not Matter.objects.filter(settled_on__isnull=False).exists()


def test_who_sees_more_than_they_may_record_moves_their_own_alone(township: Township) -> None:
    start = date(2012, 1, 1)
    leader = township.people["leader"]
    role_grant(user=leader, role=Role.SECRETARY, organisation=township["V01"], start=start, by=None)
    client = enter_as(Client(), leader)
    own, other = matters(township, "V01", "V02")
    page = opened(client, [own, other], "settled", "matters")
    assert (codes(page.context["batch"].moving), codes(page.context["batch"].staying)) == (["V01"], ["V02"])
    forged = {**sent(page, result="已办结"), "seen": [as_seen(own).seal, as_seen(other).seal]}
    assert client.post("/registers/matters/batch/", forged).status_code == 200
    assert not Matter.objects.filter(settled_on__isnull=False).exists()


def test_what_is_restricted_takes_no_step_by_whoever_does_not_see_it(township: Township) -> None:
    hidden = example("matters", township["V01"], category="workers_rights")
    secretary = enter_as(Client(), township.people["secretary01"])
    form = sent(opened(secretary, [hidden], "settled", "matters"), result="已办结")
    assert form["record"] == []
    assert secretary.post("/registers/matters/batch/", {**form, "seen": [as_seen(hidden).seal]}).status_code == 200
    assert not Matter.objects.filter(settled_on__isnull=False).exists()


@pytest.mark.parametrize("query", ["step=x", "", "step=named&record=x", "step=named&record=999999999999999999999"])
def test_an_address_that_makes_no_sense_is_answered_all_the_same(township: Township, staff: Client, query: str) -> None:
    assert staff.get(f"{BATCH}?{query}").status_code in (200, 404)
    assert staff.get(f"/registers/documents/batch/?{query}").status_code == 404
    assert staff.post(f"{BATCH}?{query}", {"step": "named", "on": "2012-07-02", "seen": "x"}).status_code == 200


def test_a_batch_costs_the_same_for_few_and_for_many(township: Township, staff: Client) -> None:
    counts = []
    for number in (2, 30):
        records = [nominated(township, code)[0] for code in ("V01", "V02") * (number // 2)]
        with CaptureQueriesContext(connection) as queries:
            assert staff.post(BATCH, sent(opened(staff, records))).status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_case_for_which_something_is_proposed_is_held_back_until_that_is_decided(
    township: Township, staff: Client
) -> None:
    free, waiting = nominated(township, "V01", "V02")
    proposal_make(
        kind="honours",
        act=Act.CHANGE,
        organisations=[township["V02"]],
        day=date(2012, 6, 1),
        old={"merits": ""},
        new={"merits": "补录"},
        reason="漏录",
        by=township.people["secretary02"],
        key=str(waiting.pk),
        version=waiting.version,
    )
    batch = opened(staff, [free, waiting]).context["batch"]
    assert codes(batch.moving) == ["V01"]
    assert [list(line.draft.errors) for line in batch.lines if line not in batch.moving] == [["proposed"]]
