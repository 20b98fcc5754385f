"""What was backed up comes back, all of it or nothing."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from apps.accounts.models import User
from apps.audit import guards
from apps.audit.chaining import entries_chain
from apps.audit.models import Entry
from apps.audit.verifying import findings
from apps.backups.archive import opened
from apps.backups.restoring import backup_restore
from apps.organisations.models import Organisation
from tests.backups.portals import Portal, made, upload, uploads
from tests.core.test_unavailable import full_disk
from tests.factories.archives import before_itself
from tests.factories.township import Township, organisation, person


def nothing() -> None:
    pass


def restored(path: Path, *, replace: bool = True) -> None:
    connection.check_constraints()  # what this test's transaction still owes
    backup_restore(path=path, replace=replace, tick=nothing)


def refused(path: Path, *, replace: bool = True) -> str:
    """With which sentence; and that it left everything as it was."""
    before, files = (User.objects.count(), Entry.objects.count()), uploads()
    with pytest.raises(ValidationError) as refusal:
        restored(path, replace=replace)
    assert ((User.objects.count(), Entry.objects.count()), uploads()) == (before, files)
    assert not list(path.parent.rglob(".restoring-*"))
    return " ".join(refusal.value.messages)


def test_in_another_folder_everything_is_there_once_more(township: Township, tmp_path: Path) -> None:
    entries_chain()
    upload("attachments/签到表.pdf", b"%PDF-1.7 \0\xff" * 1000)
    manifest = made(tmp_path / "b.zip")
    elsewhere = Portal(tmp_path / "elsewhere")
    said = elsewhere.manage("restore", str(tmp_path / "b.zip"))
    assert (said.returncode, said.stderr) == (0, "")
    assert f"{manifest.rows} rows, 1 files, each compared" in said.stdout
    assert "Faults in the audit log" not in said.stdout
    rows = elsewhere.rows()
    assert {name: table.rows for name, table in manifest.tables.items()} == {it: rows[it].total() for it in rows}
    assert uploads() == {"attachments/签到表.pdf": (elsewhere.folder / "uploads/attachments/签到表.pdf").read_bytes()}
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in elsewhere.folder.rglob("*")} == {0}
    again = elsewhere.manage("backup", "--untried", str(tmp_path / "again.zip"))
    assert again.returncode == 0
    with opened(tmp_path / "again.zip") as archive:
        assert (archive.manifest.tables, archive.manifest.files) == (manifest.tables, manifest.files)


def test_a_portal_that_holds_data_is_replaced_only_where_that_is_said(township: Township, tmp_path: Path) -> None:
    made(tmp_path / "b.zip")
    assert "--replace" in refused(tmp_path / "b.zip", replace=False)


def test_what_came_later_is_gone_and_the_audit_log_says_so(township: Township, tmp_path: Path) -> None:
    entries_chain()
    kept = upload("reports/年报.xlsx", b"then")
    made(tmp_path / "b.zip")
    upload("reports/later.xlsx", b"later")
    kept.write_bytes(b"now")
    Organisation.objects.filter(code="V01").update(name="改名")
    person("newcomer")
    entries = Entry.objects.count()
    restored(tmp_path / "b.zip")
    assert uploads() == {"reports/年报.xlsx": b"then"}
    assert not User.objects.filter(username="newcomer").exists()
    assert Organisation.objects.get(code="V01").name == "组织V01"
    assert Entry.objects.count() < entries + 1
    assert Entry.objects.latest("pk").action == "backup.restored"
    assert guards.stand(connection)
    assert [finding for finding in findings() if finding.is_fault] == []
    assert organisation("V99", Organisation.objects.get(code="T01")).pk  # a number that nothing else has


def test_a_moment_keeps_its_microseconds_and_nothing_is_set_to_now(township: Township, tmp_path: Path) -> None:
    before = list(User.objects.order_by("pk").values())
    entries = list(Entry.objects.order_by("pk").values())
    made(tmp_path / "b.zip")
    restored(tmp_path / "b.zip")
    assert list(User.objects.order_by("pk").values()) == before
    assert list(Entry.objects.order_by("pk").values())[: len(entries)] == entries


# --- What is no whole back-up of this version -----------------------------------------------------------------


def changed(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The back-up with a manifest that says something else."""
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                said = json.loads(content)
                change(said)
                content = json.dumps(said).encode()
            target.writestr(name, content)
    return other


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_one_that_was_cut_off_is_refused(township: Township, tmp_path: Path) -> None:
    upload("a.pdf", b"a" * 10_000)
    made(tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    for share in (0, 1, 50, 99):
        part = whole[: len(whole) * share // 100]
        assert "不是完整的平台备份" in refused(written(tmp_path / "part.zip", part))


def test_one_whose_parts_would_stand_before_its_beginning_is_refused(township: Township, tmp_path: Path) -> None:
    made(tmp_path / "b.zip")
    assert "不是完整的平台备份" in refused(
        written(tmp_path / "c.zip", before_itself((tmp_path / "b.zip").read_bytes()))
    )


def test_a_byte_that_was_changed_is_found_or_changes_nothing(township: Township, tmp_path: Path) -> None:
    upload("a.pdf", bytes(range(256)) * 40)
    manifest = made(tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    found = 0
    for at in range(7, len(whole), max(1, len(whole) // 150)):
        damaged = written(tmp_path / "damaged.zip", whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            with opened(damaged) as archive:
                archive.check(nothing)
                assert (archive.manifest.tables, archive.manifest.files) == (manifest.tables, manifest.files)
        except ValidationError:
            found += 1
    assert found > 100


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: it.update(format=2), "更新版本的平台"),
        (lambda it: it["migrations"].append("plans.9999_of_the_future"), "更新版本的平台"),
        (lambda it: it["migrations"].remove("plans.0004_signing"), "首个正式版本之前"),
        (lambda it: it.update(kind="other"), "不是完整的平台备份"),
        (lambda it: it.pop("files"), "不是完整的平台备份"),
        (lambda it: it["tables"]["accounts_user"].update(sha256="0" * 64), "不是完整的平台备份"),
        (lambda it: it["tables"]["accounts_user"]["columns"].pop(), "不是完整的平台备份"),
        (lambda it: it["tables"].pop("accounts_user"), "不是完整的平台备份"),
        (lambda it: it["files"].update({"../outside": {"size": 0, "sha256": ""}}), "不是完整的平台备份"),
    ],
)
def test_what_does_not_fit_is_refused(
    township: Township, tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    made(tmp_path / "b.zip")
    assert said in refused(changed(tmp_path / "b.zip", change))


def test_something_else_is_refused(township: Township, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("表.xlsx", b"x")
    assert "不是完整的平台备份" in refused(tmp_path / "other.zip")
    assert "不是完整的平台备份" in refused(written(tmp_path / "text.zip", "一份文件".encode()))


def test_rows_that_contradict_each_other_are_refused_by_the_database(township: Township, tmp_path: Path) -> None:
    """A manifest that fits, and rows that do not: somebody made it by hand."""
    manifest = made(tmp_path / "b.zip")
    name = Organisation._meta.db_table
    with zipfile.ZipFile(tmp_path / "b.zip") as source:
        lines = source.read(f"tables/{name}.jsonl").splitlines(keepends=True)
    with zipfile.ZipFile(tmp_path / "b.zip") as source, zipfile.ZipFile(tmp_path / "twice.zip", "w") as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, content + lines[0] if member == f"tables/{name}.jsonl" else content)
    assert manifest.tables[name].rows == len(lines)
    refused(tmp_path / "twice.zip")


def test_where_the_disk_is_full_nothing_is_changed(township: Township, tmp_path: Path) -> None:
    upload("a.pdf", b"a" * 50_000)
    made(tmp_path / "b.zip")
    upload("later.pdf", b"later")
    before = uploads()
    connection.check_constraints()
    with full_disk(20_000), pytest.raises(OSError, match="File too large"):
        backup_restore(path=tmp_path / "b.zip", replace=True, tick=nothing)
    assert uploads() == before
    assert not list(tmp_path.rglob(".restoring-*"))
