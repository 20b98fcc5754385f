"""Sent twice, made once: every form that makes something carries a token, and the first to use it wins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.forms import ServiceForm
from apps.core.models import SentForm

M = TypeVar("M")

#: How long a page may lie open before its form, sent a second time, would make a second thing.
KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Made:
    """Where a form leads, and whether it was this sending that made something."""

    address: str
    first: bool


def made_once(token: UUID, make: Callable[[], M], address_of: Callable[[M], str]) -> Made:
    """Carry out `make` unless the token was used; whoever comes second is led to what the first one made.

    A second sender waits for the first; where the first was refused, nothing was used.  Passes on what `make` raises.
    """
    with transaction.atomic():
        sent, first = SentForm.objects.get_or_create(token=token)
        if first:
            sent.led_to = address_of(make())
            sent.save()
        return Made(sent.led_to, first)


def forget_sent_forms(*, now: datetime | None = None) -> int:
    """Remove the tokens that no open page can still send; returns how many."""
    removed, _by_model = SentForm.objects.filter(sent_at__lt=(now or timezone.now()) - KEPT).delete()
    return removed


class OnceForm(ServiceForm):
    """A form that makes something new; render `{{ form.once }}` in it."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def make_once(self, make: Callable[[], M], address_of: Callable[[M], str]) -> Made | None:
        """What `made_once` says; None where the service refused and the form says why."""
        try:
            return made_once(self.cleaned_data.get("once") or uuid4(), make, address_of)
        except ValidationError as refusal:
            self.blame(refusal)
            return None
