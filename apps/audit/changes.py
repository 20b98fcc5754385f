"""What changed on an object, in a form that JSON can hold."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Model

from apps.core.restricted import masked, masks_of
from apps.core.versioning import Versioned

SECRET_FIELDS = frozenset({"password"})
#: Which version a row is, the entry says by itself.
VERSION_FIELDS = frozenset(field.attname for field in Versioned._meta.fields)


#: Told as texts; a moment is a day, too.
_AS_TEXT = (date, Decimal)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, _AS_TEXT) else value


def fields_of(target: Model, *names: str) -> dict[str, Any]:
    """The columns of `target` by name; secrets and restricted data masked.  Costs no query.

    Only `names` where there are any, else without those that only tell versions apart.
    """
    found = {name: _plain(getattr(target, name)) for name in names or _said_of(type(target))}
    for name in SECRET_FIELDS & found.keys():
        found[name] = "***"
    for name, mask in masks_of(type(target)).items():
        if name in found:
            found[name] = masked(found[name], mask)
    return found


@cache
def _said_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model that an entry tells of."""
    unsaid = VERSION_FIELDS if issubclass(model, Versioned) else frozenset()
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in unsaid)


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
