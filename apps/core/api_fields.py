"""The field of an API's query that takes a number, read as everywhere (`core.numbers`)."""

from typing import Any

from rest_framework import serializers

from apps.core.numbers import BadNumber, read_number


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
