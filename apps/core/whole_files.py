"""A file is whole or not there at all: written beside its place and moved there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PART = ".part"


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write; it stands at `path` once everything went well, and leaves nothing behind where it did not."""
    part = path.with_name(f".{path.name}{PART}")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class WholeFiles(FileSystemStorage):
    """As Django's; where the disk is full or an upload breaks off, no part of a file stays."""

    def _save(self, name: str, content: "File[Any]") -> str:
        part = self.get_available_name(f"{name}{PART}")
        try:
            super()._save(part, content)  # type: ignore[misc]  # not in the stubs
            place = self.get_available_name(name)
            Path(self.path(part)).replace(self.path(place))
        finally:
            Path(self.path(part)).unlink(missing_ok=True)
        return place
