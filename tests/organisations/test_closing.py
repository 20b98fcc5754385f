"""No closed organisation leads or is led."""

from datetime import date
from typing import Any

import pytest

from apps.audit.models import Entry
from apps.organisations.kinds import Closing, Kind
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.selectors import without_leader
from apps.organisations.services import organisation_close
from apps.organisations.workbook import OrganisationsRegister
from apps.workbooks.importing import import_workbook
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation
from tests.workbooks.books import workbook

pytestmark = pytest.mark.django_db
BEGAN, DAY, LATER = date(2001, 1, 1), date(2012, 9, 1), date(2012, 11, 1)


@pytest.fixture
def led(township: Township) -> Organisation:
    """An association that V02 leads."""
    association = organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="", graded=False)
    leading_start(leader=township["V02"], led=association, start=BEGAN, basis="甲", by=None)
    return association


def close(it: Organisation, into: Organisation | None = None, on: date = DAY) -> None:
    closing = Closing.MERGED if into else Closing.DISSOLVED
    organisation_close(organisation=it, on=on, closing=closing, merged_into=into, approval_number="乙", by=None)


def links() -> list[tuple[Any, ...]]:
    return list(
        LeadingLink.objects.counted().order_by("start", "pk").values_list("leader__code", "led__code", "start", "end")
    )


def test_the_organisation_that_it_was_merged_into_leads_from_that_day(township: Township, led: Organisation) -> None:
    close(township["V02"], township["V01"])
    assert links() == [("V02", "A01", BEGAN, DAY), ("V01", "A01", DAY, None)]
    assert not without_leader(Organisation.objects.all(), DAY)
    assert {it.action for it in Entry.objects.filter(action__startswith="leading.")} == {
        "leading.created",
        "leading.updated",
    }


def test_what_a_dissolved_one_led_is_without_a_leader_from_that_day(township: Township, led: Organisation) -> None:
    close(township["V02"])
    assert links() == [("V02", "A01", BEGAN, DAY)]
    assert list(without_leader(Organisation.objects.all(), DAY)) == [led]


def test_a_link_that_begins_after_the_closing_goes_with_it_or_passes_on_whole(township: Township) -> None:
    for code in ("A01", "A02"):
        made = organisation(code, township["T01"], kind=Kind.ASSOCIATION, sector="", graded=False)
        leading_start(leader=township["V02" if code == "A01" else "V03"], led=made, start=LATER, by=None)
    close(township["V02"], township["V01"])
    close(township["V03"])
    assert links() == [("V01", "A01", LATER, None)]


def test_nobody_leads_a_mass_organisation_that_is_closed(township: Township, led: Organisation) -> None:
    close(led)
    assert links() == [("V02", "A01", BEGAN, DAY)]


def test_a_successor_that_is_a_mass_organisation_leads_nobody(township: Township, led: Organisation) -> None:
    close(township["V02"], led)
    assert links() == [("V02", "A01", BEGAN, DAY)]


def test_a_workbook_closes_as_the_page_does(township: Township, led: Organisation) -> None:
    row = {"编码": "V02", "名称": "组织V02", "类型": "党支部", "领域": "村", "上级编码": "T01"}
    row |= {"撤销日期": DAY, "撤销方式": "并入", "并入编码": "V01", "批准文号": "乙"}  # type: ignore[dict-item]
    outcome = import_workbook(register=OrganisationsRegister(), file=workbook(list(row), list(row.values())), by=None)
    assert (outcome.updated, outcome.errors) == (1, ())
    assert links() == [("V02", "A01", BEGAN, DAY), ("V01", "A01", DAY, None)]


def test_links_of_closed_organisations_from_former_times_are_found(township: Township, led: Organisation) -> None:
    Organisation.objects.filter(code="V02").update(closed=DAY)
    assert list(without_leader(Organisation.objects.all(), DAY)) == [led]
