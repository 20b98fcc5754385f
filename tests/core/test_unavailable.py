"""Without a database, or with a full disk, the portal says so and leaves nothing half done."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from apps.attachments.models import Attachment
from apps.core.storing import whole_file
from apps.core.unavailable import passes
from apps.exchange.models import Upload
from apps.jobs.filequeue import Channel
from tests.factories.activities import activity
from tests.factories.files import photograph
from tests.factories.township import Township
from tests.services.processes import Processes
from tests.workbooks.books import workbook

SignIn = Callable[[str], Client]
SENTENCE = "系统暂时无法使用"


@contextmanager
def full_disk(most: int = 1000) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


# --- The database is away ---------------------------------------------------------------------------------


def ask(address: str, path: str, **headers: str) -> tuple[HTTPResponse, str]:
    line = HTTPConnection(address.removeprefix("http://"), timeout=30)
    line.request("GET", path, headers={"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz123456", **headers})
    answer = line.getresponse()
    return answer, answer.read().decode()


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_without_a_database_everything_answers_503_in_the_shape_that_was_asked_for(
    processes: Processes, tmp_path: Path
) -> None:
    """With a cookie: the session is looked for before any page."""
    address = processes.web(DATABASE_URL=f"sqlite:///{tmp_path}/gone/tongbu.sqlite3", WEB_CONCURRENCY="1")
    page, text = ask(address, "/filings/")
    part, fragment = ask(address, "/filings/", **{"HX-Request": "true"})
    data, problem = ask(address, "/api/v1/organisations/")
    health, state = ask(address, "/healthz")
    english, text_en = ask(address, "/", Cookie="sessionid=abcdefghijklmnopqrstuvwxyz123456; language=en")
    answers = (page, part, data, health, english)
    assert [answer.status for answer in answers] == [503] * 5
    assert [int(answer.headers["Retry-After"]) > 0 for answer in answers] == [True] * 5
    assert "<html" in text
    assert SENTENCE in text
    assert "<html" not in fragment
    assert SENTENCE in fragment
    assert problem.startswith('{"detail": ')
    assert state == '{"database": false}'
    assert "cannot work for the moment" in text_en
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_fault_of_the_portal_is_still_a_fault(db: None) -> None:
    with pytest.raises(Exception, match="nowhere") as fault, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    assert not passes(fault.value)
    assert not passes(ValueError("x"))
    assert not passes(FileNotFoundError(2, "x"))
    assert not passes(None)


def test_what_comes_of_it_passes_like_it() -> None:
    with pytest.raises(ValueError, match="came of it") as fault:
        raise ValueError("came of it") from OperationalError("server closed the connection")
    assert passes(fault.value)


# --- The disk is full -------------------------------------------------------------------------------------


def test_evidence_that_finds_no_room_leaves_neither_row_nor_part(
    township: Township, signed_in: SignIn, settings: Settings
) -> None:
    held = activity(township["V01"])
    browser = signed_in("secretary01")
    browser.raise_request_exception = False
    with full_disk():
        answer = browser.post(f"/activities/{held.number}/files/", {"files": photograph(form="PNG", size=(2000, 2000))})
    assert answer.status_code == 302
    assert "文件未能保存" in browser.get(answer.headers["Location"]).content.decode()
    assert not Attachment.objects.exists()
    assert left_behind(settings) == []
    assert browser.get("/activities/").status_code == 200


def test_a_workbook_that_finds_no_room_is_answered_with_503_and_leaves_no_part(
    signed_in: SignIn, settings: Settings
) -> None:
    browser = signed_in("staff")
    browser.raise_request_exception = False
    rows = (["编码", "名称", "类型", "领域", "上级编码"], ["N01", "新支部", "党支部", "村", "T01"])
    handed_in = SimpleUploadedFile("表.xlsx", workbook(*rows).getvalue())
    with full_disk():
        answer = browser.post("/exchange/organisations/import/", {"file": handed_in})
    assert answer.status_code == 503
    assert SENTENCE in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert not Upload.objects.exists()
    assert left_behind(settings) == []
    assert browser.get("/exchange/").status_code == 200


def test_an_exported_file_keeps_what_it_held_until_the_new_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(b"former")
    with full_disk(), pytest.raises(OSError, match="File too large"), whole_file(file) as stream:
        stream.write(b"x" * 50_000)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("表.xlsx", b"former")]
    with whole_file(file) as stream:
        stream.write(b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("表.xlsx", b"new")]


def test_a_file_appears_whole_or_not_at_all(settings: Settings) -> None:
    with full_disk(), pytest.raises(OSError, match="File too large"):
        default_storage.save("imports/表.xlsx", ContentFile(b"x" * 5000))
    assert left_behind(settings) == []
    large = SimpleUploadedFile("表.xlsx", b"x" * 5000)
    name = default_storage.save("imports/表.xlsx", large)
    assert default_storage.size(name) == 5000
    other = default_storage.save("imports/表.xlsx", ContentFile(b"y"))
    assert other != name
    assert default_storage.size(name) == 5000
    assert len(left_behind(settings)) == 2
    assert {Path(path).stat().st_mode & 0o777 for path in left_behind(settings)} == {0o600}


def test_a_message_that_finds_no_room_leaves_no_part(tmp_path: Path) -> None:
    channel = Channel.__new__(Channel)
    channel.__dict__["data_folder_out"] = str(tmp_path)
    with full_disk(), pytest.raises(OSError, match="File too large"):
        channel._put("celery", {"body": "x" * 5000})
    assert list(tmp_path.iterdir()) == []


def left_behind(settings: Settings) -> list[str]:
    return [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
