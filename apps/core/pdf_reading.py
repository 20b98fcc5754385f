"""``python -m apps.core.pdf_reading < FILE``: says in a word what a PDF does when it is opened.

A process of its own with little memory and time: a small file may unpack into anything.  Imports nothing of the portal.
"""

import resource
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO

import pikepdf

HARMLESS, ACTIVE, LOCKED, DAMAGED = "harmless", "active", "locked", "damaged"

MEMORY = 768 * 1024 * 1024
SECONDS = 10
#: Direct objects inside objects; the deepest that any program writes is a fraction of this.
DEEPEST = 50

#: What makes something happen by standing there.
_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"})
#: What an action does, where it is more than to turn to a page of this file or to show a web address.
_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)
_ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound"})


def look_into(content: bytes) -> str:
    """HARMLESS, ACTIVE (runs something, carries or opens other files), LOCKED (by a password) or DAMAGED."""
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as document:
            return ACTIVE if any(map(_does_something, _dictionaries(document.objects))) else HARMLESS
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, ValueError, TypeError):
        return DAMAGED


def _dictionaries(objects: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Every dictionary of a file, those of streams included."""
    for found in objects:
        yield from _inside(found, DEEPEST)


def _inside(found: pikepdf.Object, deep: int) -> Iterator[pikepdf.Object]:
    if not deep:
        raise ValueError("too deep")
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        children: Iterable[object] = [found.get(key) for key in found.keys()]  # noqa: SIM118  # no mapping
    elif isinstance(found, pikepdf.Array):
        children = list(found)
    else:
        return
    for child in children:
        # What is an object of its own comes by itself.
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _inside(child, deep - 1)


def _does_something(found: pikepdf.Object) -> bool:
    if not _KEYS.isdisjoint(found.keys()):
        return True
    kind = str(found.get("/Type", "/Action"))
    return (kind == "/Action" and str(found.get("/S", "")) in _ACTIONS) or (
        str(found.get("/Subtype", "")) in _ANNOTATIONS and "/Rect" in found
    )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(look_into(sys.stdin.buffer.read()))
