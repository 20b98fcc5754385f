"""Of registers that hold nothing nothing is asked."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.matters.models import Matter
from apps.registers.in_use import registers_in_use
from tests.factories.township import Township


def names() -> list[str]:
    return [it.name for it in registers_in_use()]


def test_a_register_is_in_use_once_it_has_a_record(township: Township) -> None:
    assert names() == []
    made = Matter.objects.create(organisation=township["V01"], title="修桥", registered_on="2012-03-01")
    assert names() == ["matters"]
    Matter.objects.filter(pk=made.pk).update(withdrawn_at=timezone.now())
    assert names() == ["matters"]


@pytest.mark.django_db
def test_that_is_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        registers_in_use()
