"""Amounts: one kind of column that forms read and show as people write numbers, and that migrations know as it is."""

import pytest
from django.core.exceptions import ValidationError

from apps.activities.models import Activity
from apps.core.fields import AmountField
from apps.filings.models import FilingLine
from apps.plans.models import Target

COLUMNS = [(Target, "value"), (FilingLine, "numerator"), (FilingLine, "denominator"), (Activity, "hours")]


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_a_column_of_hundredths_is_read_and_shown_as_people_write_numbers(model: type, name: str) -> None:
    field = model._meta.get_field(name).formfield()  # type: ignore[attr-defined]
    assert isinstance(field, AmountField)
    assert (field.clean("12.5"), field.prepare_value(1250)) == (1250, "12.5")


def test_its_field_takes_no_more_than_the_column_and_nothing_below_zero() -> None:
    hours = Activity._meta.get_field("hours").formfield()
    assert hours.clean("240") == 24000
    for wrong in ("240.01", "-1", "1.005"):
        with pytest.raises(ValidationError):
            hours.clean(wrong)
    assert hours.clean("") is None


def test_migrations_know_it_as_the_whole_number_that_it_is() -> None:
    _name, path, _args, _kwargs = Target._meta.get_field("value").deconstruct()
    assert path == "django.db.models.BigIntegerField"
    _name, path, _args, _kwargs = Activity._meta.get_field("hours").deconstruct()
    assert path == "django.db.models.PositiveIntegerField"
