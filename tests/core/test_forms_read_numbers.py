"""No form, filter or API of the portal reads a number by another reader than `core.numbers`."""

import django_filters
import pytest
from django import forms
from rest_framework import serializers

from apps.core.api.fields import WholeNumberField
from tests.factories.classes import ours

OF_DJANGO = (forms.IntegerField, forms.DecimalField, forms.FloatField)


def test_no_form_shows_a_number_field_that_reads_otherwise() -> None:
    shown = [
        (form.__qualname__, name, field)
        for form in ours(forms.BaseForm)
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
    ]
    assert [it for it in shown if isinstance(it[2], OF_DJANGO)] == []
    assert [it for it in shown if isinstance(it[2].widget, forms.NumberInput)] == []


def test_no_filter_takes_a_number_that_is_read_otherwise() -> None:
    filters = [(them.__qualname__, it) for them in ours(django_filters.FilterSet) for it in them.base_filters.values()]
    assert [it for it in filters if issubclass(it[1].field_class, OF_DJANGO)] == []


def test_no_query_of_the_api_takes_a_number_that_is_read_otherwise() -> None:
    queries = [it for it in ours(serializers.Serializer) if it.__name__.endswith("Query")]
    fields = [(query.__name__, it) for query in queries for it in query().fields.values()]
    numbers = [it for it in fields if isinstance(it[1], serializers.IntegerField)]
    assert numbers
    assert [it for it in numbers if not isinstance(it[1], WholeNumberField)] == []


@pytest.mark.parametrize("year", ["2_012", "1e3", "20,12", "+2012", "٢٠١٢"])
def test_a_year_in_the_address_of_the_api_is_read_like_any_number(year: str) -> None:
    field = WholeNumberField(min_value=1949, max_value=2999)
    with pytest.raises(serializers.ValidationError):
        field.run_validation(year)
    assert field.run_validation("２０１２") == 2012
