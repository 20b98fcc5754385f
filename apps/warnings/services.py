"""Raising warnings and letting them go by themselves; confirming, answering and lifting them by hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record, record_many
from apps.core.calendar import today, valid_on
from apps.core.versioning import StaleVersion, lock_version
from apps.organisations.models import Placement
from apps.organisations.sets import exists_on
from apps.warnings.levels import Kept, Levels
from apps.warnings.models import EarlyWarning, WarningRule
from apps.warnings.names import RANKS
from apps.warnings.rules import RULES, Found

BATCH = 1000


class Key(NamedTuple):
    """What there is one lasting warning of."""

    organisation: int
    rule: str
    subject: str


class Due(NamedTuple):
    """What is to be warned of, and in which colour."""

    found: Found
    severity: str


class Outcome(NamedTuple):
    """How many warnings a run raised, changed and let go."""

    raised: int
    changed: int
    gone: int


@transaction.atomic
def warnings_raise(*, on: date) -> Outcome:
    """Raise what there is to warn of on a day, and lift what is no longer so.  Run again it does nothing more.

    A warning that grows graver makes room for a new one: what was confirmed, answered or lifted was the lighter one.
    Of two runs at once the key in the database lets one raise a warning.
    """
    run = uuid4()
    lasting = list(EarlyWarning.objects.lasting().select_for_update(of=("self",)).select_related("organisation"))
    due = _due(on)
    known = {Key(it.organisation_id, it.rule, it.subject): it for it in lasting}
    graver = {key for key, it in known.items() if key in due and RANKS[due[key].severity] > RANKS[it.severity]}
    gone = _let_go([it for key, it in known.items() if key not in due or key in graver], on)
    changed = _change({it: due[key] for key, it in known.items() if key in due and key not in graver})
    new = [
        EarlyWarning(
            organisation_id=key.organisation,
            rule=key.rule,
            subject=key.subject,
            severity=it.severity,
            facts=dict(it.found.facts),
            raised_on=on,
            run=run,
        )
        for key, it in due.items()
        if key not in known or key in graver
    ]
    EarlyWarning.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    raised = list(EarlyWarning.objects.filter(run=run).select_related("organisation")) if new else []
    record_many((_act("warning.raised", it) for it in raised), by=None)
    return Outcome(len(raised), changed, gone)


def _due(on: date) -> dict[Key, Due]:
    """What is to be warned of on the day, of organisations that exist.  Two queries, and those of the rules."""
    rules = WarningRule.objects.counted().filter(valid_on(on)).order_by("pk")
    levels = Levels(Kept(it.organisation_id, it.rule, it.severity, it.number if it.raised else None) for it in rules)
    there = Placement.objects.on(on).filter(exists_on(on))
    places = {code: (pk, path) for code, pk, path in there.values_list("organisation__code", "organisation", "path")}
    due: dict[Key, Due] = {}
    for rule in RULES:
        for it in rule(on):
            if it.code in places:
                organisation, path = places[it.code]
                if severity := levels.severity(it.rule, path, it.value):
                    due[Key(organisation, it.rule, it.subject)] = Due(it, severity)
    return due


def _let_go(gone: Iterable[EarlyWarning], on: date) -> int:
    """The cause of these is there no more; those that nobody has lifted lift themselves."""
    gone = list(gone)
    for it in gone:
        it.gone_on, it.lifted_on = on, it.lifted_on or on
    EarlyWarning.objects.bulk_update(gone, ["gone_on", "lifted_on"], batch_size=BATCH)
    record_many((_act("warning.gone", it) for it in gone), by=None)
    return len(gone)


def _change(lasting: Mapping[EarlyWarning, Due]) -> int:
    """Say of these what has become of them; none is graver than it was."""
    changed = [it for it, due in lasting.items() if (it.severity, it.facts) != (due.severity, dict(due.found.facts))]
    acts = [_act("warning.changed", it) for it in changed]
    for it in changed:
        it.severity, it.facts = lasting[it].severity, dict(lasting[it].found.facts)
    EarlyWarning.objects.bulk_update(changed, ["severity", "facts"], batch_size=BATCH)
    record_many(acts, by=None)
    return len(changed)


@transaction.atomic
def warning_confirm(*, warning: EarlyWarning, by: User) -> EarlyWarning:
    """Somebody of the township has looked at it: it is so."""
    current = _open(warning)
    if current.confirmed_on is None:
        current.confirmed_on, current.confirmed_by = today(), by
        current.save(by=by)
        record(_act("warning.confirmed", current), by=by)
    return current


@transaction.atomic
def warning_unconfirm(*, warning: EarlyWarning, version: int, by: User) -> EarlyWarning:
    """Undo a confirmation, seen in `version`.  Raises `StaleVersion`, and `ValidationError` once it is lifted."""
    current = _open(warning, version)
    if current.confirmed_on is None:
        raise StaleVersion(current)
    current.confirmed_on = current.confirmed_by = None
    current.save(by=by)
    record(_act("warning.unconfirmed", current), by=by)
    return current


@transaction.atomic
def warning_answer(*, warning: EarlyWarning, version: int | None, answer: str, by: User) -> EarlyWarning:
    """Say which corrective action is taken; a later answer takes the place of the former one.

    Raises `StaleVersion` where somebody else changed it after it was shown in this version.
    """
    if not answer.strip():
        raise ValidationError({"answer": _("Enter what is being done.")})
    current = _open(warning, version)
    if current.answer != answer.strip():
        current.answer, current.answered_on, current.answered_by = answer.strip(), today(), by
        current.save(by=by)
        record(_act("warning.answered", current, answer=current.answer), by=by)
    return current


@transaction.atomic
def warning_lift(*, warning: EarlyWarning, reason: str, by: User) -> EarlyWarning:
    """Lift it although its cause may last: it is raised again only where it grows graver, or comes anew."""
    if not reason.strip():
        raise ValidationError({"reason": _("Enter why it is lifted.")})
    current = _open(warning)
    current.lifted_on, current.lifted_by, current.lifted_reason = today(), by, reason.strip()
    current.save(by=by)
    record(_act("warning.lifted", current, reason=current.lifted_reason), by=by)
    return current


@transaction.atomic
def warning_restore(*, warning: EarlyWarning, version: int, by: User) -> EarlyWarning:
    """Undo that somebody lifted it, seen in `version`.  Raises `StaleVersion`, also once its cause has gone."""
    current: EarlyWarning = lock_version(_rows(), warning.pk, version)
    if current.lifted_by is None or current.gone_on is not None:
        raise StaleVersion(current)
    current.lifted_on = current.lifted_by = None
    current.lifted_reason = ""
    current.save(by=by)
    record(_act("warning.restored", current), by=by)
    return current


def _rows() -> "QuerySet[EarlyWarning]":
    return EarlyWarning.objects.select_related("organisation")


def _open(warning: EarlyWarning, version: int | None = None) -> EarlyWarning:
    current: EarlyWarning = lock_version(_rows(), warning.pk, version)
    if not current.is_open:
        raise ValidationError(_("This warning has been lifted meanwhile."))
    return current


def _act(action: str, warning: EarlyWarning, **more: str) -> Act:
    code = warning.organisation.code
    told = {name: getattr(warning, name) for name in warning.TOLD}
    return Act(action, f"{code} {warning}", code, after={**told, **more})
