"""The HMACs (SHA-256) that make the audit log tamper-evident.  No ORM.

Whoever can write to the database but has no key can neither make up an entry nor change, copy, reorder or remove one
without `verify_audit` telling of it.
"""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from apps.audit.models import Checkpoint, Entry

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
#: Types whose values are in JSON what they are here.
_PLAIN = frozenset({str, int, bool, type(None)})
_CONTENT = ("action", "actor_id", "organisation_code", "target", "before", "after", "address")


def seal_of(entry: "Entry", key: str | None = None) -> str:
    """The seal of an entry under `key` (the current one): 64 hexadecimal digits over all that it says."""
    content = {name: getattr(entry, name) for name in _CONTENT}
    return _hmac("entry", content | {"at": _moment(entry.at), "reference": str(entry.reference)}, key)


def digest_of(previous: str, number: int, entry_id: int, seal: str, key: str | None = None) -> str:
    """The digest of a link: over the one before, its number, and the entry with its seal."""
    return _hmac("link", [previous, number, entry_id, seal], key)


def checkpoint_seal_of(checkpoint: "Checkpoint", key: str | None = None) -> str:
    moments = [_moment(checkpoint.before), _moment(checkpoint.at)]
    return _hmac("checkpoint", [checkpoint.number, checkpoint.digest, checkpoint.entries, *moments], key)


def is_sealed(entry: "Entry") -> bool:
    """Whether the entry says what it said when it was written, under any of the keys."""
    return any(constant_time_compare(seal_of(entry, key), entry.seal) for key in _keys())


def is_linked(digest: str, previous: str, number: int, entry_id: int, seal: str) -> bool:
    """Whether a link stands where it was made, under any of the keys."""
    return any(constant_time_compare(digest_of(previous, number, entry_id, seal, key), digest) for key in _keys())


def is_sealed_checkpoint(checkpoint: "Checkpoint") -> bool:
    return any(constant_time_compare(checkpoint_seal_of(checkpoint, key), checkpoint.seal) for key in _keys())


def as_stored(value: dict[str, Any]) -> dict[str, Any]:
    """A copy of an object as it comes back from the database: keys as texts, tuples as lists.

    What becomes of the object itself, before the entry is written, changes nothing of what was sealed.
    """
    if not _is_plain(value):
        return json.loads(json.dumps(value))  # type: ignore[no-any-return]
    return {name: [*it] if type(it) is list else it for name, it in value.items()}


def _is_plain(value: dict[str, Any]) -> bool:
    """Whether it comes back just as it is: to look takes less than to write and read it."""
    return {str}.issuperset(map(type, value)) and all(
        type(it) in _PLAIN or (type(it) is list and _PLAIN.issuperset(map(type, it))) for it in value.values()
    )


def _keys() -> Iterator[str]:
    yield settings.AUDIT_KEY
    yield from settings.AUDIT_KEY_FALLBACKS


def _hmac(kind: str, content: Any, key: str | None) -> str:
    sealing = _begun(kind, key or settings.AUDIT_KEY).copy()
    sealing.update(_CANONICAL.encode(content).encode())
    return sealing.hexdigest()


@lru_cache(maxsize=16)
def _begun(kind: str, secret: str) -> hmac.HMAC:
    """An HMAC of this kind over nothing yet: an import seals ten thousand entries with one key."""
    return salted_hmac(f"tongbu.audit.{kind}", "", secret=secret, algorithm="sha256")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
