"""A back-up is of one moment, whole or not there, and nobody else reads it."""

import json
import os
import stat
import tracemalloc
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from pytest_django import Settings

from apps.accounts.models import User
from apps.backups import making
from apps.backups.archive import on_disk
from apps.backups.making import backup_make
from apps.backups.tables import BATCH, columns_of, lines_of
from apps.core.models import SentForm
from tests.backups.portals import MOMENT, made, upload
from tests.core.test_unavailable import full_disk
from tests.factories.township import Township


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_it_is_of_one_moment_however_many_go_on_working(tmp_path: Path) -> None:
    User.objects.create(username="before", name="before")

    def somebody_works() -> None:
        name = f"during{uuid4()}"
        User.objects.create(username=name, name=name)
        SentForm.objects.create(token=uuid4())

    manifest = backup_make(path=tmp_path / "b.zip", now=MOMENT, verify=False, tick=somebody_works)
    assert User.objects.count() > 100
    assert (manifest.tables["accounts_user"].rows, manifest.tables["core_sentform"].rows) == (1, 0)


def test_only_its_owner_reads_it_and_it_names_the_keys_without_them(
    township: Township, tmp_path: Path, settings: Settings
) -> None:
    settings.ENVIRONMENT = {
        "SECRET_KEY": "geheim1",
        "DATABASE_URL": "postgres://u:geheim2@h/n",
        "TIME_ZONE": "Asia/Urumqi",
    }
    made(tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        text = archive.read("manifest.json").decode()
    said = json.loads(text)
    assert said["settings"] == {"DATABASE_URL": None, "SECRET_KEY": None, "TIME_ZONE": "Asia/Urumqi"}
    assert set(said["keys"]) == {"SECRET_KEY", "AUDIT_KEY"}
    for secret in ("geheim", settings.SECRET_KEY, settings.AUDIT_KEY):
        assert secret not in text


def test_a_full_disk_leaves_no_part_and_what_was_there_before(township: Township, tmp_path: Path) -> None:
    upload("a.pdf", b"a" * 50_000)
    target = tmp_path / "out" / "b.zip"
    target.parent.mkdir()
    target.write_bytes(b"former")
    with full_disk(20_000), pytest.raises(CommandError, match="File too large"):
        call_command("backup", str(target), "--untried")
    assert [(path.name, path.read_bytes()) for path in target.parent.iterdir()] == [("b.zip", b"former")]


def test_one_that_cannot_be_restored_gets_no_name(
    township: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that does not keep what was written to it."""

    def bad_disk(stream: object) -> None:
        on_disk(stream)  # type: ignore[arg-type]
        path = Path(stream.name)  # type: ignore[attr-defined]
        os.truncate(path, path.stat().st_size - 100)

    monkeypatch.setattr(making, "on_disk", bad_disk)
    with pytest.raises(ValidationError, match="不是完整的平台备份"):
        made(tmp_path / "out" / "b.zip", verify=True)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.django_db
def test_five_times_the_rows_take_no_more_memory() -> None:
    def peak(rows: int) -> int:
        SentForm.objects.bulk_create((SentForm(token=uuid4(), led_to="x" * 100) for _n in range(rows)), batch_size=500)
        tracemalloc.start()
        for _line in lines_of(SentForm, columns_of(SentForm)):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few = peak(2 * BATCH)
    assert peak(8 * BATCH) < 1.3 * few
