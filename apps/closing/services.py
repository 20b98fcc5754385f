"""Closing and reopening months; making, accepting, refusing and taking back proposals."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act as AuditAct
from apps.audit.services import record
from apps.closing.kinds import kinds
from apps.closing.models import Act, ClosedMonth, Proposal, ProposalState
from apps.closing.standing import hold_months, powers_over
from apps.organisations.models import Organisation


@transaction.atomic
def months_close(months: Iterable[ClosedMonth]) -> None:
    """Close these months.  Call in the transaction that approves them; it is audited there."""
    months = list(months)
    hold_months({it.organisation_id for it in months})
    ClosedMonth.objects.bulk_create(months, batch_size=1000, ignore_conflicts=True)


@transaction.atomic
def month_reopen(*, filer: Organisation, year: int, month: int) -> None:
    """Open the facts again that the month of `filer` closed.  Call in the transaction that reopens it.

    What was proposed meanwhile stays proposed until it is decided or taken back.
    """
    rows = ClosedMonth.objects.filter(filer=filer, year=year, month=month)
    hold_months(set(rows.values_list("organisation", flat=True)))
    rows.delete()


@transaction.atomic
def proposal_make(
    *,
    kind: str,
    act: Act,
    organisations: Collection[Organisation],
    day: date,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    reason: str,
    by: User,
    key: str = "",
    version: int | None = None,
) -> Proposal:
    """Propose something for a fact in a closed month.  The owning app has checked that it would be a good fact.

    Raises `ValidationError` without a reason, and where something is proposed for the fact already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Enter why it is changed after the month was approved.")})
    proposal = Proposal(
        kind=kind, act=act, key=key, version=version, day=day, old=old, new=new, reason=reason.strip()[:300], by=by
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as twice:
        sentence = _("A change of this record is proposed already. Take that back, or wait for the decision.")
        raise ValidationError(sentence) from twice
    proposal.organisations.set(organisations)
    _note("proposal.made", proposal, by, reason=proposal.reason)
    return proposal


@transaction.atomic
def proposal_accept(*, proposal: Proposal, version: int | None, by: User, answer: str = "") -> Proposal:
    """Carry a proposal out, on the fact as `by` saw it in `version`; what the proposal leaves alone stays.

    Raises `ValidationError` where it is decided already, where `by` does not decide there, and what the owning app
    says against it.
    """
    current = _locked(proposal)
    _require_power(current, by)
    current.key = kinds()[current.kind].apply(current, version=version, by=by)
    return _decide(current, ProposalState.ACCEPTED, by, answer)


@transaction.atomic
def proposal_refuse(*, proposal: Proposal, by: User, answer: str) -> Proposal:
    """Let the fact stand as it is, with a reason."""
    if not answer.strip():
        raise ValidationError({"answer": _("Enter why it is refused.")})
    current = _locked(proposal)
    _require_power(current, by)
    return _decide(current, ProposalState.REFUSED, by, answer)


@transaction.atomic
def proposal_withdraw(*, proposal: Proposal, by: User) -> Proposal:
    """Take a proposal back: whoever may propose for all its organisations, so that a successor may too."""
    current = _locked(proposal)
    places = set(current.organisations.values_list("pk", flat=True))
    if not powers_over(places, by).proposed.issuperset(places):
        raise ValidationError(_("Only whoever files for these organisations takes this back."))
    return _decide(current, ProposalState.WITHDRAWN, by, "")


def _locked(proposal: Proposal) -> Proposal:
    current: Proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not current.is_open:
        raise ValidationError(_("This has been decided or taken back already."))
    return current


def _require_power(proposal: Proposal, by: User) -> None:
    places = set(proposal.organisations.values_list("pk", flat=True))
    if proposal.by_id == by.pk or not powers_over(places, by).decides(places):
        raise ValidationError(_("Nobody decides on what they proposed, or for an organisation for which they file."))


def _decide(proposal: Proposal, state: ProposalState, by: User, answer: str) -> Proposal:
    proposal.state, proposal.answer = state, answer.strip()[:300]
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save()
    _note(_CODES[state], proposal, by, reason=proposal.answer)
    return proposal


_CODES = {
    ProposalState.ACCEPTED: "proposal.accepted",
    ProposalState.REFUSED: "proposal.refused",
    ProposalState.WITHDRAWN: "proposal.withdrawn",
}


def _note(code: str, proposal: Proposal, by: User, *, reason: str) -> None:
    fields = sorted({*proposal.old, *proposal.new})
    changed = [name for name in fields if proposal.old.get(name) != proposal.new.get(name)]
    before = {name: value for name in changed if (value := proposal.old.get(name)) not in (None, "")}
    after = {name: value for name in changed if (value := proposal.new.get(name)) not in (None, "")}
    details = {"act": proposal.act, **after, **({"reason": reason} if reason else {})}
    host = min((it.code for it in proposal.organisations.all()), default="")
    target = proposal.key or proposal.day.isoformat()
    record(AuditAct(code, f"{proposal.kind} {target}", host, before=before, after=details), by=by)
