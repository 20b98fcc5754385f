"""What the API's fields read: numbers and text as everywhere (`core.numbers`, `core.text`)."""

from typing import Any

from django.db import models
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


def read(serializer: serializers.BaseSerializer[Any]) -> dict[str, Any]:
    """What was sent, checked.  Raises `ValidationError` by field."""
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class StoredSerializer(serializers.ModelSerializer[Any]):
    """The fields of a row.  What must fit together the services say: nothing is checked twice."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: TextField,
        models.TextField: TextField,
    }

    def get_validators(self) -> list[Any]:
        return []
