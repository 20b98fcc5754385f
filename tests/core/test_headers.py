"""Every kind of answer carries the headers that protect it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as given
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.factories.township import PASSWORD, Township

SignIn = Callable[[str], Client]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/organisations/options/", 200),
        ("/api/v1/organisations/", 200),
        ("/api/docs/", 200),
        ("/audit/", 403),
        ("/nowhere/", 404),
        ("/filings/V01/2012/13/", 404),
    ],
)
def test_pages_fragments_api_and_refusals(township: Township, signed_in: SignIn, path: str, status: int) -> None:
    answer = signed_in("staff").get(path)
    assert answer.status_code == status
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert {name: answer[name] for name in ALWAYS} == ALWAYS
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_the_way_to_the_sign_in_page_and_that_page(township: Township, client: Client) -> None:
    for answer in (client.get("/organisations/"), client.get("/accounts/login/")):
        assert "Content-Security-Policy" in answer
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_a_fault_of_the_portal(township: Township, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError

    browser = signed_in("staff")
    browser.raise_request_exception = False
    monkeypatch.setattr("apps.portal.views.home_of", fail)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.parametrize(
    ("visit", "status"),
    [
        (lambda: Client(headers={"host": "elsewhere.example"}).get("/accounts/login/"), 400),
        (lambda: Client(enforce_csrf_checks=True).post("/accounts/login/"), 403),
        (lambda: Client().get("/api/v1/organisations/"), 403),
        (lambda: Client().get("/accounts/language/"), 405),
        (lambda: Client().get("/healthz"), 200),
    ],
)
def test_what_is_refused_before_any_page(db: None, visit: Callable[[], HttpResponse], status: int) -> None:
    answer = visit()
    assert answer.status_code == status
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert {name: answer[name] for name in ALWAYS} == ALWAYS


def test_static_files_are_kept_by_browsers_and_protected_all_the_same(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "plain.css").write_text("p { margin: 0 }")
    settings.STATIC_ROOT = str(tmp_path)
    answer = Client().get("/static/plain.css")
    answer.close()
    assert answer.status_code == 200
    assert {name: answer[name] for name in ALWAYS} == ALWAYS | {"Cache-Control": "max-age=60, public"}
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY


def test_no_page_says_what_the_policy_would_forbid(township: Township, signed_in: SignIn) -> None:
    for path in ("/", "/organisations/", "/activities/new/", "/dashboard/", "/api/docs/", "/nowhere/"):
        text = signed_in("staff").get(path).content.decode()
        for forbidden in ("<script>", "<style", " style=", " onclick=", "javascript:", "hx-on", "<iframe"):
            assert forbidden not in text, (path, forbidden)


def test_a_download_may_load_nothing_and_run_nothing(township: Township, signed_in: SignIn) -> None:
    answer = signed_in("staff").get("/organisations/?export=xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(township: Township, client: Client) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/language/", {"language": "en"})
    client.post("/accounts/login/", {"username": "staff", "password": PASSWORD})
    for name in (given.SESSION_COOKIE_NAME, given.CSRF_COOKIE_NAME, given.LANGUAGE_COOKIE_NAME):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
