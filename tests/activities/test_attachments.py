"""Evidence of activities: added, downloaded, taken away."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from apps.activities.models import Activity
from apps.activities.selectors import holder_of
from apps.attachments import services as attachments
from apps.attachments.models import Attachment, AttachmentQuerySet
from apps.attachments.tasks import sweep
from apps.audit.models import Entry
from tests.factories.activities import activity
from tests.factories.files import pdf, photograph
from tests.factories.township import Township

SignIn = Callable[[str], Client]


@pytest.fixture
def held(township: Township) -> Activity:
    return activity(township["V01"])


def add(browser: Client, held: Activity, *files: SimpleUploadedFile) -> list[str]:
    """The sentences that the page then says."""
    page = browser.post(f"/activities/{held.number}/files/", {"files": list(files)}, follow=True)
    return [str(message) for message in page.context["messages"]]


def files_of(held: Activity) -> AttachmentQuerySet:
    return Attachment.objects.of("activities", held.pk)


def stored(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_files_are_added_shown_and_come_back_as_downloads(held: Activity, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    add(secretary, held, photograph(), pdf())
    record, picture = files_of(held).order_by("content_type")
    page = secretary.get(f"/activities/{held.number}/").content.decode()
    assert f"/activities/{held.number}/files/{record.pk}/" in page
    answer = secretary.get(f"/activities/{held.number}/files/{picture.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(b"".join(answer.streaming_content)) == picture.size  # type: ignore[attr-defined]
    told = Entry.objects.filter(action__startswith="attachment.").values_list("action", flat=True)
    assert sorted(told) == ["attachment.added", "attachment.added", "attachment.downloaded"]


def test_files_lie_outside_the_web_root_under_names_that_nobody_guesses(
    held: Activity, signed_in: SignIn, settings: Settings
) -> None:
    add(signed_in("secretary01"), held, pdf("会议记录.pdf"))
    (path,) = stored(settings)
    assert path.stem == str(files_of(held).get().pk)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not path.is_relative_to(settings.STATIC_ROOT)


def test_one_bad_file_keeps_all_out_and_says_why(held: Activity, signed_in: SignIn, settings: Settings) -> None:
    said = add(signed_in("secretary01"), held, pdf("好.pdf"), SimpleUploadedFile("坏.exe", b"MZ"))
    assert "坏.exe" in said[0]
    assert not files_of(held).exists()
    assert stored(settings) == []


def test_no_file_at_all_and_too_many_are_sentences(
    held: Activity, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = signed_in("secretary01")
    assert len(add(secretary, held)) == 1
    monkeypatch.setattr(attachments, "MAX_ATTACHMENTS", 1)
    add(secretary, held, pdf(), pdf())
    assert not files_of(held).exists()


def test_a_full_disk_leaves_nothing_half_written(
    held: Activity, signed_in: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, calls = default_storage._save, []  # type: ignore[attr-defined]

    def full_at_the_second(name: str, content: object) -> str:
        calls.append(name)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return str(save(name, content))

    monkeypatch.setattr(type(default_storage._wrapped), "_save", lambda _self, *given: full_at_the_second(*given))  # type: ignore[attr-defined]
    assert len(add(signed_in("secretary01"), held, pdf("一.pdf"), pdf("二.pdf"))) == 1
    assert not files_of(held).exists()
    assert stored(settings) == []


def test_a_removed_file_is_gone_from_the_disk_and_stays_told(
    held: Activity,
    signed_in: SignIn,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    secretary = signed_in("secretary01")
    add(secretary, held, pdf())
    attachment = files_of(held).get()
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(f"/activities/{held.number}/files/{attachment.pk}/remove/")
    assert stored(settings) == []
    assert Attachment.objects.get().removed_by is not None
    assert secretary.get(f"/activities/{held.number}/files/{attachment.pk}/").status_code == 404
    assert Entry.objects.filter(action="attachment.removed").count() == 1


def test_a_file_that_was_changed_or_lost_outside_the_portal_is_not_given_out(
    held: Activity, signed_in: SignIn, settings: Settings
) -> None:
    secretary = signed_in("secretary01")
    add(secretary, held, pdf())
    (path,) = stored(settings)
    address = f"/activities/{held.number}/files/{files_of(held).get().pk}/"
    path.write_bytes(path.read_bytes().replace(b"Catalog", b"catalog"))
    assert len(secretary.get(address, follow=True).context["messages"]) == 1
    path.unlink()
    assert len(secretary.get(address, follow=True).context["messages"]) == 1
    assert not Entry.objects.filter(action="attachment.downloaded").exists()


def test_files_without_a_row_are_swept_away_after_a_month(
    held: Activity, signed_in: SignIn, settings: Settings, township: Township
) -> None:
    add(signed_in("secretary01"), held, photograph(), pdf())
    kept, removed = Attachment.objects.order_by("added_at")
    attachments.attachment_remove(holder=holder_of(held), attachment=removed, by=township.people["secretary01"])
    Path(kept.file.path).with_name("left-behind.pdf").write_bytes(b"%PDF-")
    sweep()
    assert len(stored(settings)) == 3, "their rows might come yet"
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        sweep()
    assert stored(settings) == [Path(kept.file.path)]


def test_sweeping_where_nothing_was_ever_handed_in_is_no_fault(db: None) -> None:
    assert attachments.orphans_delete() == 0


def test_a_guessed_address_and_the_neighbours_are_alike(held: Activity, signed_in: SignIn) -> None:
    add(signed_in("secretary01"), held, pdf())
    neighbour = signed_in("secretary02")
    for pk in (uuid4(), files_of(held).get().pk):
        assert neighbour.get(f"/activities/{held.number}/files/{pk}/").status_code == 404
        assert neighbour.post(f"/activities/{held.number}/files/{pk}/remove/").status_code == 404
    assert neighbour.post(f"/activities/{held.number}/files/", {"files": [pdf()]}).status_code == 404
    assert files_of(held).present().count() == 1


def test_a_leader_may_look_and_not_change(held: Activity, signed_in: SignIn) -> None:
    add(signed_in("secretary01"), held, pdf())
    pk, leader = files_of(held).get().pk, signed_in("leader")
    assert leader.get(f"/activities/{held.number}/files/{pk}/").status_code == 200
    assert leader.post(f"/activities/{held.number}/files/{pk}/remove/").status_code == 403


NEW = {"type": "party_lecture", "date": "2012-06-01", "topic": "柑橘管护技术党课", "hosts": ["V01"]}


def test_an_activity_takes_its_photographs_before_it_is_first_saved(township: Township, signed_in: SignIn) -> None:
    signed_in("secretary01").post("/activities/new/", {**NEW, "files": [photograph(), pdf()]})
    (made,) = Activity.objects.all()
    assert sorted(files_of(made).values_list("content_type", flat=True)) == ["application/pdf", "image/jpeg"]


def test_with_a_file_that_cannot_be_taken_nothing_is_recorded_and_what_was_typed_stays(
    township: Township, signed_in: SignIn, settings: Settings
) -> None:
    wrong = SimpleUploadedFile("现场.jpg", b"no picture")
    page = signed_in("secretary01").post("/activities/new/", {**NEW, "files": [photograph(), wrong]})
    said = page.content.decode()
    assert "请重新选择文件" in said
    assert "现场.jpg" in said
    assert 'value="柑橘管护技术党课"' in said
    assert not Activity.objects.exists()
    assert stored(settings) == []
