"""What is restricted about cadres: who sees it, who decides, that every look is noted, and that names leave masked."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from openpyxl import load_workbook

from apps.audit.models import Entry
from apps.cadres.models import OfficialAppraisal, Procedure
from apps.registers.noted import Noted
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.browser import enter_as
from tests.factories.township import Township, organisation
from tests.members.test_figures import member
from tests.registers.books import imported
from tests.registers.examples import example

pytestmark = pytest.mark.django_db
GUARDED = ("reserve", "procedures", "talks", "official-appraisals", "degree-studies")
#: Every register about single people.
PRIVATE = {name: it for name, it in REGISTERS.items() if isinstance(it, Noted)}


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def seen(township: Township, who: str, name: str) -> int:
    """How many records somebody sees in the list; 403 where there is none for them."""
    answer = enter_as(Client(), township.people[who]).get(f"/registers/{name}/")
    return len(answer.context["page"]) if answer.status_code == 200 else answer.status_code


def test_those_who_must_know_see_it_and_nobody_else(township: Township) -> None:
    for name in GUARDED:
        example(name, township["V01"])
    sees = {"staff": 1, "leader": 1, "secretary01": 1, "secretary02": 0, "clerk01": 403, "viewer": 403, "auditor": 403}
    assert {who: {seen(township, who, name) for name in GUARDED} for who in sees} == {it: {n} for it, n in sees.items()}


@pytest.mark.parametrize("name", PRIVATE)
def test_every_look_is_noted_and_the_note_names_nobody(name: str, township: Township) -> None:
    register, record = PRIVATE[name], example(name, township["V01"])
    client = enter_as(Client(), township.people["staff"])
    client.get(f"{register.address}?q=王建国&export=xlsx")
    client.get(f"{register.address}?q=王建国")
    client.get(register.address_of(record))
    noted = [it.target for it in Entry.objects.filter(action=register.may("opened")).order_by("pk")]
    assert noted == [name] * (2 if register.list_noted else 0) + [register.subject(record)]
    assert Entry.objects.filter(after__filters__q="****").exists()
    told = str(list(Entry.objects.values_list("target", "before", "after")))
    assert not any(person in told for person in ("王建国", "李秀英", "张桂芳"))


def test_a_secretary_enters_the_steps_and_the_township_approves(township: Township) -> None:
    case: Any = example("procedures", township["V01"])
    secretary, staff = (enter_as(Client(), township.people[who]) for who in ("secretary01", "staff"))
    address = REGISTERS["procedures"].address_of(case)

    def take(client: Client, step: str, **fields: str) -> int:
        form = client.get(f"{address}{step}/")
        if form.status_code != 200:
            return form.status_code
        sent = {it.html_name: it.value() for it in form.context["form"] if it.value() not in (None, False)}
        return client.post(f"{address}{step}/", {**sent, "on": "2012-06-08", **fields}).status_code

    assert take(secretary, "verified") == 302
    assert take(secretary, "decided") == 200  # what was decided is missing
    assert take(secretary, "decided", measure="correct") == 302
    assert take(secretary, "approved", document_number="清委〔2012〕9号") == 403
    assert take(staff, "approved", document_number="清委〔2012〕9号") == 302
    stored = Procedure.objects.get()
    assert (stored.measure, stored.approved_on) == ("correct", date(2012, 6, 8))
    notes = staff.get("/registers/procedures/").context["notes"]
    assert list(notes) == ["本年已批准：限期改正 1。"]


def test_names_leave_masked_without_a_watermark_and_a_masked_one_changes_nothing(township: Township) -> None:
    example("official-appraisals", township["V01"])
    client = enter_as(Client(), township.people["secretary01"])
    answer = client.get("/registers/official-appraisals/?export=xlsx")
    content = b"".join(answer)
    book = load_workbook(BytesIO(content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert "王**" in cells
    assert "王建国" not in cells
    outcome = imported(REGISTERS["official-appraisals"], ContentFile(content, "书记.xlsx"))
    assert (outcome.errors, outcome.unchanged) == ((), 1)
    assert OfficialAppraisal.objects.get().person == "王建国"


def test_a_candidate_belongs_to_the_village_or_a_branch_below_it(township: Township) -> None:
    lower = organisation("V01-1", township["V01"])
    member(lower, "D1")
    member(township["V02"], "D2")
    client = enter_as(Client(), township.people["secretary01"])
    fields = {"organisation": "V01", "post": "secretary", "entered_on": "2012-03-01"}
    refused = client.post("/registers/reserve/new/", {**fields, "member": "D2"})
    assert set(refused.context["form"].errors) == {"member"}
    assert client.post("/registers/reserve/new/", {**fields, "member": "D1"}).status_code == 302
    (note,) = enter_as(Client(), township.people["staff"]).get("/registers/reserve/").context["notes"]
    assert "有1名以上后备干部的1个，2名以上的0个" in note


def test_a_ballot_has_its_votes_and_gives_an_exact_rate(township: Township) -> None:
    client = enter_as(Client(), township.people["staff"])
    fields = {"organisation": "T01", "type": "ballot", "subject": "满意度测评", "date": "2012-12-12"}
    for votes, wrong in (
        ({"valid": "30", "satisfied": "20"}, {"fairly"}),
        ({"valid": "30", "satisfied": "27", "fairly": "4"}, {"valid"}),
    ):
        assert set(client.post("/registers/veterans/new/", {**fields, **votes}).context["form"].errors) == wrong
    votes = {"valid": "199", "satisfied": "189", "fairly": "0"}
    assert client.post("/registers/veterans/new/", {**fields, **votes}).status_code == 302
    (note,) = client.get("/registers/veterans/").context["notes"]
    assert note == "满意和较满意189票，有效票199票，满意率94.9%。"


def test_talks_are_done_late_or_still_due(township: Township) -> None:
    for position, held in (("书记", date(2012, 6, 1)), ("主任", date(2012, 9, 1)), ("文书", None)):
        facts: dict[str, Any] = {"type": "talk", "position": position, "due": date(2012, 6, 30), "held_on": held}
        record_create(register=REGISTERS["talks"], by=None, organisation=township["V01"], **facts)
    client = enter_as(Client(), township.people["staff"])
    asked = ("on_time", "late", "overdue")
    found = {it: len(client.get(f"/registers/talks/?in_time={it}").context["page"]) for it in asked}
    assert found == {"on_time": 1, "late": 1, "overdue": 1}
