"""Restoring a back-up: all of it, compared table by table and file by file, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit import guards
from apps.audit.services import Act, record
from apps.backups import schema
from apps.backups.archive import Reader, damaged, opened, too_new
from apps.backups.manifest import Manifest
from apps.backups.tables import (
    AnyModel,
    all_emptied,
    columns_of,
    digest_of,
    models_of,
    rows_written,
    sequences_set,
)
from apps.backups.uploads import exchange_with, names_of, uploads_folder

Tick = Callable[[], None]


def backup_restore(*, path: Path, replace: bool, tick: Tick) -> Manifest:
    """Put what the back-up holds in the place of what this portal holds.

    A portal that holds anything is replaced only with `replace`, and its audit log then says so.  Raises
    `ValidationError` with nothing changed; `OSError` and `django.db.Error` likewise.
    """
    with opened(path) as archive:
        _of_this_version(archive.manifest)
        archive.check(tick)
        filled = _prepared(replace)
        with exchange_with(archive, tick) as exchange, transaction.atomic():
            _tables_replaced(archive, models_of(apps), tick)
            if filled:
                _noted(archive.manifest, path)
            exchange.swap()
    return archive.manifest


def _of_this_version(manifest: Manifest) -> None:
    known, then = schema.known(), set(manifest.migrations)
    if then - known:
        raise too_new()
    if known - then:
        raise ValidationError(
            _(
                "This back-up was made by an older version of the portal. Restore it with that version, then update: "
                "the first migration that it lacks is %(name)s."
            )
            % {"name": min(known - then)}
        )
    if set(schema.applied()) - known:
        raise ValidationError(_("The database of this portal belongs to a newer version. Update the portal first."))


def _prepared(replace: bool) -> bool:
    """Whether the portal holds something.  In an empty database the tables are made."""
    applied = schema.applied()
    if not applied:
        schema.tables_make()
        return False
    if schema.known() - set(applied):
        raise ValidationError(_("The database of this portal must be migrated first: manage.py migrate"))
    filled = User.objects.exists() or bool(names_of(uploads_folder()))
    if filled and not replace:
        raise ValidationError(
            _("This portal holds data, and all of it would be replaced. If that is wanted, say so with --replace.")
        )
    return filled


def _tables_replaced(archive: Reader, models: list[AnyModel], tick: Tick) -> None:
    """Call it in a transaction: the guards of the audit log are away in between."""
    if {model._meta.db_table: columns_of(model) for model in models} != {
        name: it.columns for name, it in archive.manifest.tables.items()
    }:
        raise damaged()
    guards.remove(connection)
    all_emptied(models)
    for model in models:
        with _fitting(model):
            rows_written(model, archive.lines(model._meta.db_table), tick)
    with _fitting():
        connection.check_constraints()
    sequences_set(models)
    for model in models:
        if digest_of(model) != archive.manifest.tables[model._meta.db_table].sha256:
            raise _unfit(model)
        tick()
    guards.install(connection)


@contextmanager
def _fitting(model: AnyModel | None = None) -> Iterator[None]:
    """What this engine does not take is refused with the name of its table."""
    try:
        yield
    except (IntegrityError, DataError, ValueError) as fault:
        raise _unfit(model) from fault


def _unfit(model: AnyModel | None) -> ValidationError:
    name = model._meta.verbose_name if model else "–"
    said = _("The rows of “%(name)s” cannot stand in this database as the back-up has them. Nothing was changed.")
    return ValidationError(said % {"name": name})


def _noted(manifest: Manifest, path: Path) -> None:
    """What was written since has gone from the log with everything else: it says why."""
    facts = {"file": path.name, "of": manifest.made_at.isoformat(), "rows": manifest.rows}
    record(Act("backup.restored", path.name, after=facts), by=None)
