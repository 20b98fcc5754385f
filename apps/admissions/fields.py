"""The number of a case: whoever has none yet is given one."""

from typing import Any

from django.db import models


class NumberField(models.CharField):  # type: ignore[type-arg]
    """A number that a form may leave to the portal; a workbook has it."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"required": False, **kwargs})
