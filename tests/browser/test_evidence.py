"""Evidence of an activity, from a village secretary's phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.factories.files import pdf, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


def test_a_photograph_and_a_record_are_added_fetched_and_taken_away(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    secretary = visit("evidence", width=360)
    secretary.enter("secretary01", "zh-hans", "/activities/?since=2012-01-01")
    page = secretary.page
    page.locator("main td.activities-topic a").first.click()
    photo, minutes = tmp_path / "现场.jpg", tmp_path / "会议记录.pdf"
    photo.write_bytes(photograph(size=(3000, 1500)).read())
    minutes.write_bytes(pdf().read())
    page.set_input_files("input[name=files]", [photo, minutes])
    page.click("form:has(input[name=files]) button[type=submit]")
    files = page.locator(".attachments-file")
    expect(files).to_have_count(2)
    secretary.look("evidence")

    kept = Image.open(secretary.download(".attachments-file a:has-text('现场.jpg')", tmp_path / "kept.jpg"))
    assert (kept.size, dict(kept.getexif())) == ((1000, 2000), {})

    page.locator(".attachments-remove-file summary").first.click()
    secretary.look("remove-asked")
    page.locator(".attachments-remove-file button").first.click()
    expect(files).to_have_count(1)
    program = tmp_path / "程序.pdf"
    program.write_bytes(b"MZ")
    page.set_input_files("input[name=files]", program)
    page.click("form:has(input[name=files]) button[type=submit]")
    expect(page.locator(".alert-danger")).to_contain_text("程序.pdf")
    secretary.look("evidence-refused")
