"""Before a session ends the page says so, and one press keeps it; after that the page shows the sign-in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from apps.accounts.models import Session
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


@pytest.mark.parametrize("width", [1440, 360])
def test_two_minutes_before_the_end_a_notice_offers_to_stay(visit: Callable[..., Visitor], width: int) -> None:
    person = visit("idle-notice", width=width)
    person.page.clock.install()
    person.enter("staff", "zh-hans", "/")
    person.go("/organisations/")
    notice = person.page.locator("[data-idle-notice]")
    person.page.clock.fast_forward("27:30")
    expect(notice).to_be_hidden()
    person.page.clock.fast_forward("01:00")
    expect(notice).to_be_visible()
    person.look("notice")
    notice.locator("button").click()
    expect(notice).to_be_hidden()

    person.page.clock.fast_forward("28:10")
    expect(notice).to_be_visible()
    Session.objects.all().delete()
    with person.page.expect_navigation():
        person.page.clock.fast_forward("02:10")
    expect(person.page.locator("input[name=password]")).to_be_visible()
    assert "next=/organisations/" in person.page.url
