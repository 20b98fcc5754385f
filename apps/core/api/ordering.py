"""The order of a list, as the address asks: by fields that every row has, so that pages stay as they are."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import JSONField, Model, QuerySet
from rest_framework.filters import OrderingFilter
from rest_framework.views import APIView


class StableOrdering(OrderingFilter):
    """``?ordering=-date``: by a field of the rows that is never blank; what is no such field is passed over."""

    def get_default_valid_fields(
        self, queryset: QuerySet[Any], view: APIView, context: Mapping[str, Any] | None = None
    ) -> list[tuple[str, str]]:
        found = super().get_default_valid_fields(queryset, view, context or {})
        return [(name, label) for name, label in found if _is_filled(queryset.model, name)]


def _is_filled(model: type[Model], path: str) -> bool:
    """Whether the field at the end of a path is of the database and never null, and those on the way to it too."""
    name, _rest, further = path.partition("__")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    if not field.concrete or field.null or field.many_to_many or isinstance(field, JSONField):
        return False
    return _is_filled(field.related_model, further) if further and field.related_model else not further
