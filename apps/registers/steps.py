"""The steps of a case: each has its day, and the last one that has one is the state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a case can take.

    `title` is the state that it leads to and `act` the button; its day stands in the field `on`.  It may be taken in
    the states `after` (their codes, "" for none yet), by whoever may `action` of the register; `asks` are fields that
    are entered together with the day.  `final`: nothing waits any more.  `alone`: never by several cases at once.
    """

    code: str
    title: Promise
    act: Promise
    on: str
    after: tuple[str, ...] = ("",)
    action: str = "record"
    asks: tuple[str, ...] = ()
    needs_reason: bool = False
    final: bool = False
    #: Whether it is a step of this case; of some it is decided elsewhere.
    applies: Callable[[Any], bool] = lambda _case: True
    alone: bool = False
    tone: str = "blue"


@dataclass(frozen=True, slots=True)
class Entered:
    """A step as somebody enters it: its day, why, and what is asked together with it, by field."""

    step: Step
    on: date
    reason: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)


def state_of(steps: Sequence[Step], case: Any) -> Step | None:
    """The last step whose day is there; None before the first."""
    return next((step for step in reversed(steps) if getattr(case, step.on) is not None), None)


def in_state(steps: Sequence[Step], code: str) -> Q:
    """The cases whose last step with a day is `code`."""
    at = next(number for number, step in enumerate(steps) if step.code == code)
    later = {f"{step.on}__isnull": True for step in steps[at + 1 :]}
    return Q(**{f"{steps[at].on}__isnull": False}, **later)


def open_cases(steps: Iterable[Step]) -> Q:
    """The cases that have not taken a final step."""
    return Q(**{f"{step.on}__isnull": True for step in steps if step.final})


def possible(steps: Sequence[Step], case: Any) -> list[Step]:
    """The steps that the case can take next."""
    state = state_of(steps, case)
    return [step for step in steps if (state.code if state else "") in step.after and step.applies(case)]
