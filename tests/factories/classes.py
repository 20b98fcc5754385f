"""Every class of the portal of a kind."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import apps


def ours(base: type) -> list[Any]:
    """Those below `base`, by name, whether or not anything has asked for their module."""
    _everything_is_loaded()
    return sorted({it for it in _below(base) if it.__module__.startswith("apps.")}, key=lambda it: it.__qualname__)


@cache
def _everything_is_loaded() -> None:
    for module in pkgutil.walk_packages(apps.__path__, "apps."):
        if "migrations" not in module.name and "management" not in module.name:
            importlib.import_module(module.name)


def _below(base: type) -> Iterator[type]:
    found: type
    for found in base.__subclasses__():
        yield found
        yield from _below(found)
