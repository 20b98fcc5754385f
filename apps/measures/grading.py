"""The three rates as measures (M064, M065, M066), by the arithmetic of `gradings.rates`."""

from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any

from apps.gradings.classes import RateOutcome
from apps.gradings.rates import COHORT_OF, MECHANISM_OF, GradedOrganisation, has_left, in_cohort, standing
from apps.measures.facts import FactScope, Tallies, Tally

_MECHANISM_OF_CLASS = {str(COHORT_OF[rate]): mechanism for rate, mechanism in MECHANISM_OF.items()}
#: All three have the same parts.
_ANY = next(iter(MECHANISM_OF.values()))


def upgrades(scope: FactScope, _mechanisms: Collection[str], width: int | None) -> Mapping[str, Tallies]:
    """The three rates: every confirmed start class is a fact of all of them, and in the cohort of one; exits have left.

    Once classes are there, a rate without a cohort is not applicable rather than without data.  Pending: a draft end
    class that would be an upgrade.  One query where the classes of the scope have not been read yet.
    """
    alike: dict[Any, list[GradedOrganisation]] = {}
    first_day = scope.first_day
    for path, graded in scope.graded:
        if graded.start_confirmed:
            member = in_cohort(graded, first_day)
            key = (
                path[:width] if width else None,
                member,
                member and has_left(graded, scope.as_of),
                _STANDS_BY(graded),
            )
            alike.setdefault(key, []).append(graded)
    found = {mechanism: Tallies(Tally()) for mechanism in MECHANISM_OF.values()} if alike else {}
    for (part, member, _left, _stands_by), its in alike.items():
        if part and part not in found[_ANY].parts:
            for tallies in found.values():
                tallies.parts[part] = Tally()
        own = _MECHANISM_OF_CLASS.get(its[0].start_class)
        if own and member:
            counted = [number * len(its) for number in _counted(its[0], scope)]
            for tally in (found[own].whole, *([found[own].parts[part]] if part else ())):
                tally.count(*counted)
    return found


#: Members of a cohort who agree in all but these stand alike, once it is known who has left.
_THEIR_OWN = {"code", "opened", "closed"}
_STANDS_BY = attrgetter(*(it for it in GradedOrganisation._fields if it not in _THEIR_OWN))


def _counted(graded: GradedOrganisation, scope: FactScope) -> tuple[int, int, int]:
    """What a member of a cohort adds to numerator, denominator and pending."""
    stands = standing(graded, scope.as_of, scope.minimum_level)
    if stands is RateOutcome.EXIT:
        return 0, 0, 0
    return (1, 1, 0) if stands is RateOutcome.UPGRADED else (0, 1, _pending(graded, scope))


def _pending(graded: GradedOrganisation, scope: FactScope) -> int:
    """1 where the draft end class would be an upgrade once it is confirmed."""
    if not graded.is_draft:
        return 0
    confirmed = graded._replace(confirmed_on=scope.as_of)
    return int(standing(confirmed, scope.as_of, scope.minimum_level) is RateOutcome.UPGRADED)
