"""Somebody who signs in with a password, in a browser or two."""

from typing import Any

from django.test import Client

from apps.accounts.models import User
from apps.accounts.services import account_create

PASSWORD = "Chun-Tian-2026"
NEW_PASSWORD = "Qiu-Tian-2027"


def wang() -> User:
    return account_create(username="wang", name="王芳", password=PASSWORD, by=None)


def sign_in(username: str = "wang", password: str = PASSWORD, address: str = "10.0.0.1", **headers: str) -> Client:
    """A browser that has tried to sign in."""
    browser = Client(REMOTE_ADDR=address, headers=headers)
    browser.post("/accounts/login/", {"username": username, "password": password})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/accounts/me/").status_code == 200


def answer(username: str, password: str, address: str = "10.0.0.1") -> Any:
    """What a browser is told that tries to sign in."""
    return Client(REMOTE_ADDR=address).post("/accounts/login/", {"username": username, "password": password})


def key_of(browser: Client) -> str:
    """The key of its session, which is a secret."""
    key = browser.session.session_key
    assert key is not None
    return key
