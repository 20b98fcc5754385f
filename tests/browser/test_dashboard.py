"""The leaders' page as a leader and the higher authority see it, on each screen, in both languages, and on the wall."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_create, role_grant
from tests.browser.visitor import Visitor
from tests.factories.township import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

PAGE = "/dashboard/?year=2012&as_of=2012-12-31"


def scroll_to_the_end(visitor: Visitor) -> None:
    """Every part comes into view."""
    page = visitor.page
    for it in page.locator("main section .dashboard-part").all():
        it.scroll_into_view_if_needed()
        visitor.rest()
    expect(page.locator("main")).not_to_contain_text("加载中")
    expect(page.locator("main")).not_to_contain_text("Loading")


@pytest.mark.parametrize(("width", "language"), [(1440, "zh-hans"), (1024, "en"), (360, "zh-hans")])
def test_a_leader_with_two_minutes(visit: Callable[..., Visitor], tmp_path: Path, width: int, language: str) -> None:
    leader = visit("dashboard-leader", width=width)
    leader.enter("leader", language, PAGE)
    page = leader.page
    endangering = page.locator(".attention-who li")
    assert 1 <= endangering.count() <= 3
    expect(endangering.first.locator(".hands").last).to_be_visible()
    scroll_to_the_end(leader)
    leader.look("dashboard")
    for what in ("[data-save^=on_time]", "[data-save-grid=heat-map]"):
        picture = leader.download(what, tmp_path / "picture.png")
        assert picture.read_bytes().startswith(b"\x89PNG")
    page.select_option("#course-indicator", "PIO-03")
    expect(page.locator("#course canvas")).to_be_visible()
    cell = page.locator(".heat-map a.heat.pace-behind, .heat-map a.heat.pace-done").first
    cell.click()
    expect(page.locator(".plan-figure")).to_be_visible()


def test_the_higher_authority_sees_townships_side_by_side(visit: Callable[..., Visitor]) -> None:
    other = organisation_create(code="T02", name="中共清溪镇委员会", kind=Kind.COMMITTEE, parent=None, by=None)
    above = person("above", Role.VIEWER, Organisation.objects.get(code="T01"))
    role_grant(user=above, role=Role.VIEWER, organisation=other, start=date(2000, 1, 1), by=None)
    viewer = visit("dashboard-district", width=1440)
    viewer.enter("above", "zh-hans", f"{PAGE}&organisation=T01")
    scroll_to_the_end(viewer)
    rows = viewer.page.locator("[aria-labelledby=part-townships] tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("td")).to_have_count(5)
    viewer.look("townships")
    rows.last.locator("th a").click()
    expect(viewer.page.locator("h1")).to_have_text("中共清溪镇委员会")
    scroll_to_the_end(viewer)
    viewer.look("empty-township")


def test_the_wall_of_a_meeting_room(visit: Callable[..., Visitor]) -> None:
    for width, language in ((1440, "zh-hans"), (360, "en")):
        wall = visit("dashboard-wall", width=width)
        wall.enter("leader", language, "/dashboard/wall/?year=2012&as_of=2012-12-31")
        expect(wall.page.locator(".wall-figure")).to_have_count(3)
        wall.look("wall")
