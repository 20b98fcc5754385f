"""Making a back-up: of one moment, while people go on working."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.apps import apps
from django.db import connection

from apps.backups import schema
from apps.backups.archive import Writer, on_disk
from apps.backups.manifest import File, Manifest, Table, keys_now, settings_now
from apps.backups.scratch import rehearse
from apps.backups.tables import BATCH, columns_of, lines_of, models_of
from apps.backups.uploads import names_of, uploads_folder
from apps.core.snapshot import snapshot
from apps.core.storing import whole_file

Tick = Callable[[], None]


def backup_make(*, path: Path, now: datetime, verify: bool, tick: Tick) -> Manifest:
    """Write a back-up; with `verify` it gets its name once it has been restored into a scratch portal and compared.

    `tick` is called every moment.  Raises `ValidationError` where it does not stand the test, and `OSError`, such as
    that of a full disk; in either case `path` keeps what it held.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream:
        manifest = _written(stream, now, tick)
        on_disk(stream)
        if verify:
            rehearse(Path(stream.name), tick)
    return manifest


def _written(stream: IO[bytes], now: datetime, tick: Tick) -> Manifest:
    writer = Writer(stream)
    with snapshot():
        migrations = schema.applied()
        tables = _tables(writer, tick)
        files = _files(writer, tick)
    manifest = Manifest(
        made_at=now,
        engine=connection.vendor,
        migrations=migrations,
        settings=settings_now(),
        keys=keys_now(),
        tables=tables,
        files=files,
    )
    writer.finish(manifest)
    return manifest


def _tables(writer: Writer, tick: Tick) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for model in models_of(apps):
        name, columns = model._meta.db_table, columns_of(model)
        found[name] = writer.table(name, columns, _ticking(lines_of(model, columns), tick))
        tick()
    return found


def _ticking(lines: Iterable[bytes], tick: Tick) -> Iterator[bytes]:
    for number, line in enumerate(lines):
        if number % BATCH == 0:
            tick()
        yield line


def _files(writer: Writer, tick: Tick) -> dict[str, File]:
    """The uploads that the snapshot may name: a file never changes, and one that goes meanwhile is named by no row."""
    folder = uploads_folder()
    found: dict[str, File] = {}
    for name in names_of(folder):
        try:
            with (folder / name).open("rb") as source:
                found[name] = writer.file(name, source)
        except FileNotFoundError:
            continue
        tick()
    return found
