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
        (1, "203.0.113.9:5678", "203.0.113.9"),
        (1, "[2001:db8::1]:5678", "2001:db8::1"),
        (1, "[2001:DB8:0::1]", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "fe80::1%" + "e" * 300, "fe80::1"),
        (2, "203.0.113.9:1, 10.0.0.5:2", "203.0.113.9"),
        (1, "unknown", "127.0.0.1"),
        (1, "_hidden:80", "127.0.0.1"),
        (1, "203.0.113.9 ; drop", "127.0.0.1"),
        (1, "9" * 5000, "127.0.0.1"),
        (1, "[]:", "127.0.0.1"),
    ],
)
def test_only_what_own_proxies_wrote_is_believed(
    township: Township, signed_in: SignIn, settings: Settings, proxies: int, header: str, address: str
) -> None:
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": header}
    signed_in("staff").post("/accounts/language/", {"language": "en"}, headers=headers)
    assert Entry.objects.get(action="account.language_chosen").address == address


@pytest.mark.parametrize("header", ["unknown", "1.2.3.4:5678", "[::1]:5678", "x" * 5000, "1.2.3.4, "])
def test_a_wrong_password_is_counted_whatever_the_proxy_wrote(db: None, settings: Settings, header: str) -> None:
    settings.PROXY_COUNT = 1
    typed = {"username": "wang", "password": "wrong"}
    assert Client().post("/accounts/login/", typed, headers={"X-Forwarded-For": header}).status_code == 200
    assert len(Entry.objects.get(action="account.sign_in_failed").address) <= 45
