"""Opening a file that somebody handed in, so that whatever it holds the portal's memory stays bounded."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 256 * MEGABYTE
#: Parts that are read as a whole: the list of sheets and of what belongs to them.
MOST_IN_SMALL_PART = 2 * MEGABYTE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ExpatError,
    ParseError,
    ValueError,  # also what defusedxml forbids, and numbers that are none
    LookupError,  # parts, texts and encodings that do not exist
    NotImplementedError,  # ways of packing that nobody uses
    RuntimeError,  # a password on a part
)


class Refused(Exception):
    """The file as a whole is refused; the text says why, in the reader's language."""


def too_large() -> Refused:
    return Refused(_("The workbook is too large: it holds more than 256 MB when unpacked."))


@contextmanager
def broken_is_refused() -> Iterator[None]:
    """Whatever goes wrong inside while a file is taken apart means that the file is broken."""
    try:
        yield
    except _BROKEN as fault:
        raise Refused(
            _("The file is damaged and cannot be read. Open and save it in Excel, then try again.")
        ) from fault


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of a workbook says of another: its id, the last word of its type, the name of the part."""

    id: str
    type: str
    target: str


class Package:
    """The parts of an Excel workbook (a zip file of XML files)."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        #: Names as they are, by the names that others may use for them: not all programs agree on case and slashes.
        self._names = {_plain(entry.filename): entry for entry in archive.infolist()}

    def has(self, name: str) -> bool:
        return _plain(name) in self._names

    def names(self) -> Iterator[str]:
        return iter(self._names)

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._names[_plain(name)])

    def tree(self, name: str) -> Any:
        """A small part as an element tree."""
        if self._names[_plain(name)].file_size > MOST_IN_SMALL_PART:
            raise too_large()
        with self.open(name) as stream:
            return fromstring(stream.read(), forbid_dtd=True)

    def relations(self, name: str = "") -> list[Relation]:
        """What the part `name` (the whole package where empty) is related to."""
        folder = dirname(name)
        listed = join(folder, "_rels", f"{basename(name)}.rels")
        if not self.has(listed):
            return []
        return [
            Relation(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                normpath(join("/", folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in self.tree(listed)
        ]


def open_package(file: IO[bytes]) -> Package:
    """Take a file for an Excel workbook or raise `Refused`.  Nothing is unpacked yet."""
    _check_outside(file)
    with broken_is_refused():
        package = Package(_unzip(file))
        _check_inside(package)
    return package


def _check_outside(file: IO[bytes]) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(8)
    if size > MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB."))
    if start == _OLE:
        file.seek(0)
        if _ENCRYPTED in file.read():
            raise Refused(_("The workbook is protected with a password. Save it without one, then try again."))
        raise Refused(_("This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx), then try again."))
    if not start.startswith(b"PK"):
        raise _no_workbook()
    file.seek(0)


def _unzip(file: IO[bytes]) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(file)
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
        raise too_large()
    return archive


def _check_inside(package: Package) -> None:
    if not package.has("[Content_Types].xml") or not any(name.startswith("xl/") for name in package.names()):
        raise _no_workbook()
    if package.has("xl/workbook.bin"):
        raise Refused(_("This is a binary Excel file (.xlsb). Save it as an Excel workbook (.xlsx), then try again."))
    types = " ".join(element.get("ContentType", "") for element in package.tree("[Content_Types].xml")).lower()
    macros = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in package.names())
    if macros or "macroenabled" in types:
        raise Refused(_("The workbook contains macros. Save it as an Excel workbook without macros (.xlsx)."))


def _no_workbook() -> Refused:
    return Refused(_("The file is not an Excel workbook (.xlsx)."))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
