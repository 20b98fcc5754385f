"""What changed on an object, in a form that JSON can hold."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from apps.core.restricted import masked, masks_of
from apps.core.versioning import Versioned

SECRET_FIELDS = frozenset({"password"})
#: Which version a row is, the entry says by itself.
VERSION_FIELDS = frozenset(field.attname for field in Versioned._meta.fields)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | datetime | Decimal) else value


def fields_of(target: Model) -> dict[str, Any]:
    """The columns of `target` by name; secrets and restricted data masked.  Costs no query.

    Without those that only tell versions apart.
    """
    unsaid = VERSION_FIELDS if isinstance(target, Versioned) else frozenset()
    found = {
        field.attname: "***" if field.attname in SECRET_FIELDS else _plain(getattr(target, field.attname))
        for field in target._meta.concrete_fields
        if field.attname not in unsaid
    }
    return found | {name: masked(found[name], mask) for name, mask in masks_of(type(target)).items()}


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The part of `before` and of `after` in which they differ."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return (
        {name: before[name] for name in changed if name in before},
        {name: after[name] for name in changed if name in after},
    )


def filled(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that are not blank."""
    return {name: value for name, value in facts.items() if value not in (None, "")}


def because(reason: str) -> dict[str, str]:
    """Why something was done, beside what became; nothing where nobody said."""
    return {"reason": reason.strip()} if reason.strip() else {}
