"""How many records of a kind the year has of how many that its plan asks for."""

from dataclasses import dataclass, replace
from datetime import date

from apps.measures.stated import measures_of
from apps.plans.natures import IndicatorKind, Source
from apps.plans.selectors import frame_of
from apps.progress.figures import Standing
from apps.progress.scope import ProgressScope
from apps.registers.register import RecordRegister


@dataclass(frozen=True, slots=True)
class Quota:
    """A count that the plan asks for and the records of a register decide.  More than planned is no fault."""

    standing: Standing

    @property
    def is_reached(self) -> bool:
        done, target = self.standing.figure.numerator, self.standing.target
        return done is not None and target is not None and done >= target


def quotas_of(register: RecordRegister, path: str | None, year: int, as_of: date, kind: str = "") -> list[Quota]:
    """What the plan of the year at or above `path` asks of the records of a register, or of this `kind` only.

    Three queries for the plan, two for the figures.
    """
    frame = frame_of(path, year, as_of, with_parts=False) if path else None
    if frame is None:
        return []
    counts = [
        it
        for it in frame.indicators
        if it.kind == IndicatorKind.COUNT and it.source == Source.MEASURE and _decides(register, kind, it.mechanism)
    ]
    standings = ProgressScope(replace(frame, indicators=counts)).standings if counts else []
    return [Quota(it) for it in standings if it.target is not None]


def _decides(register: RecordRegister, kind: str, mechanism: str) -> bool:
    """Whether the records of the register, or those of this `kind`, decide what has the mechanism."""
    its, measure = measures_of([mechanism]).get(mechanism, (None, None))
    return measure is not None and its is register and (not kind or not measure.kinds or kind in measure.kinds)
