"""The rules as they hold for a case, and how it stands to them on a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.admissions.models import Admission, AdmissionRule
from apps.admissions.rules import TIMED, RulesOn, due, earliest, faults, probation_ends, usual_rules
from apps.admissions.steps import OPTIONAL, ORDER, REPEATED, STAGES
from apps.core.calendar import WorkingDays, today
from apps.holidays.models import working_days
from apps.organisations.models import Placement
from apps.organisations.tree import ids_on
from apps.registers.steps import Step


class Rules:
    """The rules for some cases: the version in force, with what the nearest organisation says.

    Two queries, and one for the calendar where a step asks for it.
    """

    def __init__(self, cases: Sequence[Admission]) -> None:
        places = Placement.objects.on(today()).filter(organisation__in={it.organisation_id for it in cases})
        self._paths = dict(places.values_list("organisation", "path"))
        self._own: dict[int, list[AdmissionRule]] = {}
        for rule in AdmissionRule.objects.counted().order_by("start", "pk"):
            self._own.setdefault(rule.organisation_id, []).append(rule)

    @cached_property
    def calendar(self) -> WorkingDays:
        return working_days()

    def of(self, case: Admission) -> RulesOn:
        """The rules of a case by the day of the act."""
        owners = [it for it in reversed(ids_on(self._paths.get(case.organisation_id, ""))) if it in self._own]

        def on(day: date) -> Any:
            for owner in owners:
                if found := [it for it in self._own[owner] if it.start <= day < (it.end or date.max)]:
                    return found[-1].over(usual_rules(day))
            return usual_rules(day)

        return on

    def faults_of(self, case: Admission) -> list[tuple[str, str]]:
        return list(faults(case, self.of(case), self.calendar))


@dataclass(frozen=True, slots=True)
class StepStanding:
    """A step of a case: done, next, or still to come; from when it may be taken and until when it is in time."""

    step: Step
    on: date | None
    is_next: bool
    first: date | None
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Stage:
    title: Promise
    steps: list[StepStanding]

    @property
    def is_done(self) -> bool:
        return all(it.on or it.step.code in OPTIONAL for it in self.steps)

    @property
    def is_current(self) -> bool:
        return any(it.is_next for it in self.steps)


def stages_of(case: Admission) -> list[Stage]:
    """The five stages with what is done, what is next, what is due and what is late.  As many queries as `Rules`."""
    rules = Rules([case])
    rules_on, now = rules.of(case), today()
    by_code = {step.code: step for step in case.STEPS}
    following = next_code(case)

    def standing(code: str) -> StepStanding:
        step = by_code[code]
        on: date | None = getattr(case, step.on)
        again = code in REPEATED and case.state is not None and case.state.code == code
        stands_open = not case.ended_on and (code == following or again)
        last = due(code, case, rules_on(now), rules_on) if stands_open else None
        is_timed = code == following and code in TIMED
        first = earliest(code, case, rules_on(now), rules_on, rules.calendar) if is_timed else None
        return StepStanding(step, on, code == following, first, last, last is not None and last < now)

    return [Stage(title, [standing(code) for code in codes]) for title, codes in STAGES]


def next_code(case: Admission) -> str:
    """The step that comes next, without those that may be left out; empty for none."""
    if case.ended_on or case.withdrawn_at:
        return ""
    taken = [code for code in ORDER if getattr(case, f"{code}_on")]
    following = ORDER[ORDER.index(taken[-1]) + 1 :] if taken else ORDER
    return next((code for code in following if code not in OPTIONAL), "")


def told(case: Admission, stages: Iterable[Stage]) -> Iterator[str]:
    """What the page of a case says above all else: what is next, from when on, until when, and what is late."""
    for it in (it for stage in stages for it in stage.steps):
        act = it.step.act if it.step.action == "record" else _("%(step)s (township office)") % {"step": it.step.act}
        said = {"step": act, "first": it.first, "due": it.due}
        if it.late:
            yield _("Late: %(step)s was due on %(due)s.") % said
        elif it.is_next and it.first and it.first > today():
            yield _("Next: %(step)s, possible from %(first)s.") % said
        elif it.due:
            yield _("Next: %(step)s, due on %(due)s.") % said
        elif it.is_next:
            yield _("Next: %(step)s.") % said
    if (ends := probation_ends(case, usual_rules)) and not case.full_meeting_on and not case.ended_on:
        yield _("On probation until %(day)s, counted from the branch meeting.") % {"day": ends}
