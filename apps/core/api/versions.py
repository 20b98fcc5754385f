"""Two programs at once: what was read carries an ETag, and a change says with ``If-Match`` what it is a change of."""

from typing import Any, Protocol

from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.api.problems import ChangedMeanwhile, VersionNeeded

ANY = "*"


class HasVersion(Protocol):
    """What rises with every save."""

    @property
    def version(self) -> int: ...


def etag_of(row: HasVersion) -> str:
    """The version of a row as a header says it: ``"3"`` with its quotes."""
    return f'"{row.version}"'


def version_of(request: Request) -> int | None:
    """The version that a change is based on; None where the person wants to change whatever stands there (``*``).

    Raises `VersionNeeded` without the header, `ChangedMeanwhile` for what no version is called.
    """
    said = request.headers.get("If-Match", "").strip()
    if not said:
        raise VersionNeeded
    if said == ANY:
        return None
    text = said.removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ChangedMeanwhile
    return int(text)


def answer_with(row: HasVersion, data: Any, *, status: int = 200, location: str = "") -> Response:
    """What was read or written, with its version."""
    headers = {"ETag": etag_of(row), **({"Location": location} if location else {})}
    return Response(data, status=status, headers=headers)
