"""What a back-up says of itself: of when it is, of which version, and what every table and file must come to."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

KIND, FORMAT = "tongbu-backup", 1
#: The variables whose values open something: named, and no more.
_SECRET = re.compile("KEY|SECRET|PASSWORD|URL|DSN")


class NotOurs(Exception):
    """What is read is no manifest of a back-up."""


class TooNew(Exception):
    """It is one, of a format that this version does not know."""


@dataclass(frozen=True, slots=True)
class Table:
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class File:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`keys`: fingerprints by which the keys of then are known again.  `settings`: None for those that are secret."""

    made_at: datetime
    engine: str
    migrations: list[str]
    settings: dict[str, str | None]
    keys: dict[str, str]
    tables: dict[str, Table]
    files: dict[str, File]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def as_text(manifest: Manifest) -> str:
    said = {"kind": KIND, "format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    return json.dumps(said, ensure_ascii=False, indent=1)


def read(text: bytes) -> Manifest:
    """Raises `NotOurs` and `TooNew`."""
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotOurs from fault


def settings_now() -> dict[str, str | None]:
    """What the environment says, as far as this process has asked."""
    return {name: None if _SECRET.search(name) else value for name, value in sorted(settings.ENVIRONMENT.items())}


def keys_now() -> dict[str, str]:
    return {"SECRET_KEY": _fingerprint(settings.SECRET_KEY), "AUDIT_KEY": _fingerprint(settings.AUDIT_KEY)}


def keys_lacking(manifest: Manifest) -> list[str]:
    """The keys of then that this portal does not have."""
    have = {
        "SECRET_KEY": [settings.SECRET_KEY],
        "AUDIT_KEY": [settings.AUDIT_KEY, *settings.AUDIT_KEY_FALLBACKS],
    }
    return [name for name, print_ in manifest.keys.items() if not _known(print_, have.get(name, []))]


def settings_differing(manifest: Manifest) -> list[str]:
    """Variables that are not secret and said something else then: ``NAME: then → now``."""
    now, then = settings_now(), manifest.settings
    names = sorted(name for name in {**now, **then} if not _SECRET.search(name))
    return [
        f"{name}: {then.get(name) or '–'} → {now.get(name) or '–'}" for name in names if then.get(name) != now.get(name)
    ]


def _read(said: dict[str, Any]) -> Manifest:
    if said["kind"] != KIND:
        raise NotOurs
    if said["format"] > FORMAT:
        raise TooNew
    manifest = Manifest(
        made_at=datetime.fromisoformat(said["made_at"]),
        engine=str(said["engine"]),
        migrations=[str(it) for it in said["migrations"]],
        settings=dict(said["settings"]),
        keys=dict(said["keys"]),
        tables={name: Table(**table) for name, table in said["tables"].items()},
        files={name: File(**file) for name, file in said["files"].items()},
    )
    if not all(map(_stays_inside, manifest.files)):
        raise NotOurs
    return manifest


def _stays_inside(name: str) -> bool:
    """Whether a file of this name lies in the folder of uploads."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name


def _fingerprint(key: str) -> str:
    return salted_hmac("apps.backups", "fingerprint", secret=key, algorithm="sha256").hexdigest()[:16]


def _known(print_: str, keys: list[str]) -> bool:
    return any(constant_time_compare(print_, _fingerprint(key)) for key in keys)
