"""What is laid down for a year, and since when: the plan's own settings, and the rules that the township keeps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Model, Q, Window
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.rules import USUAL_HOURS
from apps.core.calendar import ReportingYear
from apps.organisations.access import may
from apps.plans.forms import LEVELS, SETTINGS
from apps.plans.models import Plan
from apps.plans.thresholds import BEHIND_BELOW, MILESTONE_NOTICE
from apps.registers.models import Lasting
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS

#: So many rules of a register are shown; its list has the rest.
SHOWN = 8
_NAMES = ("title", "document_number", "issued_on")


class Setting(NamedTuple):
    """A value of the year by its name; `fixed` ones nobody changes."""

    name: str
    value: str
    fixed: bool = False


class Rule(NamedTuple):
    """A record in force in the year: what it says, since when and until when, and where it stands."""

    title: str
    since: date | None
    until: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The rules of a register in force in the year; `usual` says what holds besides."""

    register: RecordRegister
    rules: Sequence[Rule]
    count: int
    usual: Sequence[str]
    may_add: bool

    @property
    def more(self) -> int:
        return self.count - len(self.rules)


def settings_of(plan: Plan) -> list[Setting]:
    """The plan's own settings, then what is the same for every year and township.  No query."""
    levels = dict(LEVELS)
    fields = {it.name: it for it in Plan._meta.concrete_fields}
    found = []
    for name in SETTINGS:
        if name not in _NAMES:
            value = getattr(plan, name)
            said = levels.get(value, value) if name == "minimum_level" else value
            found.append(Setting(capfirst(str(fields[name].verbose_name)), str(said)))
    fixed = (
        (_("Behind: below this share of what is expected"), f"{BEHIND_BELOW * 100} %"),
        (_("Milestones not met are at risk so many days before"), str(MILESTONE_NOTICE.days)),
        (_("Hours of an activity are asked about above"), str(USUAL_HOURS)),
    )
    return [*found, *(Setting(name, value, fixed=True) for name, value in fixed)]


def rules_of(user: User, above: Iterable[int], year: int) -> Iterator[Kept]:
    """The rules in force in the year at the organisations `above`, by register.  One query for each register."""
    for register in REGISTERS.values():
        if register.settles and may(user, register.may("view")):
            its = register.records().counted().filter(in_force(register.model, year), organisation__in=list(above))
            shown = list(its.annotate(in_all=Window(Count("pk")))[:SHOWN])
            rules, count = [_rule(register, it) for it in shown], shown[0].in_all if shown else 0
            yield Kept(register, rules, count, register.notes(user), may(user, register.may("record")))


def in_force(model: type[Model], year: int) -> Q:
    """What holds on a day of the year, or is dated in it."""
    asked = ReportingYear(year)
    if issubclass(model, Lasting):
        return Q(start__lte=asked.last_day) & (Q(end__isnull=True) | Q(end__gt=asked.first_day))
    dated: Any = model
    return Q(**{f"{dated.DATED}__range": (asked.first_day, asked.last_day)})


def _rule(register: RecordRegister, record: Any) -> Rule:
    since = getattr(record, record.DATED)
    return Rule(register.title_of(record), since, getattr(record, "end", None), register.address_of(record))
