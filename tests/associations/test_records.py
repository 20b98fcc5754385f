"""What an association keeps itself: on its page, in the hands of its officer, read by the branch that leads it."""

from collections.abc import Callable

import time_machine
from django.test import Client

from tests.associations.test_pages import TEXT, advised, listed
from tests.factories.township import Township

SignIn = Callable[[str], Client]
SERVICE = {
    "content": "统一订购良种",
    "stage": "before",
    "date": "2012-03-01",
    "households": "60",
    "under_agreement": "40",
}


def test_its_page_tells_what_it_does_with_the_sums_of_the_year_and_nothing_of_others(
    led: Township, signed_in: SignIn
) -> None:
    with time_machine.travel("2012-06-20 09:00+08:00", tick=False):
        for code, households in (("A01", "60"), ("A01", "25"), ("A02", "7")):
            fields = {
                **SERVICE,
                "organisation": code,
                "households": households,
                "under_agreement": "5",
                "confirmed": "1",
            }
            assert signed_in("staff").post("/registers/association-services/new/", fields).status_code == 302
        for username in ("staff", "secretary01", "officer-A01"):
            sections = {
                it.register.name: it for it in signed_in(username).get("/associations/A01/").context["sections"]
            }
            services = sections["association-services"]
            assert [it.record.households for it in services.told] == [25, 60]
            assert [it.text for it in services.totals] == ["85", "10"]
            assert {"agreements", "member-households", "association-needs", "posts", "documents"} < sections.keys()


def test_the_association_keeps_its_records_and_the_branch_that_leads_it_reads_them(
    led: Township, signed_in: SignIn
) -> None:
    address, fields = "/registers/association-services/new/", {**SERVICE, "organisation": "A01"}
    assert signed_in("secretary01").post(address, fields).status_code == 403
    assert "organisation" in signed_in("officer-A02").post(address, fields).context["form"].errors
    assert signed_in("officer-A01").post(address, fields).status_code == 302
    more = {**fields, "under_agreement": "61", "date": "2012-03-02"}
    assert set(signed_in("officer-A01").post(address, more).context["form"].errors) == {"under_agreement"}
    assert set(signed_in("staff").post(address, {**fields, "organisation": "V01"}).context["form"].errors) == {
        "organisation"
    }


def test_a_village_contact_reads_the_associations_of_the_village_but_not_what_passes_between_the_two(
    led: Township, signed_in: SignIn
) -> None:
    advised(led)
    page = signed_in("contact").get("/associations/A01/").content.decode()
    assert TEXT not in page
    assert TEXT in signed_in("secretary01").get("/associations/A01/").content.decode()
    fields = {**SERVICE, "organisation": "A01"}
    assert signed_in("contact").post("/registers/association-services/new/", fields).status_code == 403


def test_the_list_is_filtered_by_trade(led: Township, signed_in: SignIn) -> None:
    fields = {"organisation": "A02", "trade": "processing", "product": "竹编", "start": "2012-01-01"}
    assert signed_in("staff").post("/registers/associations/new/", fields).status_code == 302
    assert listed(signed_in("staff"), "?trade=processing") == ["A02"]
    assert listed(signed_in("staff"), "?trade=crops") == []
