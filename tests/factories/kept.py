"""What many tests begin with: made once in a process, and put back as rows for every test after the first."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from time_machine import escape_hatch

Made = TypeVar("Made")
Rows = dict[type[models.Model], list[models.Model]]


@dataclass
class Kept(Generic[Made]):
    """`make()` writes rows and says what it made; the rows are all that the database holds afterwards.

    Where there are rows already, somebody travels in time, or seals and passwords are made otherwise, it is made
    afresh: then the rows would not be the same.
    """

    make: Callable[[], Made]
    made: Made | None = None
    rows: Rows | None = None
    secrets: tuple[Any, ...] = ()

    def given(self) -> Made:
        if escape_hatch.is_travelling() or any(model._base_manager.exists() for model in _models()):
            return self.make()
        secrets = (settings.AUDIT_KEY, tuple(settings.PASSWORD_HASHERS))
        if self.made is None or self.rows is None or secrets != self.secrets:
            made = self.make()
            self.made, self.rows, self.secrets = deepcopy(made), _rows(), secrets
            return made
        _write(self.rows)
        return deepcopy(self.made)


def _rows() -> Rows:
    """All rows of the portal's own models."""
    found = {model: list(model._base_manager.all()) for model in _models()}
    return {model: rows for model, rows in found.items() if rows}


def _models() -> list[Any]:
    return [model for it in apps.get_app_configs() if it.name.startswith("apps.") for model in it.get_models(True)]


def _write(rows: Rows) -> None:
    with transaction.atomic():
        for model, instances in rows.items():
            model._base_manager.bulk_create(deepcopy(instances))
    if statements := connection.ops.sequence_reset_sql(no_style(), list(rows)):
        with connection.cursor() as cursor:
            cursor.execute("\n".join(statements))
