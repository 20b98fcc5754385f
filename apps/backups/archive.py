"""A back-up as one ZIP file: a manifest, a member for every table and one for every upload."""

import os
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.backups import manifest as manifests
from apps.backups.manifest import File, Manifest, NotOurs, Table, TooNew
from apps.core.zipped import archive_of

MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
#: What Python says of a ZIP file in which a byte is not what it was.
_BROKEN = (BadZipFile, zlib.error, EOFError, struct.error, KeyError, NotImplementedError, RuntimeError, ValueError)


def table_member(table: str) -> str:
    return f"tables/{table}.jsonl"


def file_member(name: str) -> str:
    return f"uploads/{name}"


class Writer:
    """Writes members one after the other; what is in memory is a chunk and the list of members."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.zip = ZipFile(stream, "w")

    def table(self, name: str, columns: list[str], lines: Iterable[bytes]) -> Table:
        digest, rows = sha256(), 0
        with self.zip.open(_member(table_member(name), ZIP_DEFLATED), "w", force_zip64=True) as target:
            for line in lines:
                target.write(line)
                digest.update(line)
                rows += 1
        return Table(columns, rows, digest.hexdigest())

    def file(self, name: str, source: IO[bytes]) -> File:
        """Uploads are compressed already."""
        digest, size = sha256(), 0
        with self.zip.open(_member(file_member(name), ZIP_STORED), "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return File(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        with self.zip.open(_member(MANIFEST, ZIP_DEFLATED), "w") as target:
            target.write(manifests.as_text(manifest).encode())
        self.zip.close()


class Reader:
    """What is read of it has been compared with the manifest at its end; until then nothing may depend on it."""

    def __init__(self, archive: ZipFile, manifest: Manifest) -> None:
        self.zip, self.manifest = archive, manifest

    def check(self, tick: Callable[[], None]) -> None:
        """Read all of it once.  Raises `ValidationError` where anything is not as it was written."""
        with _damage_refused():
            for name, table in self.manifest.tables.items():
                self._same(table_member(name), table.sha256)
                tick()
            for name, file in self.manifest.files.items():
                self._same(file_member(name), file.sha256)
                tick()

    def lines(self, table: str) -> Iterator[bytes]:
        with self.zip.open(table_member(table)) as source:
            yield from source

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        with self.zip.open(file_member(name)) as source:
            yield source

    def _same(self, member: str, digest: str) -> None:
        with self.zip.open(member) as source:
            if digest_of(source) != digest:
                raise BadZipFile(member)


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """The back-up in this file.  Raises `ValidationError` where it is none, or damaged, or of a newer format."""
    with path.open("rb") as stream:
        with _damage_refused():
            archive = archive_of(stream)
            manifest = _manifest(archive)
        yield Reader(archive, manifest)


def digest_of(source: IO[bytes]) -> str:
    digest = sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def on_disk(stream: IO[bytes]) -> None:
    """Wait until all of it would survive a power cut."""
    stream.flush()
    os.fsync(stream.fileno())


def too_new() -> ValidationError:
    return ValidationError(_("This back-up was made by a newer version of the portal. Update the portal first."))


def damaged() -> ValidationError:
    return ValidationError(
        _("This file is not a whole back-up of the portal: it is damaged, cut off or something else.")
    )


def _manifest(archive: ZipFile) -> Manifest:
    try:
        return manifests.read(archive.read(MANIFEST))
    except TooNew:
        raise too_new() from None


@contextmanager
def _damage_refused() -> Iterator[None]:
    try:
        yield
    except (*_BROKEN, NotOurs) as fault:
        raise damaged() from fault


def _member(name: str, compression: int) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type = compression
    member.external_attr = 0o600 << 16
    return member
