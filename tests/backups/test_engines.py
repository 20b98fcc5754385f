"""Of an older version, by way of SQLite, back into PostgreSQL: every row of the demonstration is as it was."""

import json
import os
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from apps.audit.models import Entry
from apps.backups.restoring import backup_restore
from apps.backups.tables import models_of
from apps.jobs.services import worker_seen
from tests.backups.portals import made, upload, uploads
from tests.factories.demonstration import demonstration


def contents(cursor: Any) -> dict[str, str]:
    """A checksum by PostgreSQL itself over the rows of every table."""
    found = {}
    for name in (model._meta.db_table for model in models_of(apps)):
        cursor.execute(f"SELECT md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM {name} row")  # noqa: S608
        (found[name],) = cursor.fetchone()
    return found


def aged(path: Path) -> Path:
    """The back-up as it was made before there was `Heartbeat.holder`, under the names that migrations had then."""
    other, name = path.with_name("older.zip"), "tables/jobs_heartbeat.jsonl"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        lines = [json.dumps(json.loads(line)[:-1], separators=(",", ":")) for line in source.read(name).splitlines()]
        rows = "".join(f"{line}\n" for line in lines).encode()
        said = json.loads(source.read("manifest.json"))
        later = ("jobs.0003_which_beat", ".0001_first_release")
        said["migrations"] = [it for it in said["migrations"] if not it.endswith(later)]
        said["tables"]["jobs_heartbeat"] |= {"columns": ["name", "at"], "sha256": sha256(rows).hexdigest()}
        for member in set(source.namelist()) - {name, "manifest.json"}:
            target.writestr(member, source.read(member))
        target.writestr(name, rows)
        target.writestr("manifest.json", json.dumps(said))
    return other


@pytest.mark.services
@pytest.mark.django_db
def test_one_of_an_older_version_comes_back_by_way_of_the_other_engine(tmp_path: Path) -> None:
    """The scratch portal is on SQLite: it takes the tables of then, is migrated, and is backed up anew."""
    demonstration(year=2012, as_of=date(2012, 12, 31))
    worker_seen()
    upload("reports/年终报告.xlsx", os.urandom(100_000))
    assert made(tmp_path / "new.zip").rows > 20_000
    files, before = uploads(), Entry.objects.count()
    connection.check_constraints()  # what this test's transaction still owes
    with connection.cursor() as cursor:
        wanted = contents(cursor)
        backup_restore(path=aged(tmp_path / "new.zip"), replace=True, tick=lambda: None)
        found = contents(cursor)
    # The log says that everything was replaced.
    assert {name for name in wanted if found[name] != wanted[name]} == {"audit_entry"}
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").action == "backup.restored"
    assert uploads() == files
