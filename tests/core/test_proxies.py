"""Whose address counts behind reverse proxies."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from apps.audit.models import Entry
from tests.factories.township import Township

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.5", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_what_own_proxies_wrote_is_believed(
    township: Township, signed_in: SignIn, settings: Settings, proxies: int, header: str, address: str
) -> None:
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": header}
    signed_in("staff").post("/accounts/language/", {"language": "en"}, headers=headers)
    assert Entry.objects.get(action="account.language_chosen").address == address
