"""Entering webhooks, noting what they are to be told, and telling them."""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.models import Entry, Link
from apps.audit.services import Act, record
from apps.core.batches import BATCH
from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import path_range
from apps.webhooks.models import Delivery, DeliveryState, Event, Hook
from apps.webhooks.sending import NotAllowed, Unreachable, check_address, send

MOST = 10
#: After the first attempt, the second, …; then it is given up.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
#: So long an attempt is somebody's: a worker that is killed meanwhile holds it up no longer.
CLAIM = timedelta(minutes=2)
#: So many are told in one go, and so long what was told is kept.
AT_ONCE, KEPT = 200, timedelta(days=90)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def hook_add(*, organisation: Organisation, address: str, events: Iterable[str], secret: str, by: User) -> Hook:
    """Tell `address` of what happens from now on.  Raises `ValidationError` by field."""
    try:
        check_address(address)
    except NotAllowed as refusal:
        raise ValidationError({"address": str(refusal)}) from None
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if Hook.objects.current().filter(organisation=organisation).count() >= MOST:
        raise ValidationError(_("There are %(count)d webhooks. Withdraw one first.") % {"count": MOST})
    told = sorted({str(Event(it)) for it in events})
    position = _last_number()
    hook = Hook.objects.create(
        organisation=organisation, address=address, events=told, secret=secret, position=position, added_by=by
    )
    record(Act("webhook.added", address[:120], organisation.code, after={"address": address, "events": told}), by=by)
    return hook


@transaction.atomic
def hook_end(*, hook: Hook, by: User) -> bool:
    """Tell it nothing more; whether it was told until now."""
    if not Hook.objects.current().filter(pk=hook.pk).update(ended_at=timezone.now()):
        return False
    record(Act("webhook.ended", hook.address[:120], hook.organisation.code), by=by)
    return True


@transaction.atomic
def deliveries_note() -> int:
    """Write down what each webhook is to be told of all that was chained since it was last looked at; how much it is.

    What is chained is committed and keeps its number: nothing is passed by, and nothing told twice.
    """
    made, last = 0, _last_number()
    for hook in Hook.objects.current().select_for_update().filter(position__lt=last):
        made += len(Delivery.objects.bulk_create(_of(hook, last), BATCH))
        Hook.objects.filter(pk=hook.pk).update(position=last)
    return made


def deliveries_send(*, now: datetime) -> int:
    """Tell what is due; how many were received.  Each attempt is one worker's.

    Who does not take one is told nothing more in this go: nobody waits behind an address that does not answer.
    """
    received = 0
    silent: set[int] = set()
    for delivery in Delivery.objects.due(now).select_related("hook")[:AT_ONCE]:
        if delivery.hook_id in silent:
            continue
        if Delivery.objects.due(now).filter(pk=delivery.pk).update(next_at=now + CLAIM):
            if _attempt(delivery, now):
                received += 1
            else:
                silent.add(delivery.hook_id)
    return received


def deliveries_forget(*, now: datetime) -> int:
    """Remove what was told or given up long ago; how much it was."""
    removed, _by_model = Delivery.objects.exclude(state=DeliveryState.WAITING).filter(next_at__lt=now - KEPT).delete()
    return removed


def _last_number() -> int:
    return Link.objects.aggregate(last=Max("number"))["last"] or 0


def _of(hook: Hook, last: int) -> list[Delivery]:
    """What a webhook is to be told of the links up to `last`: of its events, at and below its organisation."""
    chained = Link.objects.filter(number__gt=hook.position, number__lte=last).values("entry_id")
    entries = Entry.objects.filter(pk__in=chained, action__in=hook.events, organisation_code__in=_codes_below(hook))
    return [
        Delivery(hook=hook, entry_id=entry.pk, body=_body(entry), next_at=entry.at) for entry in entries.order_by("pk")
    ]


def _codes_below(hook: Hook) -> Any:
    """The codes of the organisations that stand, or stood last, at or below that of the webhook."""
    places = Placement.objects.filter(organisation=hook.organisation).order_by("-start", "-pk")
    low, high = path_range(places.values_list("path", flat=True)[:1].get())
    below = Placement.objects.filter(end__isnull=True, path__gte=low, path__lt=high)
    return below.values("organisation__code")


def _body(entry: Entry) -> dict[str, Any]:
    """What is told: that something happened, where and to what.  Nobody's name, no figure: who may, asks for them."""
    return {
        "id": str(entry.reference),
        "event": entry.action,
        "at": entry.at.isoformat(),
        "organisation": entry.organisation_code,
        "object": entry.target,
    }


def _attempt(delivery: Delivery, now: datetime) -> bool:
    """Whether it was received.  What may be otherwise later is tried again; what the other side refuses is not."""
    hook, body = delivery.hook, json.dumps(delivery.body, ensure_ascii=False).encode()
    try:
        status = send(hook.address, hook.secret, delivery.body["event"], body)
    except Unreachable as fault:
        return _note(delivery, str(fault), now, again=True)
    except NotAllowed as refusal:
        return _note(delivery, str(refusal), now, again=False)
    if 200 <= status < 300:
        done = {"state": DeliveryState.DONE, "done_at": now, "answer": str(status)}
        Delivery.objects.filter(pk=delivery.pk).update(attempts=delivery.attempts + 1, **done)
        return True
    return _note(delivery, str(status), now, again=status == 429 or status >= 500)


def _note(delivery: Delivery, answer: str, now: datetime, *, again: bool) -> bool:
    """Note a failed attempt, and when the next one is."""
    attempts = delivery.attempts + 1
    more = again and attempts <= len(PAUSES)
    state = DeliveryState.WAITING if more else DeliveryState.FAILED
    next_at = now + PAUSES[attempts - 1] if more else now
    Delivery.objects.filter(pk=delivery.pk).update(state=state, attempts=attempts, answer=answer[:60], next_at=next_at)
    return False
