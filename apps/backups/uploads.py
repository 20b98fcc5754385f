"""The folder of uploads: what is in it, and how another takes its place at once."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.backups.archive import CHUNK, Reader, digest_of, on_disk

#: In the folder itself, so that everything stays on one disk.
_ASIDE = ".restoring-"


def uploads_folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def names_of(folder: Path) -> list[str]:
    """Every whole file below it, with forward slashes."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    return sorted(path.as_posix() for path in found if not path.parts[0].startswith(_ASIDE))


class Exchange:
    """What was and what comes, side by side until `swap`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aside = folder / f"{_ASIDE}{uuid4()}"
        self.new, self.old = self.aside / "new", self.aside / "old"
        self.moved: list[tuple[Path, Path]] = []

    def swap(self) -> None:
        for source, target in ((self.folder, self.old), (self.new, self.folder)):
            for path in sorted(source.iterdir()):
                if not path.name.startswith(_ASIDE):
                    self._move(path, target / path.name)

    def undo(self) -> None:
        while self.moved:
            source, target = self.moved.pop()
            target.rename(source)

    def _move(self, source: Path, target: Path) -> None:
        source.rename(target)
        self.moved.append((source, target))


@contextmanager
def exchange_with(archive: Reader, tick: Callable[[], None]) -> Iterator[Exchange]:
    """Lay the uploads of a back-up beside the present ones and compare each.

    `swap()` puts them in their place; leaving with an exception puts everything back.
    """
    exchange = Exchange(uploads_folder())
    try:
        exchange.old.mkdir(parents=True)
        exchange.new.mkdir()
        for name in archive.manifest.files:
            _laid_down(archive, name, exchange.new / name)
            tick()
        yield exchange
    except BaseException:
        exchange.undo()
        raise
    finally:
        shutil.rmtree(exchange.aside, ignore_errors=True)


def _laid_down(archive: Reader, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.file(name) as source, target.open("xb") as written:
        shutil.copyfileobj(source, written, CHUNK)
        on_disk(written)
    with target.open("rb") as again:
        os.posix_fadvise(again.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if digest_of(again) != archive.manifest.files[name].sha256:
            raise ValidationError(_("%(name)s is not as the back-up has it. Nothing was changed.") % {"name": name})
