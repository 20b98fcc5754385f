"""How much a request may bring, and what one leaves behind that breaks off."""

import socket
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from apps.attachments.models import Attachment
from tests.factories.activities import activity
from tests.factories.township import Township
from tests.services.processes import Processes, eventually

HALF_A_FORM = (
    "POST /activities/{number}/files/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n"
    "Content-Type: multipart/form-data; boundary=xx\r\nCookie: {cookies}\r\nX-CSRFToken: {token}\r\n\r\n"
    '--xx\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
)


@pytest.mark.parametrize(("size", "status"), [(2_000, HTTPStatus.FORBIDDEN), (20_000, HTTPStatus.BAD_REQUEST)])
def test_more_than_any_form_takes_is_not_received_signed_in_or_not(
    township: Township, settings: Settings, size: int, status: HTTPStatus
) -> None:
    settings.UPLOAD_MOST_TOGETHER = 10_000
    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/accounts/login/")
    sent = {"files": SimpleUploadedFile("a.pdf", b"x" * size)}
    assert stranger.post("/accounts/login/", sent).status_code == status


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_an_upload_that_breaks_off_leaves_nothing(
    township: Township, processes: Processes, settings: Settings, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    number = activity(township["V01"]).number
    browser = Client()
    browser.force_login(township.people["secretary01"])
    browser.get("/activities/new/")
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items())
    head = HALF_A_FORM.format(number=number, cookies=cookies, token=browser.cookies[settings.CSRF_COOKIE_NAME].value)
    port = int(processes.web(TMPDIR=str(temporary), WEB_CONCURRENCY="1").rpartition(":")[2])
    with socket.create_connection(("localhost", port)) as line:
        line.sendall(head.encode() + b"x" * 3_000_000)
        assert eventually(lambda: held_below(temporary))
    assert eventually(lambda: not held_below(temporary))
    assert not list(temporary.iterdir())
    assert not Attachment.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


def held_below(folder: Path) -> bool:
    """Whether some process has a large file open there, be it one without a name."""
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):  # somebody else's, or closed meanwhile
            if str(link.readlink()).startswith(str(folder)) and link.stat().st_size > 1_000_000:
                return True
    return False
