"""Where static files come from and how they are named."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.signals import setting_changed
from django.templatetags.static import static
from pytest_django import Settings


def test_names_are_plain_before_files_are_collected_and_only_hashed_afterwards(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    assert static("css/tongbu.css") == "/static/css/tongbu.css"
    call_command("collectstatic", interactive=False, verbosity=0)
    # The storage reads its list of names once: let it be made anew.
    setting_changed.send(sender=None, setting="STATIC_ROOT", value=settings.STATIC_ROOT, enter=True)
    hashed = static("css/tongbu.css")
    assert hashed.startswith("/static/css/tongbu.")
    assert hashed != "/static/css/tongbu.css"
    assert Path(staticfiles_storage.path(hashed.removeprefix("/static/"))).exists()
    assert not (tmp_path / "css" / "tongbu.css").exists()


def test_libraries_come_from_npm_and_only_the_named_files_are_served() -> None:
    assert finders.find("npm/htmx.org/dist/htmx.min.js")
    assert finders.find("npm/htmx.org/package.json") is None
    assert finders.find("npm/../package.json") is None
