"""What a leading link is looked at for: the five synchronisations and co-building of the organisation that is led."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from apps.organisations.kinds import Kind
from tests.checklists.cast import found, marks
from tests.factories.browser import enter_as
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db


def test_the_page_of_a_link_tells_what_was_found_last_of_whom_it_leads(township: Township) -> None:
    led = organisation("L01", township["T01"], kind=Kind.LEAGUE_BRANCH)
    link = leading_start(leader=township["V01"], led=led, start=date(2012, 1, 1))
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        found(led, "×××××", "five_synchronisations", date(2012, 3, 1))
        found(led, "√√√×-", "five_synchronisations", date(2012, 6, 1))
        found(led, "√√×", "co_building", date(2012, 5, 1))
        found(township["V01"], "√√√√√", "five_good", date(2012, 6, 1))
        for username in ("staff", "secretary01", "clerk01", "contact"):
            browser = enter_as(Client(), township.people[username])
            page = browser.get(f"/registers/leading/{link.pk}/").content.decode()
            assert 'hx-get="/registers/checklists/latest/L01/"' in page
            seen = browser.get("/registers/checklists/latest/L01/").context["inspections"]
            assert [(it.checklist, marks(it)) for it in seen] == [
                ("five_synchronisations", "√√√×-"),
                ("co_building", "√√×"),
            ]
        outsider = enter_as(Client(), township.people["secretary02"])
        assert outsider.get("/registers/checklists/latest/L01/").status_code == 404
