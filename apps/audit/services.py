"""Writing the audit log.  Call inside the transaction of the act."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from apps.audit.middleware import current_address
from apps.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be recorded: a dotted action code, on which object of which organisation, and what changed."""

    action: str
    target: str
    organisation_code: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def record(act: Act, *, by: AbstractBaseUser | None) -> None:
    """Record one act of `by` (None: the system itself, a command)."""
    record_many([act], by=by)


def record_many(acts: Iterable[Act], *, by: AbstractBaseUser | None) -> None:
    """Record many acts of one person in a fixed number of statements per thousand."""
    actor_id = by.pk if by is not None else None
    address = current_address()
    Entry.objects.bulk_create(
        (
            Entry(
                action=act.action,
                actor_id=actor_id,
                organisation_code=act.organisation_code,
                target=act.target,
                before=act.before,
                after=act.after,
                address=address,
            )
            for act in acts
        ),
        batch_size=1000,
    )
