"""The package itself: a zip of manifest, seal, data and workbook.  No ORM.

The manifest says from whom to whom, which report, who signed it and what each file's SHA-256 is; the seal is an
HMAC-SHA256 over the bytes of the manifest, with the key that both portals have agreed.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from apps.core.ooxml import BROKEN, MEGABYTE, Refused
from apps.core.zipped import archive_of
from apps.reports.archive import TimelessZip

FORMAT = "tongbu.package/1"
MANIFEST, SEAL, DATA, WORKBOOK = "manifest.json", "manifest.hmac", "report.json", "report.xlsx"
#: What a package holds, and how large each part may be once it is unpacked.
PARTS = {MANIFEST: MEGABYTE // 16, SEAL: 64, DATA: 64 * MEGABYTE, WORKBOOK: 64 * MEGABYTE}
LARGEST = 64 * MEGABYTE
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself.  `files` are the SHA-256 of data and workbook by name."""

    code: str
    name: str
    receiver: str
    year: int
    number: int
    as_of: date
    signed_by: str
    signed_at: datetime
    files: dict[str, str]

    def as_bytes(self) -> bytes:
        told = {
            "format": FORMAT,
            "sender": {"code": self.code, "name": self.name},
            "receiver": self.receiver,
            "year": self.year,
            "number": self.number,
            "as_of": self.as_of.isoformat(),
            "signed": {"by": self.signed_by, "at": self.signed_at.isoformat()},
            "files": self.files,
        }
        return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Package:
    """What was read, not yet believed: see `verify`."""

    manifest: Manifest
    parts: dict[str, bytes]


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def seal_of(manifest: bytes, key: str) -> str:
    return hmac.new(key.encode(), manifest, hashlib.sha256).hexdigest()


def write_package(target: IO[bytes], manifest: Manifest, files: dict[str, bytes], key: str) -> None:
    """The same manifest, files and key give the same bytes."""
    told = manifest.as_bytes()
    parts: dict[str, bytes] = {MANIFEST: told, SEAL: seal_of(told, key).encode(), **files}
    with TimelessZip(target, "w", ZIP_DEFLATED) as archive:
        for name in PARTS:
            archive.writestr(name, parts[name])


def read_package(file: IO[bytes]) -> Package:
    """Take a package apart within bounds.  Raises `Refused` for what is none."""
    try:
        with archive_of(file) as archive:
            if sorted(archive.namelist()) != sorted(PARTS):
                raise Refused(_no_package())
            parts = {name: _read(archive, name, most) for name, most in PARTS.items()}
        return Package(_manifest(parts[MANIFEST]), parts)
    except (*BROKEN, TypeError) as fault:
        raise Refused(_no_package()) from fault


def verify(package: Package, key: str) -> None:
    """Raise `Refused` unless the manifest was sealed with `key` and every file is the one that it names."""
    seal = package.parts[SEAL]
    if not hmac.compare_digest(seal_of(package.parts[MANIFEST], key).encode(), seal):
        raise Refused(
            _("The seal does not fit: the package was changed on its way, or sealed with another key than agreed.")
        )
    for name, digest in package.manifest.files.items():
        if hash_of(package.parts[name]) != digest:
            raise Refused(_("%(file)s was changed after the package had been sealed.") % {"file": name})


def _no_package() -> str:
    return _("This is no package of a year-end report, or it is damaged.")


def _read(archive: ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise Refused(_("%(file)s in the package is too large.") % {"file": name})
    return content


def _manifest(content: bytes) -> Manifest:
    """Raises `ValueError`, `LookupError` and `TypeError` for what is no manifest."""
    told: dict[str, Any] = json.loads(content)
    if told["format"] != FORMAT:
        raise Refused(_("The package was made by another version of the portal, which this one does not read."))
    files = {name: told["files"][name] for name in (DATA, WORKBOOK)}
    texts = [told["sender"]["code"], told["sender"]["name"], told["receiver"], told["signed"]["by"], *files.values()]
    numbers = [told["year"], told["number"]]
    if not all(type(it) is str for it in texts) or not all(type(it) is int and 0 < it < 10_000 for it in numbers):
        raise ValueError("not a manifest")
    if not all(map(_SHA256.fullmatch, files.values())):
        raise ValueError("no SHA-256")
    signed_at = datetime.fromisoformat(told["signed"]["at"])
    if signed_at.tzinfo is None:
        raise ValueError("a time without its zone")
    return Manifest(
        code=told["sender"]["code"],
        name=told["sender"]["name"],
        receiver=told["receiver"],
        year=told["year"],
        number=told["number"],
        as_of=date.fromisoformat(told["as_of"]),
        signed_by=told["signed"]["by"],
        signed_at=signed_at,
        files=files,
    )
