"""Who has signed for a plan and who has not, and what was revised since it was given out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from apps.core.amount import plain
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.organisations.sets import MASS_KINDS
from apps.plans.models import Indicator, Plan, Revision, Signature, Target
from apps.plans.natures import Applies
from apps.plans.selectors.letters import Letter, letters_of

_OF_MASS = {Applies.MASS.value, Applies.LEAGUE.value}
#: Of what a revision made or took away only these are told: the rest says which row it was.
_TOLD = {"value": Target, "due": Target, "responsible": Target}


class Change(NamedTuple):
    """A line of a revision: of what, which field, what it was and what it is."""

    subject: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with its letter and its last signature, which may have lapsed."""

    organisation: Organisation
    letter: Letter
    signature: Signature | None

    @property
    def is_signed(self) -> bool:
        """Also what passed on at a reorganisation, which is no revision, must have been agreed."""
        its = self.signature
        return its is not None and its.lapsed is None and self.letter.is_covered_by(its.agreed)


class Inclusion(NamedTuple):
    """How far the plan takes in the work of the mass organisations (M027 M035): indicators, weight, signatures."""

    indicators: int
    weight: int
    whole_weight: int
    signed: int
    asked: int


@dataclass(frozen=True, slots=True)
class Signing:
    rows: list[Row]
    lacking: list[str]
    revisions: list[tuple[Revision, list[Change]]]
    mass: Inclusion

    @property
    def signed(self) -> int:
        return sum(row.is_signed for row in self.rows)


def signing_of(plan: Plan) -> Signing:
    """The organisations in the official order, those that have a target.  Ten queries."""
    letters = letters_of(plan)
    last: dict[int, Signature] = {}
    for signature in plan.signatures.select_related("signed_by").order_by("pk"):
        last[signature.organisation_id] = signature
    known = Organisation.objects.filter(pk__in=letters.by_organisation)
    ordered = sorted(known, key=lambda it: official_order(it.sector, it.code))
    rows = [Row(it, letters.of(it.pk), last.get(it.pk)) for it in ordered]
    revisions = [(it, list(_changes(it))) for it in plan.revisions.all()]
    return Signing(rows, letters.lacking, revisions, _inclusion(plan, rows))


def _inclusion(plan: Plan, rows: list[Row]) -> Inclusion:
    """What the plan asks of mass organisations, by whom its indicators apply to."""
    asked = list(Indicator.objects.filter(programme__plan=plan).order_by().values_list("applies_to", "weight"))
    own = [weight for names, weight in asked if not _OF_MASS.isdisjoint(names)]
    theirs = [row for row in rows if row.organisation.kind in MASS_KINDS]
    whole = sum(weight for _names, weight in asked)
    return Inclusion(len(own), sum(own), whole, sum(row.is_signed for row in theirs), len(theirs))


def last_signature(plan: Plan, organisation: Organisation) -> Signature | None:
    """The organisation's last one, which may have lapsed.  One query."""
    found: Signature | None = plan.signatures.filter(organisation=organisation).select_related("signed_by").first()
    return found


def _changes(revision: Revision) -> Iterator[Change]:
    for subject, before, after in revision.changes:
        is_target = "value" in before or "value" in after or not {*before, *after} - _TOLD.keys()
        model: Any = Target if is_target else Indicator
        for name in dict.fromkeys([*before, *after]):
            if not is_target or name in _TOLD:
                label = str(model._meta.get_field(name).verbose_name)
                was, became = _said(name, before.get(name)), _said(name, after.get(name))
                if was or became:
                    yield Change(subject, label, was, became)


def _said(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if name == "value":
        return plain(value)
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
