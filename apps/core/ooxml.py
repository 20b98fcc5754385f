"""Office files of today are packages: zip files of XML files.  Taking them apart stays within bounded memory."""

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

from apps.core.zipped import archive_of

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 256 * MEGABYTE
#: Parts that are read as a whole: the lists of what the package holds and of what belongs to what.
MAX_IN_SMALL_PART = 2 * MEGABYTE
#: The list of parts: a workbook has some dozens, each with a hundred bytes.
MAX_LISTED = MEGABYTE
#: The longest comment of an archive with the record before it.
_LAST_RECORD = 65_535 + 22

BROKEN = (
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
    return Refused(_("The file is too large: it holds more than 256 MB when unpacked."))


@contextmanager
def broken_is_refused(sentence: str) -> Iterator[None]:
    """Whatever goes wrong inside while a file is taken apart means that the file is broken, as `sentence` says."""
    try:
        yield
    except BROKEN as fault:
        raise Refused(sentence) from fault


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of a package says of another: its id, the last word of its type, the name of the part.

    `external`: it is no part of the package, `target` then makes no sense.
    """

    id: str
    type: str
    target: str
    external: bool = False


class Package:
    """The parts of an Excel workbook, a Word document or a PowerPoint presentation."""

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

    def size(self, name: str) -> int:
        """How many bytes a part says it has when unpacked."""
        return self._names[_plain(name)].file_size

    def tree(self, name: str) -> Any:
        """A small part as an element tree."""
        if self.size(name) > MAX_IN_SMALL_PART:
            raise too_large()
        with self.open(name) as stream:
            return fromstring(stream.read(), forbid_dtd=True)

    def relations(self, name: str = "") -> list[Relation]:
        """What the part `name` (the whole package where empty) is related to."""
        listed = join(dirname(name), "_rels", f"{basename(name)}.rels")
        return self.listed_relations(listed) if self.has(listed) else []

    def listed_relations(self, listed: str) -> list[Relation]:
        """What stands in a list of relations, ``xl/_rels/workbook.xml.rels``."""
        folder = dirname(dirname(listed))
        return [
            Relation(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                normpath(join("/", folder, element.get("Target", ""))).lstrip("/"),
                element.get("TargetMode", "").lower() == "external",
            )
            for element in self.tree(listed)
        ]


def unzipped(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, nothing of it unpacked yet; `Refused` where that would be too much.  Broken ones raise."""
    _check_listing(file)
    archive = archive_of(file)
    if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
        raise too_large()
    return archive


def _check_listing(file: IO[bytes]) -> None:
    """The list of what the archive holds is read as a whole; its last record says how long it is."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LAST_RECORD))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > MAX_LISTED:
        raise Refused(_("The file consists of too many parts."))


def content_types(package: Package) -> str:
    """The types of all parts, in small letters with blanks between them."""
    return " ".join(element.get("ContentType", "") for element in package.tree("[Content_Types].xml")).lower()


def has_macros(package: Package) -> bool:
    """Whether a package holds programs, or says so."""
    named = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in package.names())
    return named or any(word in content_types(package) for word in ("macroenabled", "vbaproject", "macrosheet"))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
