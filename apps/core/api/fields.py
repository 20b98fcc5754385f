"""What the API's fields read: numbers and text as everywhere (`core.numbers`, `core.text`)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.core.numbers import BadNumber, read_number
from apps.core.text import clean


class WholeNumberField(serializers.IntegerField):
    """A whole number in an address; ``2_012`` is none."""

    def to_internal_value(self, data: Any) -> int:
        try:
            number = read_number(str(data), decimals=0, least=self.min_value or 0, most=self.max_value or 2_000_000_000)
        except BadNumber as problem:
            raise serializers.ValidationError(str(problem)) from problem
        if number is None:
            self.fail("invalid")
        return int(number)


class TextField(serializers.CharField):
    """Text without what nobody sees."""

    def to_internal_value(self, data: Any) -> str:
        return clean(super().to_internal_value(data))


def read(serializer: serializers.BaseSerializer[Any], *, besides: Collection[str] = ()) -> dict[str, Any]:
    """What was sent, checked.  Raises `ValidationError` by field; a name that is no field is a slip, not passed over.

    `besides`: names that are read otherwise.
    """
    serializer.is_valid(raise_exception=True)
    said = {name: its for name, its in serializer.initial_data.items() if name not in besides}
    if unknown := _unknown(serializer, said):
        raise serializers.ValidationError(unknown)
    return dict(serializer.validated_data)


def _unknown(field: Any, said: Any) -> dict[Any, Any]:
    """What names no field, by name, in parts by their names or places."""
    if isinstance(field, serializers.ListSerializer):
        return {at: its for at, it in enumerate(said) if (its := _unknown(field.child, it))}
    if not isinstance(field, serializers.Serializer) or not isinstance(said, Mapping):
        return {}
    parts = {name: _unknown(field.fields[name], its) for name, its in said.items() if name in field.fields}
    strange = {name: [_("There is no such field.")] for name in said if name not in field.fields}
    return {**{name: its for name, its in parts.items() if its}, **strange}


class StoredSerializer(serializers.ModelSerializer[Any]):
    """The fields of a row.  What must fit together the services say: nothing is checked twice."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: TextField,
        models.TextField: TextField,
    }

    def get_validators(self) -> list[Any]:
        return []
