"""What an organisation leads when it is closed: passed on to the one that it was merged into, else ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.accounts.models import User
from apps.audit.changes import difference, filled
from apps.audit.services import Act, record_many
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.recorded import facts_of


@dataclass(frozen=True, slots=True)
class LinksClosed:
    """How many leading links were passed on to a successor, and how many ended."""

    passed_on: int = 0
    ended: int = 0


@transaction.atomic
def leading_links_close(organisations: Iterable[Organisation], *, by: User | None) -> LinksClosed:
    """Let no closed organisation lead or be led from its closing day on.

    Where it was merged into a Party organisation that is open then, this one leads from that day; else the link ends
    and the mass organisation is without a leader.  A link that would have begun later goes whole.
    """
    closed = {it.pk: it for it in organisations if it.closed is not None}
    passed_on = ended = 0
    acts = []
    for link in _links_beyond(closed):
        leader_closed = closed.get(link.leader_id)
        day = min(it.closed for pk in (link.leader_id, link.led_id) if (it := closed.get(pk)) and it.closed)
        successor = _successor(leader_closed, link, day) if leader_closed else None
        before = facts_of(link)
        until, begins = link.end, max(link.start, day)
        if link.start >= day:
            link.delete()
            acts.append(_act("leading.removed", link, before=before))
        else:
            link.end = day
            link.save(by=by)
            was, became = difference(before, facts_of(link))
            acts.append(_act("leading.updated", link, before=was, after=became))
        if successor is None:
            ended += 1
            continue
        begun = {"start": begins, "end": until, "basis": link.basis, "recorded_by": by}
        new = LeadingLink.objects.create(leader=successor, led=link.led, **begun)
        acts.append(_act("leading.created", new, after=filled(facts_of(new))))
        passed_on += 1
    record_many(acts, by=by)
    return LinksClosed(passed_on, ended)


def _act(action: str, link: LeadingLink, **facts: dict[str, Any]) -> Act:
    return Act(action, f"{link.leader.code} → {link.led.code}", link.led.code, **facts)


def _links_beyond(closed: dict[int, Organisation]) -> list[LeadingLink]:
    """The links of these organisations that hold on or after their closing day."""
    rows = (
        LeadingLink.objects.counted().filter(Q(leader__in=closed) | Q(led__in=closed)).select_related("leader", "led")
    )
    return [link for link in rows.select_for_update(of=("self",)).order_by("pk") if _reaches(link, closed)]


def _reaches(link: LeadingLink, closed: dict[int, Organisation]) -> bool:
    days = [it.closed for pk in (link.leader_id, link.led_id) if (it := closed.get(pk)) and it.closed]
    return link.end is None or link.end > min(days)


def _successor(leader: Organisation, link: LeadingLink, day: date) -> Organisation | None:
    into = leader.merged_into
    if into is None or into.kind not in PARTY_KINDS or (into.closed is not None and into.closed <= day):
        return None
    led_closed = link.led.closed
    return into if led_closed is None or led_closed > day else None
