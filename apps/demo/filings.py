"""The monthly filings of the demonstration year: most on time, some late, some returned with the usual reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from apps.demo import names
from apps.demo.organisations import Planned
from apps.filings.states import FilingState, Step
from apps.organisations.kinds import Kind, Sector

#: Numerator and denominator in hundredths, by indicator code.
Values = dict[str, tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the timeline: who is a user name, None for the portal itself."""

    step: Step
    on: date
    by: str | None = None
    reason: str = ""


@dataclass(slots=True)
class PlannedFiling:
    """One organisation's filing of one month, as it stands on the day of the demonstration."""

    code: str
    month: int
    due_on: date
    values: Values
    steps: list[PlannedStep] = field(default_factory=list)

    @property
    def state(self) -> FilingState:
        return _STATE_AFTER[self.steps[-1].step]

    @property
    def submitted(self) -> list[PlannedStep]:
        return [step for step in self.steps if step.step == Step.SUBMITTED]


_STATE_AFTER = {
    Step.OPENED: FilingState.DRAFT,
    Step.ENTERED: FilingState.DRAFT,
    Step.SUBMITTED: FilingState.SUBMITTED,
    Step.CONFIRMED: FilingState.SUBMITTED,
    Step.RETURNED: FilingState.RETURNED,
    Step.APPROVED: FilingState.APPROVED,
}


def filings(plan: list[Planned], year: int, as_of: date, random: Random) -> list[PlannedFiling]:
    """Every filing that has opened by `as_of`, by month and code."""
    filers = [planned for planned in plan if _files(planned)]
    return [
        _filing(planned, year, month, as_of, random)
        for month in range(1, 13)
        if _opens(year, month) <= as_of
        for planned in filers
    ]


def _files(planned: Planned) -> bool:
    """Villages and communities by their topmost organisation, and the associations."""
    settlement = planned.details["sector"] in (Sector.VILLAGE, Sector.COMMUNITY)
    return planned.details["kind"] == Kind.ASSOCIATION or (settlement and planned.code in _SECRETARIES)


_SECRETARIES = {f"V{number:02}": f"secretary{number:02}" for number in range(1, 43)}


def _opens(year: int, month: int) -> date:
    """The day on which the filing of a month opens; month 13 is January of the next year."""
    return date(year + month // 12, month % 12 + 1, 1)


def _filing(planned: Planned, year: int, month: int, as_of: date, random: Random) -> PlannedFiling:
    opened = _opens(year, month)
    filing = PlannedFiling(planned.code, month, opened.replace(day=5), _values(planned, month, random))
    story = list(_story(filing, opened, random))
    if planned.code == "V01" and _opens(year, month + 1) > as_of:
        story = list(_returned(opened))
    filing.steps = [step for step in story if step.on <= as_of]
    return filing


def _returned(opened: date) -> Iterator[PlannedStep]:
    """The latest month of the first village came back, so that its secretary has something to do."""
    yield PlannedStep(Step.OPENED, opened)
    yield PlannedStep(Step.SUBMITTED, opened + timedelta(days=2), _SECRETARIES["V01"])
    yield PlannedStep(Step.RETURNED, opened + timedelta(days=5), "staff", names.RETURN_REASONS[2])


def _story(filing: PlannedFiling, opened: date, random: Random) -> Iterator[PlannedStep]:
    """What happens to a filing from its opening to its approval, whoever waits for it."""
    yield PlannedStep(Step.OPENED, opened)
    day = _submitted_on(opened, random)
    own = _SECRETARIES.get(filing.code, "association")
    phoned_in = filing.code == "V02" and random.random() < 0.4
    if phoned_in:
        yield PlannedStep(Step.ENTERED, day, "contact")
        yield PlannedStep(Step.SUBMITTED, day, "contact")
        yield PlannedStep(Step.CONFIRMED, day + timedelta(days=1), own)
        day += timedelta(days=1)
    else:
        yield PlannedStep(Step.SUBMITTED, day, own)
    if random.random() < 0.07:
        day += timedelta(days=random.randint(1, 3))
        yield PlannedStep(Step.RETURNED, day, "staff", random.choice(names.RETURN_REASONS))
        day += timedelta(days=random.randint(1, 18))
        yield PlannedStep(Step.SUBMITTED, day, own)
    day += timedelta(days=random.randint(1, 4) if random.random() < 0.9 else 25)
    yield PlannedStep(Step.APPROVED, day, "staff")


def _submitted_on(opened: date, random: Random) -> date:
    """Nine in ten are on time, some are late, a few take until the next month."""
    late = random.random() < 0.08
    day = opened + timedelta(days=random.randint(5, 14) if late else random.randint(0, 4))
    return day + timedelta(days=25) if random.random() < 0.04 else day


def _values(planned: Planned, month: int, random: Random) -> Values:
    if planned.details["kind"] == Kind.ASSOCIATION:
        return {"FIL-02": (random.randint(8, 60) * 100, None)}
    due = random.randint(10, 40) * 10
    paid = due if random.random() < 0.8 else due * random.randint(5, 9) // 10
    publicists = 3 + (_number_of(planned.code) + month // 6) % 5
    values: Values = {"FIL-03": (publicists * 100, None), "FIL-04": (paid, due)}
    if planned.details["sector"] == Sector.VILLAGE:
        values["FIL-01"] = (random.randint(0, 350) * 10, None)
    return values


def _number_of(code: str) -> int:
    """A number that belongs to a code, the same on every machine."""
    return sum(map(ord, code))
