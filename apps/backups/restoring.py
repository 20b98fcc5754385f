"""Restoring a back-up: all of it, compared table by table and file by file, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit import guards
from apps.audit.services import Act, record
from apps.backups import schema
from apps.backups.archive import Reader, damaged, opened, too_new
from apps.backups.manifest import Manifest
from apps.backups.scratch import brought_up_to_date
from apps.backups.tables import AnyModel, all_emptied, columns_of, digest_of, models_of, rows_written, sequences_set
from apps.backups.uploads import exchange_with, names_of, uploads_folder

Tick = Callable[[], None]


def backup_restore(*, path: Path, replace: bool, tick: Tick) -> Manifest:
    """Put what the back-up holds in the place of what this portal holds; one of an older version is brought up to date.

    A portal that holds anything is replaced only with `replace`, and its audit log then says so.  Raises
    `ValidationError` with nothing changed; `OSError` and `django.db.Error` likewise.
    """
    with opened(path) as archive:
        older = _is_older(archive.manifest)
        archive.check(tick)
        if not schema.applied():
            _into_nothing(archive, tick)
            if older:
                call_command("migrate", verbosity=0, interactive=False)
        elif older:
            _may_be_replaced(replace)
            with brought_up_to_date(path, tick) as current, opened(current) as renewed:
                _into_this_portal(renewed, path, tick)
        else:
            _may_be_replaced(replace)
            _into_this_portal(archive, path, tick)
    return archive.manifest


def _is_older(manifest: Manifest) -> bool:
    known, then, here = schema.known(), set(manifest.migrations), set(schema.applied())
    if then - known:
        raise too_new()
    if schema.is_too_old(then):
        raise ValidationError(
            _("This back-up is of before the first release. Restore and make it anew with the version of 2026-11-30.")
        )
    if here - known:
        raise ValidationError(_("The database of this portal belongs to a newer version. Update the portal first."))
    if here and known - here:
        raise ValidationError(_("The database of this portal must be migrated first: manage.py migrate"))
    return bool(known - then)


def _may_be_replaced(replace: bool) -> None:
    if _is_filled() and not replace:
        raise ValidationError(
            _("This portal holds data, and all of it would be replaced. If that is wanted, say so with --replace.")
        )


def _is_filled() -> bool:
    return User.objects.exists() or bool(names_of(uploads_folder()))


def _into_nothing(archive: Reader, tick: Tick) -> None:
    """Into an empty database, with the tables of then."""
    models = schema.tables_of_then(archive.manifest.migrations)
    with exchange_with(archive, tick) as exchange, transaction.atomic():
        with _guards_away():
            _tables_replaced(archive, models, tick)
        exchange.swap()


def _into_this_portal(archive: Reader, path: Path, tick: Tick) -> None:
    filled = _is_filled()
    with exchange_with(archive, tick) as exchange, transaction.atomic():
        with _guards_away():
            _tables_replaced(archive, models_of(apps), tick)
        if filled:
            _noted(archive.manifest, path)
        exchange.swap()


@contextmanager
def _guards_away() -> Iterator[None]:
    """Without the guards of the audit log, in a transaction at whose end they stand again."""
    wanted = schema.has_guards()
    guards.remove(connection)
    yield
    if wanted:
        guards.install(connection)


def _tables_replaced(archive: Reader, models: list[AnyModel], tick: Tick) -> None:
    tables = archive.manifest.tables
    if {it._meta.db_table: set(columns_of(it)) for it in models} != {it: set(tables[it].columns) for it in tables}:
        raise damaged()
    all_emptied(models)
    for model in models:
        name = model._meta.db_table
        with _fitting(model):
            rows_written(model, tables[name].columns, archive.lines(name), tick)
    with _fitting():
        connection.check_constraints()
    sequences_set(models)
    for model in models:
        table = tables[model._meta.db_table]
        if digest_of(model, table.columns) != table.sha256:
            raise _unfit(model)
        tick()


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
