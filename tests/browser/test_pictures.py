"""The pictures of the handbook and of the READMEs: `make pictures` takes them over from var/pictures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Page

from tests.browser.test_month import december, secretary_of
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

MADE = Path(settings.BASE_DIR) / "var" / "pictures"
WIDTH, HEIGHT, PHONE_WIDTH, PHONE_HEIGHT = 1100, 700, 390, 640
LARGEST = 100_000


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pictures_of_the_documents_are_taken(visit: Callable[..., Visitor], language: str) -> None:
    month = december()
    folder = MADE / language
    folder.mkdir(parents=True, exist_ok=True)
    shown = [
        ("home", secretary_of(month), "/", PHONE_WIDTH),
        ("filing", secretary_of(month), month, PHONE_WIDTH),
        ("activity", secretary_of(month), "/activities/new/", PHONE_WIDTH),
        ("dashboard", "leader", "/dashboard/?year=2012&as_of=2012-11-30", WIDTH),
        ("rates", "staff", "/gradings/?year=2012&organisation=T01", WIDTH),
        ("review", "staff", "/filings/?year=2012", WIDTH),
        ("accounts", "admin", "/accounts/", WIDTH),
    ]
    for name, username, path, width in shown:
        visitor = visit(f"pictures-{language}-{name}", width=width)
        visitor.enter(username, language, path)
        visitor.rest()
        keep(visitor.page, folder / f"{name}.webp", PHONE_HEIGHT if width == PHONE_WIDTH else HEIGHT)
        visitor.page.context.close()
    sizes = [(folder / f"{name}.webp").stat().st_size for name, *_rest in shown]
    assert max(sizes) < LARGEST


def keep(page: Page, target: Path, height: int) -> None:
    """The upper part of the page as a small picture."""
    page.set_viewport_size({"width": page.viewport_size["width"] if page.viewport_size else WIDTH, "height": height})
    shot = target.with_suffix(".png")
    page.screenshot(path=shot)
    with Image.open(shot) as picture:
        picture.convert("RGB").save(target, quality=80, method=6)
    shot.unlink()
