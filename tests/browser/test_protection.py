"""What the headers do in a real browser."""

from collections.abc import Callable

import pytest

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


@pytest.fixture
def leader(visit: Callable[..., Visitor]) -> Visitor:
    person = visit("protection", width=1440)
    person.enter("leader", "zh-hans", "/")
    return person


def test_a_chart_explains_itself_and_is_saved_as_a_picture_within_the_policy(leader: Visitor) -> None:
    page = leader.page
    page.set_viewport_size({"width": 1440, "height": 20000})
    leader.go("/dashboard/?year=2012")
    leader.rest()
    page.locator("[data-chart=sankey]").hover()
    with page.expect_download() as saved:
        page.click("[data-save=movement-data]")
    assert saved.value.suggested_filename.endswith(".png")


def test_the_documentation_of_the_api_works_within_the_policy(leader: Visitor) -> None:
    leader.go("/api/docs/")
    page = leader.page
    page.locator(".opblock-summary").first.click()
    page.click("button.try-out__btn")
    page.click("button.execute")
    page.wait_for_selector(".responses-table.live-responses-table")


def test_after_signing_out_the_way_back_leads_to_the_sign_in_page(leader: Visitor) -> None:
    leader.go("/organisations/")
    leader.go("/activities/")
    page = leader.page
    page.locator("form[action='/accounts/logout/'] button").first.dispatch_event("click")
    page.wait_for_url("**/accounts/login/")
    page.go_back()
    page.wait_for_url("**/accounts/login/?next=/activities/")


def test_a_visitor_notices_whatever_the_policy_forbids_and_what_cannot_be_read(leader: Visitor) -> None:
    leader.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    leader.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    pale = '<p>dark</p><p class="text-white">pale</p>'
    leader.page.evaluate("pale => document.querySelector('main').insertAdjacentHTML('beforeend', pale)", pale)
    leader.look("pale")
    said = " ".join(leader.faults)
    assert "policy: style-src-attr forbids inline" in said
    assert "policy: script-src-elem forbids inline" in said
    assert leader.page.evaluate("window.ran") is None
    assert "pale: color-contrast" in said
    assert said.count("color-contrast") == 1
    leader.faults.clear()
