"""The worked table of `apps/core/days.py`, and that every form and filter reads its days by it."""

from datetime import date

import django_filters
import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from apps.core.days import read_day
from apps.core.forms import DayField, DayInput
from tests.factories.classes import ours

DAY = date(2026, 11, 28)
WHOLE = [
    "2026-11-28",
    "2026/11/28",
    "2026.11.28",
    "2026年11月28日",
    "2026年11月28号",
    "２０２６－１１－２８",
    " 2026-11-28 ",
]
TYPED = ["20261128", "11-28", "11.28", "11/28", "11月28日", "１１．２８"]
NO_DAY = [
    "2026-02-30",
    "20260230",
    "2026-11.28",
    "2026-11",
    "11",
    "28.11",
    "13.1",
    "11/28/2026",
    "28.11.2026",
    "昨天",
    "0.1",
]


@pytest.mark.parametrize("text", [*WHOLE, *TYPED])
@time_machine.travel(date(2026, 3, 1))
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert DayField().clean(text) == DAY


@pytest.mark.parametrize("text", NO_DAY)
@time_machine.travel(date(2026, 3, 1))
def test_what_is_no_day_is_refused(text: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="Write it like 2012-03-20"):
        DayField().clean(text)


@pytest.mark.parametrize("text", TYPED)
def test_in_a_workbook_a_day_is_written_out(text: str) -> None:
    assert read_day(text) is None


def test_a_day_is_shown_as_figures_in_every_language() -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            shown = DayInput({"max": "2026-12-31"}).render("on", DAY)
        assert 'type="text"' in shown
        assert 'value="2026-11-28"' in shown
        assert 'data-max="2026-12-31"' in shown


def test_no_form_reads_a_day_otherwise() -> None:
    days = [
        (form.__qualname__, name, field)
        for form in ours(forms.BaseForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField)
    ]
    assert len(days) > 20
    assert [it for it in days if not isinstance(it[2], DayField)] == []
    assert [it for it in days if not isinstance(it[2].widget, DayInput)] == []


def test_no_filter_reads_a_day_otherwise() -> None:
    filters = [it for it in ours(django_filters.FilterSet) if "api" not in it.__module__]
    fields = [(them.__qualname__, it.field_class) for them in filters for it in them.base_filters.values()]
    days = [it for it in fields if issubclass(it[1], forms.DateField)]
    assert days
    assert [it for it in days if not issubclass(it[1], DayField)] == []
