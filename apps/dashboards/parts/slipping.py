"""Who keeps slipping: classes that stay backward or fall, months filed late again, warnings again; and who helps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from apps.core.calendar import ReportingYear
from apps.dashboards.asked import Asked
from apps.dashboards.hands import Hands, hands_of
from apps.dashboards.parts.classes import fell
from apps.dashboards.selectors import filings_in
from apps.gradings.classes import GradingClass
from apps.gradings.models import Grading
from apps.gradings.rates import GradedOrganisation
from apps.gradings.selectors.rates import GRADED_COLUMNS
from apps.warnings.models import EarlyWarning

#: From so many on it is "again".
LATE_AGAIN, WARNED_AGAIN = 2, 3
#: So many are shown.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Slipping:
    """An organisation with what speaks against it; numbers are 0 where they are too few to be said.

    `fell`: the classes of this year's fall; `backward` are the years, this one and the one before, that began backward.
    """

    hands: Hands
    fell: tuple[GradingClass, GradingClass] | None
    backward: Sequence[int]
    late: int
    warned: int

    @property
    def reasons(self) -> int:
        return sum(map(bool, (self.fell, len(self.backward) > 1, self.late, self.warned)))


@dataclass(frozen=True, slots=True)
class SlippingList:
    """Those with most reasons first; `more` are not shown.  `known`: there is something to tell it by."""

    rows: Sequence[Slipping]
    more: int
    known: bool


def slipping_of(asked: Asked) -> SlippingList:
    """Four queries."""
    classes = _classes(asked)
    late = _late(asked) if asked.pending else {}
    warned = _warned(asked) if "warning.view" in asked.may else {}
    codes = {code for code, it in classes.items() if it.speaks_against} | {*late, *warned}
    known = hands_of(codes, asked.year, asked.as_of, told=asked.knows_hands)
    rows = [_slipping(hands, classes.get(code), late, warned) for code, hands in known.items()]
    found = sorted((it for it in rows if it.reasons), key=lambda it: (-it.reasons, -it.late, -it.warned, it.hands.code))
    return SlippingList(found[:SHOWN], len(found[SHOWN:]), known=bool(classes or late or warned))


@dataclass(slots=True)
class _Classes:
    fell: tuple[GradingClass, GradingClass] | None = None
    backward: tuple[int, ...] = ()

    @property
    def speaks_against(self) -> bool:
        return self.fell is not None or len(self.backward) > 1


def _slipping(hands: Hands, classes: _Classes | None, late: Mapping[str, int], warned: Mapping[str, int]) -> Slipping:
    its = classes or _Classes()
    return Slipping(hands, its.fell, its.backward, late.get(hands.code, 0), warned.get(hands.code, 0))


def _classes(asked: Asked) -> dict[str, _Classes]:
    """Of all with a confirmed start class: the fall of this year, and which years began backward."""
    years = (asked.year - 1, asked.year)
    gradings = Grading.objects.filter(organisation__in=asked.scope, year__in=years).order_by("year")
    found: dict[str, _Classes] = {}
    for year, *columns in gradings.values_list("year", *GRADED_COLUMNS):
        its = GradedOrganisation(*columns)
        if not its.start_confirmed:
            continue
        kept = found.setdefault(its.code, _Classes())
        if its.start_class == GradingClass.BACKWARD:
            kept.backward = (*kept.backward, year)
        if year == asked.year and fell(its, year, asked.as_of):
            kept.fell = GradingClass(its.start_class), GradingClass(its.end_class)
    return found


def _late(asked: Asked) -> dict[str, int]:
    """How many months of the year came late or not at all, by the end of the day."""
    due = filings_in(asked).late(asked.as_of)
    return _again(due.order_by().values_list("organisation__code").annotate(Count("pk")), LATE_AGAIN)


def _warned(asked: Asked) -> dict[str, int]:
    """How many warnings were raised in the year."""
    days = (ReportingYear(asked.year).first_day, asked.as_of)
    raised = EarlyWarning.objects.filter(organisation__in=asked.scope, raised_on__range=days)
    return _again(raised.order_by().values_list("organisation__code").annotate(Count("pk")), WARNED_AGAIN)


def _again(counted: Iterable[tuple[str, int]], least: int) -> dict[str, int]:
    return {code: number for code, number in counted if number >= least}
