"""Where static files come from and how they are named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed, compressed names after `collectstatic`; plain names before it, so that commands and tests need none."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one of a file that was not collected: a page never fails for a picture."""
        try:
            hashed: str = super().stored_name(name)
        except ValueError:
            return name
        return hashed

    def compress_files(self, paths: Any) -> Iterator[tuple[str, str]]:
        """The compressed copies are read by whoever reads the files."""
        for name, compressed in super().compress_files(paths):
            Path(self.path(compressed)).chmod(self.file_permissions_mode)
            yield name, compressed


class NpmFinder(BaseFinder):
    """Serves the files of npm packages that `NPM_FILES` names, below ``npm/``; none before `npm ci`."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=str(settings.NODE_MODULES))
        self.storage.prefix = "npm"  # type: ignore[attr-defined]

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        name = path.removeprefix("npm/")
        known = path.startswith("npm/") and name in settings.NPM_FILES and self.storage.exists(name)
        found = [self.storage.path(name)] if known else []
        return found[0] if found and not find_all else found

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        return ((name, self.storage) for name in settings.NPM_FILES if self.storage.exists(name))
