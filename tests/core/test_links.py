"""Addresses are looked up once, and are those that Django finds."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix


def address(source: str, **known: object) -> str:
    return Template(source).render(Context(known))


def test_the_address_is_that_of_django_the_first_time_and_ever_after() -> None:
    expected = reverse("progress:indicator", args=[2012, "OPT-01"])
    for _ in range(2):
        assert address("{% url 'progress:indicator' year code %}", year=2012, code="OPT-01") == expected
    assert address("{% url 'progress:indicator' year code %}", year=2013, code="OPT-01") != expected


def test_what_stands_in_an_address_is_escaped() -> None:
    assert "/A&amp;B/" in address("{% url 'progress:indicator' 2012 code %}", code="A&B")


def test_a_portal_below_a_path_has_it_in_its_addresses() -> None:
    before = address("{% url 'plans:list' %}")
    set_script_prefix("/township/")
    try:
        assert address("{% url 'plans:list' %}") == "/township" + before
    finally:
        set_script_prefix("/")


def test_a_page_that_is_not_there_is_a_fault_of_the_template() -> None:
    with pytest.raises(NoReverseMatch):
        address("{% url 'nowhere:at_all' %}")
    assert address("{% url 'nowhere:at_all' as it %}{{ it }}") == ""
