"""Undo: the message that tells of an act carries the button that takes it back, while nobody went on from there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from apps.core.ids import read_id
from apps.core.versioning import StaleVersion


def say_done(request: HttpRequest, said: str, *, undo: str, version: int | None = None) -> None:
    """Say what was done; its button posts to `undo`, the address of the reverse act, the version that came about.

    No address, no button: where a closed month depends on it, nothing is undone by the way.
    """
    context: dict[str, Any] = {"said": said, "address": undo, "version": version}
    messages.success(request, render_to_string("components/undo.html", context, request) if undo else said)


def take_back(request: HttpRequest, reverse_act: Callable[[int], object], said: str) -> None:
    """Carry out the reverse act on the version that was posted, and say so, or why not."""
    try:
        # Without a version nothing is known of what was seen: no row has version 0.
        reverse_act(read_id(request.POST.get("version", "")) or 0)
    except StaleVersion:
        messages.warning(request, _("Somebody has gone on from there meanwhile: it cannot be undone any more."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
