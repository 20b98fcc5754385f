"""Merging, splitting and dissolving organisations: all that it means in one transaction, or nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.closing.standing import require_open
from apps.core.seen import Changed
from apps.core.versioning import lock_version
from apps.organisations.handing_over import Fate, Going, Succession, hand_over
from apps.organisations.kinds import Closing
from apps.organisations.models import Organisation
from apps.organisations.selectors import parent_on
from apps.organisations.services import children_pass_on, organisation_create, organisation_end


class Way(models.TextChoices):
    MERGE = "merge", gettext_lazy("merge it into another")
    SPLIT = "split", gettext_lazy("split it")
    DISSOLVE = "dissolve", gettext_lazy("dissolve it")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An organisation that a split makes, of the kind of the one that is split."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: `heir` is whom it is merged into, or who takes over what is open after a dissolution.

    A split into one newcomer leaves the organisation beside it, one into two ends it.  `chosen` says of single things
    who gets them (keys and codes, see `Succession`).
    """

    way: Way
    on: date
    approval_number: str
    reason: str
    heir: Organisation | None = None
    newcomers: Sequence[Newcomer] = ()
    chosen: Mapping[str, str] | None = None

    @property
    def closes(self) -> bool:
        return self.way != Way.SPLIT or len(self.newcomers) > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of everything that was open, and the seal by which that can be asked for again."""

    goings: list[Going]
    heirs: tuple[Organisation, ...]
    seal: str


@transaction.atomic
def organisation_reorganise(
    *,
    organisation: Organisation,
    decision: Decision,
    by: User | None,
    version: int | None = None,
    seen: str | None = None,
) -> Outcome:
    """Carry a decision out from its day on.

    `seen` is the seal of the preview: where the outcome would be another one, nothing is done.  Raises
    `ValidationError` by field, `StaleVersion`, `core.seen.Changed`.
    """
    giver = lock_version(Organisation.objects.all(), organisation.pk, version)
    _check(giver, decision)
    heirs = _found(giver, decision, by) if decision.way == Way.SPLIT else _heirs(giver, decision)
    lasting, chosen = decision.way != Way.DISSOLVE, decision.chosen or {}
    succession = Succession(giver, decision.on, heirs, decision.closes, lasting, chosen)
    goings = [*children_pass_on(succession, by=by), *hand_over(succession, by=by)]
    outcome = Outcome(goings, heirs, _seal_of(giver, decision, goings))
    if seen is not None and seen != outcome.seal:
        raise Changed
    require_open(by, {place for going in goings for place in going.places}, decision.reason)
    if decision.closes:
        _end(giver, decision, by)
    else:
        giver.save(by=by)
    record(_act(giver, decision, outcome), by=by)
    return outcome


def _check(giver: Organisation, decision: Decision) -> None:
    errors = {}
    if giver.closed is not None:
        raise ValidationError(_("This organisation is closed already."))
    if not decision.approval_number.strip():
        errors["approval_number"] = _("Enter the number of the approval.")
    if not decision.reason.strip():
        errors["reason"] = _("Enter a reason.")
    if giver.opened is not None and decision.on <= giver.opened:
        errors["on"] = _("The organisation itself was opened later than that.")
    if errors:
        raise ValidationError(errors)


def _heirs(giver: Organisation, decision: Decision) -> tuple[Organisation, ...]:
    """Whom it is merged into; after a dissolution whoever was named, else the organisation above."""
    heir = decision.heir or (parent_on(giver, decision.on) if decision.way == Way.DISSOLVE else None)
    if heir is None and decision.way == Way.MERGE:
        raise ValidationError({"heir": _("Enter the organisation that it was merged into.")})
    if heir is None:
        return ()
    heir = Organisation.objects.select_for_update().get(pk=heir.pk)
    if heir.pk == giver.pk:
        raise ValidationError({"heir": _("An organisation cannot be merged into itself.")})
    if heir.closed is not None or (heir.opened is not None and heir.opened > decision.on):
        raise ValidationError({"heir": _("This organisation does not exist on that day, or is going to be closed.")})
    return (heir,)


def _found(giver: Organisation, decision: Decision, by: User | None) -> tuple[Organisation, ...]:
    """The organisations that a split makes, beside the one that is split."""
    if not decision.newcomers:
        raise ValidationError({"code_1": _("Enter code and name of the new organisation.")})
    parent, alike = parent_on(giver, decision.on), {"kind": giver.kind, "sector": giver.sector}
    made = []
    for number, it in enumerate(decision.newcomers, 1):
        details = {**alike, "graded": giver.graded, "setting": giver.setting, "opened": decision.on}
        details |= {"founding_number": decision.approval_number, "split_from": giver}
        try:
            made.append(organisation_create(parent=parent, by=by, code=it.code, name=it.name, **details))
        except ValidationError as error:
            raise ValidationError({f"code_{number}": error.messages}) from error
    return tuple(made)


def _end(giver: Organisation, decision: Decision, by: User | None) -> None:
    merged = decision.way == Way.MERGE
    organisation_end(
        organisation=giver,
        on=decision.on,
        closing=Closing.MERGED if merged else Closing.DISSOLVED,
        merged_into=decision.heir if merged else None,
        approval_number=decision.approval_number,
        by=by,
    )


def _seal_of(giver: Organisation, decision: Decision, goings: Iterable[Going]) -> str:
    """A digest of what a preview shows: the decision, and of everything the version and what becomes of it."""
    heir = decision.heir.code if decision.heir else ""
    newcomers = [[it.code, it.name] for it in decision.newcomers]
    decided = [giver.code, decision.way, decision.on.isoformat(), heir, newcomers, decision.approval_number]
    told = sorted([it.key, it.version, it.fate.value, it.heir.code if it.heir else ""] for it in goings)
    return sha256(json.dumps([decided, told]).encode()).hexdigest()


def _act(giver: Organisation, decision: Decision, outcome: Outcome) -> Act:
    """One entry that names everything: who gets what, and what ended."""
    after = {
        "on": decision.on.isoformat(),
        "approval_number": decision.approval_number,
        "reason": decision.reason,
        "heirs": [it.code for it in outcome.heirs],
        "moved": [[it.key, it.heir.code] for it in outcome.goings if it.fate is Fate.MOVES and it.heir],
        "ended": [it.key for it in outcome.goings if it.fate is Fate.ENDS],
    }
    return Act(_ACTS[decision.way], str(giver), giver.code, after=after)


_ACTS = {
    Way.MERGE: "organisation.merged",
    Way.SPLIT: "organisation.split",
    Way.DISSOLVE: "organisation.dissolved",
}
