"""A record of a register as the demonstration plans it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record to be: register, organisation and fields as they stand at the end of the year."""

    register: str
    organisation: str
    fields: Mapping[str, Any]
