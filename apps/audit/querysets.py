"""The vocabulary of reads of the audit log, which can only grow."""

from datetime import datetime
from typing import Any, NoReturn

from django.db import models


class AppendOnly(TypeError):
    """Somebody tried to change or delete an audit entry: a slip in the program, never a refusal."""

    def __init__(self) -> None:
        super().__init__("The audit log can only grow; old entries go with prune_audit.")


class EntryQuerySet(models.QuerySet[Any]):
    def before(self, moment: datetime) -> "EntryQuerySet":
        """Those that were written before a moment."""
        return self.filter(at__lt=moment)

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly
