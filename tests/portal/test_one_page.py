"""All of one organisation on one page: what it tells, to whom, and what it costs."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.gradings.models import Grading
from apps.portal.one_page import OnePage
from apps.registers.glances import SHOWN, Section
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.filings.cast import plan_of
from tests.registers.examples import example

pytestmark = pytest.mark.django_db
TOLD = ("posts", "venues", "funds", "honours", "matters", "contacts", "leading", "documents")


def told_in(it: OnePage) -> list[Section]:
    return [section for section in it.sections if section.told]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def full(township: Township) -> Township:
    """Of V01 a record of each register that tells of a village; of V02 likewise."""
    plan_of(township["T01"])
    for code in ("V01", "V02"):
        Grading.objects.create(organisation=township[code], year=2012, start_class="general", start_confirmed=True)
        activity_record(
            hosts=[township[code]], by=None, date=date(2012, 3, 1), type=ActivityType.TRAINING, topic=f"{code}嫁接培训"
        )
        for name in TOLD:
            example(name, township[code])
    return township


def test_a_village_is_told_with_its_own_records_and_nobody_elses(full: Township) -> None:
    for username in ("staff", "secretary01", "leader"):
        it = enter_as(Client(), full.people[username]).get("/organisations/V01/one-page/").context["it"]
        sections = {section.register.name: section for section in told_in(it)}
        assert set(TOLD) <= sections.keys()
        ends = {end for section in told_in(it) for told in section.told for end in told.record.ENDS}
        assert ends >= {"organisation", "leader", "led"}
        assert not any(
            getattr(told.record, end).code == "V02"
            for its in told_in(it)
            for told in its.told
            for end in told.record.ENDS
        )
        assert [activity.topic for activity in it.activities] == ["V01嫁接培训"]
        assert [grading.organisation.code for grading in it.classes] == ["V01"]
        assert [cell.text for cell in sections["funds"].totals] == ["8000"]


def test_what_is_for_few_is_not_told_even_to_them_and_whoever_reads_figures_only_gets_figures(full: Township) -> None:
    example("contacts", full["V01"], type="sponsor", partner="机关干部")
    page = enter_as(Client(), full.people["staff"]).get("/organisations/V01/one-page/")
    assert "机关干部" not in page.content.decode()
    viewer = enter_as(Client(), full.people["viewer"]).get("/organisations/V01/one-page/").context["it"]
    assert [section.register.name for section in viewer.sections] == ["leading"]
    assert (viewer.classes, viewer.activities, viewer.plan is None) == (None, None, False)


def test_a_general_branch_is_told_with_the_branches_below_it(full: Township) -> None:
    example("venues", full["V03-1"])
    it = enter_as(Client(), full.people["secretary03"]).get("/organisations/V03/one-page/").context["it"]
    assert [one.code for one in it.below] == ["V03-1", "V03-2"]
    assert [told.record.organisation.code for section in told_in(it) for told in section.told] == ["V03-1"]
    assert {"funds", "posts"} <= {section.register.name for section in it.sections if not section.told}


def test_it_costs_the_same_for_a_few_records_and_for_many_and_shows_the_newest(full: Township) -> None:
    client = enter_as(Client(), full.people["staff"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/organisations/V01/one-page/").status_code == 200
        return len(captured)

    few = queries()
    for day in range(1, 21):
        example("venues", full["V01"], title=f"{day}号", start=date(2012, 6, day))
        example("honours", full["V01"], title=f"{day}号")
    assert queries() == few <= 45
    it = client.get("/organisations/V01/one-page/").context["it"]
    (venues,) = (section for section in told_in(it) if section.register.name == "venues")
    assert ([told.title for told in venues.told][:2], len(venues.told), venues.has_more) == (
        ["20号", "19号"],
        SHOWN,
        True,
    )
