"""The columns that hold amounts: integer hundredths in the database, numbers with two decimals for people."""

from typing import TYPE_CHECKING, Any, cast

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.amount import HUNDRED
from apps.core.fields import AmountField
from apps.core.numbers import MAX_VALUE

if TYPE_CHECKING:
    Whole = models.IntegerField[Any, Any]
else:
    Whole = object


class InHundredths(Whole):
    """What every such column does, whatever whole number it is for the database.

    None is below zero or too large, by whichever way it comes: a form, a workbook or the API.
    """

    @property
    def validators(self) -> list[Any]:
        """Those of the whole number, with the bounds of what people can write.

        Not cached: what the class above keeps under this name are its own.
        """
        others = [it for it in super().validators if not isinstance(it, MinValueValidator | MaxValueValidator)]
        return [MinValueValidator(0), MaxValueValidator(self.most * HUNDRED), *others]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As the whole number that it is: migrations know no hundredths, and the column stays."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    @property
    def most(self) -> int:
        """The most that the column takes, in whole numbers."""
        limits = [it.limit_value // HUNDRED for it in super().validators if isinstance(it, MaxValueValidator)]
        return min([MAX_VALUE, *map(int, limits)])

    def formfield(self, **kwargs: Any) -> AmountField:
        """The field that reads and shows them as people write them, up to what the column takes and not below zero."""
        asked = {"min_value": 0, "max_value": self.most, **kwargs}
        return cast(AmountField, super().formfield(**asked, form_class=AmountField))


class HundredthsField(InHundredths, models.BigIntegerField):  # type: ignore[type-arg]  # generic in the stubs only
    """An amount, or a number of a rate, of any size."""


class PositiveHundredthsField(InHundredths, models.PositiveIntegerField):  # type: ignore[type-arg]
    """A small amount that is never negative."""
