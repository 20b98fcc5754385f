"""What the year asks of honours: a star in every month, commendations before 1 July."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.gradings.models import Grading
from apps.honours.models import Honour
from apps.registers.registry import REGISTERS
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.examples import as_typed, example

pytestmark = pytest.mark.django_db
HONOURS: Any = REGISTERS["honours"]
FRESH = {"nominated_on": date(2011, 5, 1), "noticed_on": date(2011, 5, 9)}
NEW = "/registers/honours/new/"


@pytest.fixture(autouse=True)
def in_summer() -> Iterator[None]:
    with time_machine.travel("2012-07-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def staff(township: Township) -> Client:
    return enter_as(Client(), township.people["staff"])


def star(township: Township, code: str, on: date | None, **other: Any) -> Any:
    return example("honours", township[code], title="每月一星", named_on=on, **FRESH, **other)


@pytest.mark.parametrize(
    ("there", "code", "named", "asked"),
    [
        ({"level": 1}, "V02", "2012-06-30", True),
        ({"level": 1}, "V02", "2012-07-01", False),
        ({"level": 1, "revoked_on": date(2012, 7, 1)}, "V02", "2012-06-30", False),
        ({"level": 0}, "V02", "2012-06-30", False),  # each village has its own
        ({"level": 0}, "V01", "2012-06-30", True),
    ],
)
def test_a_second_star_in_a_month_is_asked_about(
    township: Township, staff: Client, there: dict[str, Any], code: str, named: str, asked: bool
) -> None:
    first = star(township, "V01", date(2012, 6, 20), person="张三", consented=True, **there)
    second = star(township, code, None, level=there["level"])
    address = f"/registers/honours/{second.pk}/named/"
    sent = {"on": named, "version": second.version}
    page = staff.post(address, sent)
    assert (page.status_code == 200) is asked
    if asked:
        assert "张三" in page.content.decode()
        assert staff.post(address, {**sent, "confirmed": "1"}).status_code == 302
    assert Honour.objects.exclude(pk=first.pk).get().named_on == date.fromisoformat(named)


def test_a_batch_names_the_other_star_beside_its_row(township: Township, staff: Client) -> None:
    rows = [star(township, code, None, level=1) for code in ("V01", "V02")]
    chosen = "".join(f"&record={row.pk}" for row in rows)
    batch = staff.get(f"/registers/honours/batch/?step=named{chosen}").context["batch"]
    assert [len(line.draft.remarks) for line in batch.moving] == [1, 1]


@pytest.mark.parametrize(("named", "told"), [("2012-06-30", False), ("2012-07-01", True)])
def test_a_commendation_from_1_july_on_is_told_that_it_does_not_count(
    township: Township, staff: Client, named: str, told: bool
) -> None:
    fields = as_typed({"organisation": "V01", "title": "“七一”表彰", "level": 1, "named_on": named, **FRESH})
    Grading.objects.create(organisation=township["V01"], year=2012, start_class="general", start_confirmed=True)
    page = staff.post(NEW, fields)
    assert (page.status_code == 200) is told
    if told:
        assert len(page.context["remarks"]) == 1
        assert staff.post(NEW, {**fields, "confirmed": "1"}).status_code == 302
    assert Honour.objects.get().named_on == date.fromisoformat(named)


def test_the_list_names_the_months_that_have_no_star_yet_to_whoever_decides(township: Township, staff: Client) -> None:
    for month in (1, 2, 3, 4, 6):
        star(township, "V01", date(2012, month, 20), **({"revoked_on": date(2012, 7, 1)} if month == 4 else {}))
    (note,) = staff.get(HONOURS.address).context["notes"]
    assert note.endswith("2012年4月、2012年5月、2012年7月")
    assert enter_as(Client(), township.people["secretary01"]).get(HONOURS.address).context["notes"] == ()
