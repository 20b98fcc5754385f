"""Most tests of the dashboard look at the demonstration township, which is loaded once for each file of them."""

from datetime import date

import pytest
from django.test import Client

from apps.accounts.models import User
from tests.factories.browser import enter_as
from tests.factories.demonstration import demonstration


@pytest.fixture(scope="module")
def demonstrated(all_along: None) -> None:
    demonstration(year=2026, as_of=date(2026, 11, 23))


@pytest.fixture
def leader(demonstrated: None, db: None) -> Client:
    return enter_as(Client(), User.objects.get(username="leader"))
