"""Readings for whoever watches over the portal: an app names its own in `settings.GAUGES`."""

from typing import NamedTuple


class Gauge(NamedTuple):
    """One reading, by the values of `label` or as a whole (label and key empty)."""

    name: str
    explains: str
    values: dict[str, float]
    label: str = ""
