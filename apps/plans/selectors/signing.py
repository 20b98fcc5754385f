"""Who has signed for a plan and who has not, and what was revised since it was given out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from apps.core.amount import plain
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.sets import MASS_KINDS
from apps.plans.models import Indicator, Plan, Revision, Signature, Target
from apps.plans.natures import Applies, IndicatorKind
from apps.plans.querysets import PlanQuerySet
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


def plans_to_sign(organisations: OrganisationQuerySet, year: int) -> PlanQuerySet:
    """The plans of the year that were given out and ask something of one of these which has not signed.

    One query, and one by which plans are found that may ask for no more than rates of the whole; seven for each such.
    """
    holding = Signature.objects.filter(plan=OuterRef("indicator__programme__plan"), lapsed__isnull=True)
    asked = Target.objects.filter(
        ~Exists(holding.filter(organisation=OuterRef("organisation"))), organisation__in=organisations.order_by()
    ).exclude(organisation=F("indicator__programme__plan__organisation"))
    by_targets = Exists(asked.filter(indicator__programme__plan=OuterRef("pk")))
    given_out = Plan.objects.filter(released_on__isnull=False, year=year)
    by_rates = list(_asking_by_rates(organisations, given_out.exclude(by_targets)))
    found: PlanQuerySet = given_out.filter(by_targets | Q(pk__in=by_rates))
    return found.order_by("year")


def _asking_by_rates(organisations: OrganisationQuerySet, plans: PlanQuerySet) -> Iterator[int]:
    """Those of the plans (ids) whose rates somebody of these directly below has not signed for."""
    below = Placement.objects.filter(end__isnull=True, organisation__in=organisations.order_by())
    holding = Signature.objects.filter(plan=OuterRef(OuterRef("pk")), lapsed__isnull=True)
    unsigned = below.filter(parent=OuterRef("organisation")).exclude(
        Exists(holding.filter(organisation=OuterRef("organisation")))
    )
    of_the_whole = Target.objects.filter(organisation=OuterRef("organisation"), indicator__kind=IndicatorKind.RATE)
    rates = of_the_whole.filter(indicator__programme__plan=OuterRef("pk"))
    for plan in plans.filter(Exists(rates), Exists(unsigned)).select_related("organisation"):
        signed = plan.signatures.filter(lapsed__isnull=True).values("organisation")
        theirs = below.filter(parent=plan.organisation_id).exclude(organisation__in=signed)
        letters = letters_of(plan).by_organisation
        if not letters.keys().isdisjoint(theirs.values_list("organisation", flat=True)):
            yield plan.pk


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
