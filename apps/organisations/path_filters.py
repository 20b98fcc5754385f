"""Paths of the tree as conditions of queries."""

from collections.abc import Iterable

from django.db.models import Q

from apps.organisations.tree import path_range


def within_paths(paths: Iterable[str], prefix: str = "") -> Q:
    """What stands at or below one of `paths`; empty without any.  `prefix` leads to the place (``"placements__"``)."""
    condition = Q()
    for path in paths:
        low, high = path_range(path)
        condition |= Q(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})
    return condition
