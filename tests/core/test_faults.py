"""What cannot be reached, or stored, is said; and no part of a file stays."""

import errno
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.http import HttpRequest, UnreadablePostError
from django.test import Client
from pytest_django import Settings

from apps.activities.models import Attachment
from apps.core.whole_files import WholeFiles, whole_file
from tests.factories import activities
from tests.factories.files import pdf
from tests.factories.township import Township


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """As if the disk had room for files of so many bytes only."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, quiet)


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_of_a_file_for_which_there_is_no_room_nothing_stays(tmp_path: Path) -> None:
    with full_disk(1000), pytest.raises(OSError, match="large"):
        WholeFiles(location=tmp_path).save("a/x.bin", ContentFile(b"x" * 5000))
    assert files_in(tmp_path) == []


def test_of_an_upload_that_breaks_off_nothing_stays(tmp_path: Path) -> None:
    class BreaksOff(ContentFile):  # type: ignore[type-arg]  # generic in the stubs only
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"x" * 100
            raise UnreadablePostError

    with pytest.raises(UnreadablePostError):
        WholeFiles(location=tmp_path).save("x.bin", BreaksOff(b"x"))
    assert files_in(tmp_path) == []


def test_a_whole_file_stands_under_its_name_and_a_second_one_beside_it(tmp_path: Path) -> None:
    storage = WholeFiles(location=tmp_path)
    first, second = storage.save("x.bin", ContentFile(b"1")), storage.save("x.bin", ContentFile(b"2"))
    assert first == "x.bin"
    assert [Path(storage.path(name)).read_bytes() for name in (first, second)] == [b"1", b"2"]
    assert len(files_in(tmp_path)) == 2


def test_what_a_command_could_not_finish_leaves_the_file_of_before(tmp_path: Path) -> None:
    target = tmp_path / "rates.xlsx"
    target.write_bytes(b"before")
    with full_disk(1000), pytest.raises(OSError, match="large"), whole_file(target) as file:
        file.write(b"x" * 100_000)
    assert (files_in(tmp_path), target.read_bytes()) == (["rates.xlsx"], b"before")


#: More than the database of the suite writes, less than the scan below.
ROOM = 6_000_000


@pytest.mark.django_db
def test_evidence_for_which_there_is_no_room_is_refused_with_a_sentence(
    township: Township, signed_in: Callable[[str], Client], settings: Settings
) -> None:
    activity, secretary = activities.activity(township["V01"]), signed_in("secretary01")
    scan = pdf("扫描件.pdf", scanned=ROOM + 1_000_000)
    with full_disk(ROOM):
        answer = secretary.post(f"/activities/{activity.number}/files/", {"files": [scan]})
    page = secretary.get(answer.headers["Location"])
    assert [str(it) for it in page.context["messages"]] == ["文件未能保存，未作任何更改。请告知系统管理员。"]
    assert not Attachment.objects.exists()
    assert files_in(Path(settings.MEDIA_ROOT)) == []


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (UnreadablePostError("gone"), 400),
        (OSError(errno.ENOENT, "No such file"), 500),
        (ValueError(), 500),
    ],
    ids=repr,
)
@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/rates/", "/healthz"])
def test_each_fault_has_its_answer_wherever_it_is_raised(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int, path: str
) -> None:
    def fail(_request: HttpRequest) -> None:
        raise raised

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", lambda _s, r: fail(r))
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
