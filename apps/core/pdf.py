"""Whether a PDF does something beyond being read.

qpdf (through pikepdf) takes the file apart as readers do, whatever it is packed into.  That happens in a process of its
own with little memory and little time: a file that needs more is refused, and the portal does not notice.
"""

import resource
import subprocess
import sys
from collections.abc import Iterator
from enum import IntEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

SECONDS = 20
MEMORY = 512 * 1024**2
#: Objects inside objects; and how many of all.
_DEEPEST, _MOST = 60, 2_000_000

#: What runs, opens, sends or carries something.
_KEYS = {
    "/JS",
    "/JavaScript",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/EF",
    "/AF",
    "/RichMedia",
    "/RichMediaContent",
    "/XFA",
}
_ACTIONS = {
    "/GoToE", "/GoToR", "/ImportData", "/JavaScript", "/Launch", "/Movie", "/Rendition", "/RichMediaExecute", "/Sound",
    "/SubmitForm",
}  # fmt: skip
_ANNOTATIONS = {"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"}


class Verdict(IntEnum):
    """How the process that looks ends; every other end means that the file is too much for it."""

    HARMLESS = 40
    ACTIVE = 41
    ENCRYPTED = 42
    DAMAGED = 43
    TOO_MUCH = 44


def verdict_on(content: bytes) -> Verdict:
    command = [sys.executable, "-m", "apps.core.pdf"]
    root = Path(__file__).resolve().parents[2]
    try:
        ended = subprocess.run(  # noqa: S603
            command, input=content, cwd=root, capture_output=True, timeout=2 * SECONDS, check=False
        )
        return Verdict(ended.returncode)
    except (subprocess.TimeoutExpired, ValueError):
        return Verdict.TOO_MUCH


def looked_at(content: bytes) -> Verdict:
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return Verdict.ENCRYPTED
            return Verdict.ACTIVE if _is_active(pdf) else Verdict.HARMLESS
    except pikepdf.PasswordError:
        return Verdict.ENCRYPTED
    except MemoryError:
        return Verdict.TOO_MUCH
    except Exception:  # what a parser meets in nonsense
        return Verdict.DAMAGED


def _is_active(pdf: pikepdf.Pdf) -> bool:
    left = _MOST
    for found in _dictionaries(pdf):
        left -= 1
        if left < 0:
            raise MemoryError
        if _KEYS & set(found.keys()) or _named(found, "/S") in _ACTIONS or _named(found, "/Subtype") in _ANNOTATIONS:
            return True
        if _named(found, "/Type") in ("/EmbeddedFile", "/Filespec"):
            return True
        # A page to begin with is harmless; whatever else happens by itself is not asked for.
        if any(_acts(found.get(key)) for key in ("/OpenAction", "/AA")):
            return True
    return False


def _acts(what: Any) -> bool:
    """Whether this is more than a place to go to."""
    return isinstance(what, pikepdf.Dictionary) and _named(what, "/S") != "/GoTo"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All of them, those in other objects and of streams too; indirect ones come by themselves."""
    for start in (pdf.trailer, *pdf.objects):
        waiting = [(start, 0)]
        while waiting:
            found, depth = waiting.pop()
            if depth > _DEEPEST:
                raise MemoryError
            if isinstance(found, pikepdf.Stream):
                found = found.stream_dict
            if isinstance(found, pikepdf.Dictionary):
                yield found
                inner = [found[key] for key in found.keys()]  # noqa: SIM118  # no dict
            elif isinstance(found, pikepdf.Array):
                inner = list(found)
            else:
                continue
            waiting += [(one, depth + 1) for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _named(found: Any, key: str) -> str:
    value = found.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(looked_at(sys.stdin.buffer.read()))
