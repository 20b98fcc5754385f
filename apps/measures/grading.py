"""The three rates as measures (M064, M065, M066), by the arithmetic of `gradings.rates`."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from apps.gradings.classes import RateOutcome
from apps.gradings.rates import COHORT_OF, MECHANISM_OF, GradedOrganisation, in_cohort, standing
from apps.measures.facts import Fact, FactScope

_MECHANISM_OF_CLASS = {str(COHORT_OF[rate]): mechanism for rate, mechanism in MECHANISM_OF.items()}


def upgrades(scope: FactScope, _mechanisms: Collection[str]) -> Iterator[Fact]:
    """The facts of the three rates: one for each confirmed start class, in the cohort of its rate; exits have left.

    An organisation is a fact with nothing in it for the other two rates: once classes are there, a rate without a
    cohort is not applicable rather than without data.  Pending: a draft end class that would be an upgrade.
    One query where the classes of the scope have not been read yet.
    """
    for path, graded in scope.graded:
        if not graded.start_confirmed:
            continue
        own = _MECHANISM_OF_CLASS.get(graded.start_class)
        for mechanism in MECHANISM_OF.values():
            if mechanism == own and in_cohort(graded, scope.first_day):
                yield _fact(mechanism, path, graded, scope)
            else:
                yield Fact(mechanism, path, None)


def _fact(mechanism: str, path: str, graded: GradedOrganisation, scope: FactScope) -> Fact:
    stands = standing(graded, scope.as_of, scope.minimum_level)
    if stands is RateOutcome.EXIT:
        return Fact(mechanism, path, None)
    if stands is RateOutcome.UPGRADED:
        return Fact(mechanism, path, None, 1, 1)
    return Fact(mechanism, path, None, 0, 1, _pending(graded, scope))


def _pending(graded: GradedOrganisation, scope: FactScope) -> int:
    """1 where the draft end class would be an upgrade once it is confirmed."""
    if not graded.is_draft:
        return 0
    confirmed = replace(graded, confirmed_on=scope.as_of)
    return int(standing(confirmed, scope.as_of, scope.minimum_level) is RateOutcome.UPGRADED)
