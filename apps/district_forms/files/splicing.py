"""Changing an XML part at single places: every other byte of it stays as it was.

No library does this: lxml and openpyxl write a part anew, with other quotes, name spaces and attributes, and openpyxl
drops what it does not know.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from apps.core.ooxml import MEGABYTE, Refused

#: The largest part that is looked into: read as a whole, for its bytes are kept.
LARGEST_PART = 8 * MEGABYTE
DEEPEST = 200

_START_TAG = re.compile(rb"<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_ENCODINGS = (None, "utf-8", "utf8", "us-ascii", "ascii")
#: What XML cannot hold.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Edit:
    """In the place of the bytes [start, end) stands `by`; with `start` = `end` it is put in."""

    start: int
    end: int
    by: bytes


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: where it begins and ends, its name as written, its attributes as bytes, whether it is all."""

    start: int
    end: int
    name: bytes
    attributes: bytes
    is_empty: bool

    @property
    def prefix(self) -> bytes:
        """``b"x:"`` where the names of the part are prefixed, else nothing."""
        before, colon, _name = self.name.rpartition(b":")
        return before + colon


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with all `edits`, which do not overlap."""
    pieces: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda it: (it.start, it.end)):
        if edit.start < at:
            raise ValueError("edits that overlap")
        pieces += [data[at : edit.start], edit.by]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def tag_at(data: bytes, start: int) -> Tag:
    """The start tag that begins at a byte."""
    found = _START_TAG.match(data, start)
    if found is None:
        raise ValueError("no tag")
    return Tag(found.start(), found.end(), found[1], found[2], bool(found[3]))


def end_of(data: bytes, tag: Tag, closing: int) -> int:
    """Where an element ends, whose closing tag begins at the byte `closing`."""
    return tag.end if tag.is_empty else data.index(b">", closing) + 1


def walk(
    data: bytes,
    start: Callable[[str, dict[str, str], int], None],
    end: Callable[[str, int], None],
    text: Callable[[str], None],
) -> None:
    """Read a part: names without their prefix, each with the byte at which its tag begins.

    Raises `Refused` where it is too large, `ValueError` and expat's errors where it is broken or no plain XML.
    """
    if len(data) > LARGEST_PART:
        raise Refused(_("A sheet or the document is too large to be filled: it has more than 8 MB."))
    parser = ParserCreate()
    parser.buffer_text = True
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError("a nest without end")
        start(name.rpartition(":")[2], attributes, parser.CurrentByteIndex)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2], parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.XmlDeclHandler = _plain_encoding
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError("an encoding that nobody uses")
    parser.Parse(data, True)


def xml_text(text: str) -> bytes:
    """A text as it stands between tags."""
    return escape(_UNFIT.sub("", text)).encode()


def _no_doctype(*_declared: object) -> None:
    raise ValueError("a part declares no document type")


def _plain_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    """Bytes are counted, so they must be those that are written."""
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise ValueError("an encoding that nobody uses")
