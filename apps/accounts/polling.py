"""Views that a page asks by itself, again and again: nobody uses the portal by that."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def polled(view: View) -> View:
    """Mark a view whose answers keep nobody signed in (`middleware.idle`)."""
    view.polled = True  # type: ignore[attr-defined]
    return view


def asks_by_itself(view: Callable[..., object]) -> bool:
    return getattr(view, "polled", False)
