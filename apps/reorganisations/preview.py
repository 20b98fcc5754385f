"""What a reorganisation would do: the act itself, with the figures before and after, and taken back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import transaction

from apps.gradings.rates import Rate
from apps.gradings.selectors.rates import rates_of
from apps.organisations.handing_over import Fate, Going
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.organisations.tree import ids_on
from apps.progress.figures import Standing
from apps.progress.scope import progress_of
from apps.reorganisations.services import Outcome


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A figure of the township on the day, as it stands and as it would."""

    name: str
    before: str
    after: str
    exits: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """What would move, end and stay, by kind of thing, and the figures of `top` on the day."""

    outcome: Outcome
    top: Organisation
    rates: list[BeforeAfter]
    indicators: list[BeforeAfter]

    def of(self, *fates: Fate) -> list[tuple[str, list[Going]]]:
        found = [it for it in self.outcome.goings if it.fate in fates]
        return [(str(group), list(its)) for group, its in groupby(found, key=lambda it: it.group)]

    @property
    def moves(self) -> list[tuple[str, list[Going]]]:
        return self.of(Fate.MOVES)

    @property
    def ends(self) -> list[tuple[str, list[Going]]]:
        return self.of(Fate.ENDS)

    @property
    def stays(self) -> list[tuple[str, list[Going]]]:
        return self.of(Fate.STAYS)

    @property
    def changed(self) -> list[BeforeAfter]:
        """The indicators of which the figure would be another one."""
        return [it for it in self.indicators if it.changes]

    @property
    def unchanged(self) -> int:
        return len(self.indicators) - len(self.changed)


class _TakenBack(Exception):
    """Leaves the transaction."""


def preview_of(organisation: Organisation, on: date, act: Callable[[], Outcome]) -> Preview:
    """Let `act` happen, look, and take it back.  Raises whatever it raises."""
    top = _top(organisation, on)
    before = _figures(top, on)
    try:
        with transaction.atomic():
            outcome = act()
            after = _figures(top, on)
            raise _TakenBack
    except _TakenBack:
        return Preview(outcome, top, list(_rates(before[0], after[0])), list(_indicators(before[1], after[1])))


Figures = tuple[dict[str, Rate], list[Standing]]


def _figures(top: Organisation, on: date) -> Figures:
    return {str(code.label): rate for code, rate in rates_of(top, on.year, on).items()}, progress_of(top, on.year, on)


def _rates(before: dict[str, Rate], after: dict[str, Rate]) -> Iterator[BeforeAfter]:
    for name, rate in before.items():
        yield BeforeAfter(name, _rate(rate), _rate(after[name]), after[name].exits)


def _rate(rate: Rate) -> str:
    numbers = f"{rate.ratio.numerator}/{rate.ratio.denominator}"
    return f"{numbers} = {rate.ratio.percent}%" if rate.ratio.percent is not None else numbers


def _indicators(before: list[Standing], after: list[Standing]) -> Iterator[BeforeAfter]:
    for one, other in zip(before, after, strict=True):
        yield BeforeAfter(one.indicator.name, _value(one), _value(other))


def _value(standing: Standing) -> str:
    return " = ".join(filter(None, (standing.fraction_text, standing.value_said)))


def _top(organisation: Organisation, on: date) -> Organisation:
    """The nearest Party committee above, or the highest organisation."""
    ids = ids_on(path_on(organisation, on) or "") or [organisation.pk]
    above: dict[int, Organisation] = {it.pk: it for it in Organisation.objects.filter(pk__in=ids)}
    committees = [pk for pk in ids if above[pk].kind == Kind.COMMITTEE and pk != organisation.pk]
    return above[committees[-1] if committees else ids[0]]
