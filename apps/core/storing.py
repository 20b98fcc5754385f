"""Files that are whole or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Writes beside the place and gives the file its name once all of it is on the disk.

    A disk that is full, or a process that ends, leaves no part of a file under a name that somebody reads.
    """

    def _save(self, name: str, content: Any) -> str:
        part = f"{name}.{uuid4()}.part"
        path = Path(self.path(part))
        try:
            super()._save(part, content)  # type: ignore[misc]
            with path.open("rb") as written:
                os.fsync(written.fileno())
            return self._named(path, name)
        finally:
            path.unlink(missing_ok=True)

    def _named(self, part: Path, name: str) -> str:
        """Give the file the name, or the next that is free; never that of another file."""
        while True:
            try:
                os.link(part, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name.replace("\\", "/")


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """The file to write in place of `path`, which keeps what it held until all of the new is there."""
    if path.exists() and not path.is_file():  # a pipe, a terminal
        with path.open("wb") as stream:
            yield stream
        return
    part = path.with_name(f"{path.name}.{uuid4()}.part")
    try:
        with part.open("xb") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
