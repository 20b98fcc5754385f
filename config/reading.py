"""Reading environment variables: an empty one is an absent one, and one that makes no sense ends the process."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from environ import Env

T = TypeVar("T")

#: What web servers call "failed to boot" too; a process that ends otherwise might be started again, for ever.
REFUSED = 3

_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
#: A name or an address of a machine, an IPv6 address in brackets.
_MACHINE = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])"
_ALLOWED = re.compile(rf"\*|\.?{_MACHINE}")
_BOUND = re.compile(rf"{_MACHINE}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_ORIGIN = re.compile(rf"https?://(?:\*\.)?{_MACHINE}(?::[0-9]{{1,5}})?")


def refuse(*sentences: str) -> NoReturn:
    """End the process: each sentence a line, no traceback, and the exit status of a refused start."""
    sys.stderr.write("\n".join([*sentences, ""]))
    sys.stderr.flush()
    sys.exit(REFUSED)


class Environment:
    """The environment by the kinds of value that its variables hold.

    The name of the variable is in every refusal, its value in none: it may be a password.
    """

    def __init__(self) -> None:
        #: What was asked for and is there.
        self.given: dict[str, str] = {}

    def text(self, name: str, default: str = "") -> str:
        if given := os.environ.get(name, "").strip():
            self.given[name] = given
        return given or default

    def texts(self, name: str, default: Sequence[str] = ()) -> list[str]:
        """Several, with commas between them."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()] or list(default)

    def flag(self, name: str, *, default: bool) -> bool:
        given = self.text(name).lower()
        if given in (*_TRUE, *_FALSE):
            return given in _TRUE
        return self._unless_given(name, default, "true or false")

    def whole(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        given = self.text(name)
        # Not int(): it takes 1_000 and the digits of every script.
        if re.fullmatch(r"[0-9]{1,9}", given) and least <= int(given) <= most:
            return int(given)
        return self._unless_given(name, default, f"a whole number from {least} to {most}")

    def choice(self, name: str, default: str, choices: Sequence[str]) -> str:
        given = self.text(name).lower()
        found = next((choice for choice in choices if choice.lower() == given), None)
        return found or self._unless_given(name, default, f"one of {', '.join(choices)}")

    def zone(self, name: str, default: str) -> str:
        try:
            return ZoneInfo(self.text(name, default)).key
        except (ValueError, OSError, KeyError):  # a path out of the list, a folder of it, and what is not in it
            return self._unless_given(name, default, "a time zone such as Asia/Shanghai")

    def folder(self, name: str, default: Path) -> Path:
        """A folder, or where one can be made."""
        found = Path(self.text(name, str(default))).absolute()
        if any(part.exists() and not part.is_dir() for part in (found, *found.parents)):
            refuse(f"{name} must be a folder, and there is a file in its place.")
        return found

    def machines(self, name: str, default: Sequence[str]) -> list[str]:
        return self._all(
            name, default, _ALLOWED, "names of machines without http:// and port, with commas between them"
        )

    def origins(self, name: str) -> list[str]:
        return self._all(
            name, (), _ORIGIN, "addresses that begin with https:// or http:// and end with the name or port"
        )

    def machine(self, name: str, default: str) -> str:
        """The address to listen on."""
        if _BOUND.fullmatch(given := self.text(name, default)):
            return given.strip("[]")
        return self._unless_given(name, default, "the address of one machine")

    def address(self, name: str, schemes: Sequence[str], example: str) -> str:
        """A URL of one of these schemes, or nothing."""
        given = self.text(name)
        try:
            parts = urlsplit(given)
            fits = parts.scheme in schemes and (parts.port is None or parts.port > 0)
        except ValueError:  # a port that is none, brackets that do not close
            fits = False
        return given if fits else self._unless_given(name, "", f"an address such as {example}")

    def database(self, name: str) -> dict[str, Any]:
        """The settings of Django's connection, or none."""
        example = "postgres://user:password@host:5432/name or sqlite:////folder/file"
        schemes = ("postgres", "postgresql", "pgsql", "psql", "sqlite")
        given = self.address(name, schemes, example)
        if not given:
            return {}
        found = dict(Env.db_url_config(given))
        if found["NAME"] in ("", ":memory:"):
            refuse(f"{name} must name a database that all processes share: {example}.")
        return found

    def mail(self, name: str, default: str) -> dict[str, Any]:
        schemes = [scheme for scheme in Env.EMAIL_SCHEMES if scheme]
        given = self.address(name, schemes, "smtp+tls://user:password@host:587") or default
        return dict(Env.email_url_config(given))

    def _all(self, name: str, default: Sequence[str], fitting: re.Pattern[str], wanted: str) -> list[str]:
        found = self.texts(name, default)
        return found if all(fitting.fullmatch(one) for one in found) else self._unless_given(name, found, wanted)

    def _unless_given(self, name: str, default: T, wanted: str) -> T:
        if self.text(name):
            refuse(f"{name} must be {wanted}.")
        return default
