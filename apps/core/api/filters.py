"""The filters of a list, named as its rows name what they filter by."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django_filters.rest_framework import BooleanFilter, CharFilter, FilterSet, NumberFilter

from apps.core.numbers import MAX_VALUE


def filters_by(
    model: type[Model],
    *own: str,
    texts: dict[str, str] | None = None,
    numbers: dict[str, str] | None = None,
    unset: Sequence[str] = (),
) -> type[FilterSet]:
    """A filter for each of the `own` fields; for `texts` and `numbers` over relations, by the name in the address.

    Of `unset` fields it is asked whether they are blank: ``?lifted_on_unset=true``.
    """
    named: dict[str, Any] = {name: CharFilter(field_name=path) for name, path in (texts or {}).items()}
    bounds = {"min_value": 0, "max_value": MAX_VALUE}
    named |= {name: NumberFilter(field_name=path, **bounds) for name, path in (numbers or {}).items()}
    named |= {f"{name}_unset": BooleanFilter(field_name=name, lookup_expr="isnull") for name in unset}
    meta = type("Meta", (), {"model": model, "fields": own})
    return type(f"{model.__name__}Filters", (FilterSet,), {**named, "Meta": meta})
