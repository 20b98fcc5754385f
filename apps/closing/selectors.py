"""What the pages about proposals show."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from apps.accounts.models import User
from apps.closing.kinds import FactKind, Stored, kinds
from apps.closing.models import Act, Proposal
from apps.closing.querysets import ProposalQuerySet
from apps.closing.standing import powers_over
from apps.organisations.access import may
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was when the change was proposed, as it is proposed, and as it stands now."""

    label: Any
    old: str
    new: str
    now: str

    @property
    def is_stale(self) -> bool:
        return self.now != self.old


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal with everything that whoever decides looks at; `now` is None for an addition and a fact gone."""

    proposal: Proposal
    title: Any
    address: str
    lines: list[Line]
    now: Stored | None
    may_decide: bool
    may_withdraw: bool

    @property
    def is_stale(self) -> bool:
        """Whether the fact changed, or went, after the change was proposed."""
        if not self.proposal.is_open or self.proposal.act == Act.ADD:
            return False
        return self.now is None or self.now.version != self.proposal.version

    @property
    def is_gone(self) -> bool:
        return self.is_stale and (self.now is None or not self.now.counts)


def visible_proposals(user: User, kind: str = "") -> ProposalQuerySet:
    """Everything that `user` may see, with people and organisations at hand; with `kind` as `visible_to` says."""
    rows: ProposalQuerySet = Proposal.objects.visible_to(user, "proposal.view", kind).select_related("by", "decided_by")
    return rows.prefetch_related(Prefetch("organisations", Organisation.objects.order_by("code")))


def to_decide(user: User) -> int:
    """How many proposals wait for `user`.  One query, none for whoever decides nowhere."""
    if not may(user, "proposal.decide"):
        return 0
    return Proposal.objects.visible_to(user, "proposal.decide").open().exclude(by=user).count()


def waiting(user: User, kind: str) -> list[str]:
    """The keys of the facts of a kind for which something is proposed; one that is empty for each addition."""
    found = Proposal.objects.visible_to(user, "proposal.view", kind).open().order_by()
    return list(found.values_list("key", flat=True))


def shown_to(user: User, proposals: Sequence[Proposal]) -> list[Shown]:
    """These proposals (of `visible_proposals`) as `user` sees them.  Two queries, and those of each kind."""
    stored = _stored(proposals)
    places = {it.pk: {place.pk for place in it.organisations.all()} for it in proposals}
    powers = powers_over(set().union(*places.values()), user) if proposals else None
    shown = []
    for it in proposals:
        kind, now = kinds()[it.kind], stored.get((it.kind, it.key))
        mine = powers is not None and powers.proposed.issuperset(places[it.pk])
        shown.append(
            Shown(
                proposal=it,
                title=kind.title,
                address=kind.address(it.key) if it.key else "",
                lines=list(_lines(it, kind, now)),
                now=now,
                may_decide=it.is_open and it.by_id != user.pk and bool(powers and powers.decides(places[it.pk])),
                may_withdraw=it.is_open and mine,
            )
        )
    return shown


def _stored(proposals: Iterable[Proposal]) -> dict[tuple[str, str], Stored]:
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for it in proposals:
        if it.key and it.is_open:
            keys[it.kind].add(it.key)
    return {(kind, key): now for kind, some in keys.items() for key, now in kinds()[kind].stored(some).items()}


def _lines(proposal: Proposal, kind: FactKind, now: Stored | None) -> Iterable[Line]:
    """The fields that a change changes; of an addition and a withdrawal all that are filled."""
    names = {it.code: it.name for it in proposal.organisations.all()}
    current: Mapping[str, Any] = now.facts if now else proposal.old
    for field, label in kind.labels.items():
        old, new, stands = (_text(kind, field, facts, names) for facts in (proposal.old, proposal.new, current))
        if proposal.act == Act.CHANGE and proposal.old.get(field) == proposal.new.get(field):
            continue
        if old or new:
            yield Line(label, old, new, stands)


def _text(kind: FactKind, field: str, facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    value = facts.get(field)
    if field == kind.organisations:
        codes: Collection[str] = [value] if isinstance(value, str) else value or ()
        return "、".join(names.get(code, code) for code in codes)
    return "" if value is None else kind.text(field, value)
