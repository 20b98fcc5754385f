"""Writing the audit log.  Call inside the transaction of the act."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from apps.audit.middleware import current_address, current_token
from apps.audit.models import Entry
from apps.audit.sealing import as_stored, seal_of
from apps.core.batches import batches

#: What a longer name says beyond this stands in the object itself.
LONGEST_TARGET = 120


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be recorded: a dotted action code, on which object of which organisation, and what changed."""

    action: str
    target: str
    organisation_code: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: a network address, and the token of a program if it was one."""

    address: str
    token: str

    @property
    def facts(self) -> dict[str, str]:
        return {"over_token": self.token} if self.token else {}


def record(act: Act, *, by: AbstractBaseUser | None) -> None:
    """Record one act of `by` (None: the system itself, a command)."""
    record_many([act], by=by)


def record_many(acts: Iterable[Act], *, by: AbstractBaseUser | None) -> None:
    """Record many acts of one person in a fixed number of statements per thousand."""
    actor_id = by.pk if by is not None else None
    now, origin = timezone.now(), Origin(current_address(), current_token())
    for some in batches(_sealed(act, now, actor_id, origin) for act in acts):
        Entry.objects.bulk_create(some)


def _sealed(act: Act, at: datetime, actor_id: Any, origin: Origin) -> Entry:
    entry = Entry(
        at=at,
        action=act.action,
        actor_id=actor_id,
        organisation_code=act.organisation_code,
        target=act.target[:LONGEST_TARGET],
        before=as_stored(act.before),
        after=as_stored(act.after | origin.facts),
        address=origin.address,
    )
    entry.seal = seal_of(entry)
    return entry
