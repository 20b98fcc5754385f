"""What nobody means to send, and which names a page reads from its address and from its form."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from unittest.mock import patch
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import resolve
from django.utils.datastructures import MultiValueDict

DIGITS, LAST_DAY = "9" * 20, "9999-12-31"
#: At every route, all at once in every place that it reads.
VALUES = (DIGITS, LAST_DAY, "9" * 5000, "0001-01-01", "\ud800\x00\r\nX-Evil: 1")
#: In the same way, at every route some of them in turn.
MORE_VALUES = (
    "",
    "-1",
    "0",
    str(2**63),
    "²",
    "2026-02-30",
    "a\x00b",
    "9" * 5000 + ":" + DIGITS,
    "[" * 20_000 + "字" * 9_000,
)
#: In the place of each part of an address that names something: some of them in turn, after too many digits.
IN_A_PATH = (
    str(2**63),
    "-1",
    "0",
    "99999",
    "0001-01-01",
    "9999-12-31",
    "a%00b",
    "%ED%A0%80",
    "%0D%0AX-Evil:1",
    "x" * 3000,
)
#: What a body calls itself without being it; some of them in turn, as one place keeps them all from the pages.
BODIES = (
    ("application/x-www-form-urlencoded; charset=rot13", b"a=1"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"a=1"),
    ("application/x-www-form-urlencoded; charset=no-such", b"a=1"),
    ("application/x-www-form-urlencoded", b"a=%00&b=%FF&\xff\x00=\xed\xa0\x80"),
    ("multipart/form-data", b"a=1"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"'),
    (
        "multipart/form-data; boundary=x; charset=rot13",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
    ),
    ('multipart/form-data; boundary="\xe5"', b"--x--"),
    ("application/json", b"{"),
    ("application/json; charset=rot13", b"[" * 20_000),
    ("text/\x00", b"\x00"),
)
#: So many places of one form are tried each by itself: of those that differ by a number, one.
MAX_PLACES = 10

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
T = TypeVar("T")


@contextmanager
def names_read() -> Iterator[set[str]]:
    """Collects the names that are asked of an address or a form meanwhile."""
    found: set[str] = set()

    def noting(method: Any) -> Any:
        def noted(self: Any, key: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(self, QueryDict) and isinstance(key, str):
                found.add(key)
            return method(self, key, *args, **kwargs)

        return noted

    originals = {name: noting(getattr(MultiValueDict, name)) for name in ("get", "getlist", "__getitem__")}
    with (
        patch.multiple(MultiValueDict, **originals),
        patch.object(MultiValueDict, "__contains__", noting(dict.__contains__), create=True),
    ):
        yield found


def places(names: Iterable[str]) -> list[str]:
    """Those of `names` that are tried: one of each kind."""
    kinds = {re.sub(r"\d+", "#", name): name for name in sorted(names) if name != "csrfmiddlewaretoken"}
    return list(kinds.values())[:MAX_PLACES]


def line_of(fields: Mapping[str, Any]) -> str:
    """The fields as they go over the line, also what is no text."""
    return urlencode(fields, doseq=True, errors="surrogatepass")


def in_turn(several: Sequence[T], turn: int, number: int) -> list[T]:
    """`number` of `several`, others at each turn."""
    return [several[(turn * number + at) % len(several)] for at in range(number)]


def forms_of(
    names: list[str], proper: Mapping[str, Any] | None, turn: int, met: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Hostile values in all places at once, then the worst ones in each place by itself.

    An address needs nothing beside: one place has too many digits while the next one has the last day of all.  Where
    nobody knows what is proper (None), a place by itself would be looked at no further than all at once.  Where `met`
    says which places forms of the same kind had, the worst values and another are tried all at once, and what is new
    by itself.
    """
    if not names:
        return
    by_themselves = 1 if proper else 2 if proper is not None and len(names) > 1 else 0
    others = in_turn((*VALUES[2:], *MORE_VALUES), turn, 1) if met else [*VALUES[2:], *in_turn(MORE_VALUES, turn, 1)]
    for value in (*VALUES[0 if met else by_themselves : 2], *others):
        yield dict.fromkeys(names, value)
    if proper is None:
        return
    new = [name for name in names if name not in met]
    for name, following in zip(new, [*new[1:], *new[:1]], strict=True):
        if name in proper or (met and name == following):
            yield {**proper, name: DIGITS}
        elif name != following:
            yield {**proper, name: DIGITS, following: LAST_DAY}
        if _DAY.fullmatch(str(proper.get(name, ""))) or (met and name == following):
            yield {**proper, name: LAST_DAY}


def addresses_of(address: str, turn: int) -> Iterator[str]:
    """The address with each part that names something replaced by what nobody means."""
    path = address.partition("?")[0]
    named = {str(value) for value in resolve(path).kwargs.values()}
    parts = path.split("/")
    for at, part in enumerate(parts):
        if part in named:
            for value in (DIGITS, *in_turn(IN_A_PATH, turn + at, 1)):
                yield "/".join([*parts[:at], value, *parts[at + 1 :]])
