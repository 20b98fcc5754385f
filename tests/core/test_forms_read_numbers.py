"""No form, filter or API of the portal reads a number by another reader than `core.numbers`."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import django_filters
import pytest
from django import forms
from rest_framework import serializers

import apps
from apps.core.api.fields import WholeNumberField

OF_DJANGO = (forms.IntegerField, forms.DecimalField, forms.FloatField)


def _below(base: type) -> Iterator[type]:
    found: type
    for found in base.__subclasses__():
        yield found
        yield from _below(found)


def _ours(base: type) -> list[type]:
    for module in pkgutil.walk_packages(apps.__path__, "apps."):
        if "migrations" not in module.name and "management" not in module.name:
            importlib.import_module(module.name)
    return sorted({it for it in _below(base) if it.__module__.startswith("apps.")}, key=lambda it: it.__qualname__)


@pytest.mark.parametrize("form", _ours(forms.BaseForm), ids=lambda form: form.__qualname__)
def test_no_form_shows_a_number_field_that_reads_otherwise(form: type[forms.Form]) -> None:
    visible = {name: field for name, field in form.base_fields.items() if not field.widget.is_hidden}
    assert [name for name, field in visible.items() if isinstance(field, OF_DJANGO)] == []
    assert [name for name, field in visible.items() if isinstance(field.widget, forms.NumberInput)] == []


@pytest.mark.parametrize("filters", _ours(django_filters.FilterSet), ids=lambda filters: filters.__qualname__)
def test_no_filter_takes_a_number_that_is_read_otherwise(filters: type[django_filters.FilterSet]) -> None:
    assert not [it for it in filters.base_filters.values() if issubclass(it.field_class, OF_DJANGO)]


@pytest.mark.parametrize(
    "query", [it for it in _ours(serializers.Serializer) if it.__name__.endswith("Query")], ids=lambda it: it.__name__
)
def test_no_query_of_the_api_takes_a_number_that_is_read_otherwise(query: type[serializers.Serializer[Any]]) -> None:
    numbers = [it for it in query().fields.values() if isinstance(it, serializers.IntegerField)]
    assert all(isinstance(it, WholeNumberField) for it in numbers)


@pytest.mark.parametrize("year", ["2_012", "1e3", "20,12", "+2012", "٢٠١٢"])
def test_a_year_in_the_address_of_the_api_is_read_like_any_number(year: str) -> None:
    field = WholeNumberField(min_value=1949, max_value=2999)
    with pytest.raises(serializers.ValidationError):
        field.run_validation(year)
    assert field.run_validation("２０１２") == 2012
