"""Whether a PDF does something when it is opened, as far as can be seen without drawing it."""

import re
import zlib
from collections.abc import Iterator

from apps.core.packages import MEGABYTE

_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)(?![A-Za-z0-9])")
#: An object stream is a list of small objects; so much of each is looked at, and so many bytes of all.
_MOST_OF_ONE = 4 * MEGABYTE
_MOST_OF_ALL = 64 * MEGABYTE


def is_active(content: bytes) -> bool:
    """Whether a PDF runs scripts or programs, or carries other files, or holds too much to tell.

    Pictures and texts are not looked at: among their packed bytes any word comes up by chance, and a large scan would
    be refused.  Whoever hides an action well gets it past this; the last word is the reader's own protection.
    """
    left = _MOST_OF_ALL
    for part in _readable_parts(content):
        left -= len(part)
        if left < 0 or _ACTIVE.search(_plain_names(part)):
            return True
    return False


def _readable_parts(content: bytes) -> Iterator[bytes]:
    """What stands outside the streams, and what the streams of objects hold.  One pass."""
    at = 0
    while (opened := _STREAM.search(content, at)) and (closed := content.find(b"endstream", opened.end())) >= 0:
        before = content[at : opened.start()]
        yield before
        if b"/ObjStm" in _plain_names(before[-1000:]):
            yield _inflated(content[opened.end() : closed])
        at = closed + len(b"endstream")
    yield content[at:]


def _inflated(stream: bytes) -> bytes:
    """The beginning of a compressed stream; nothing where it is packed in another way."""
    try:
        return zlib.decompressobj().decompress(stream, _MOST_OF_ONE)
    except zlib.error:
        return b""


def _plain_names(part: bytes) -> bytes:
    """Names may be written with escapes: /J#53 is /JS."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
