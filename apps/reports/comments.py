"""Who is to say something about an indicator that is not reached, and who may."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from apps.accounts.models import User
from apps.core.calendar import ReportingYear
from apps.organisations.models import Organisation
from apps.organisations.scope import may_on
from apps.organisations.selectors import path_on
from apps.plans.models import Indicator, Plan, Target
from apps.plans.querysets import PlanQuerySet
from apps.progress.figures import Standing
from apps.progress.selectors import progress_at
from apps.progress.states import Pace
from apps.reports.models import IndicatorComment, ReportState, YearEndReport

#: What stands between those responsible, and behind them.
_BETWEEN = re.compile(r"[\s、，,；;/]+|[（(][^）)]*[）)]")
#: Of these the report says that they are not reached.
LACKING = frozenset({Pace.BEHIND, Pace.AT_RISK})
#: The months in which whoever owes a comment is told so on the home page.
ASKED_IN = frozenset({12, 1, 2, 3})


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that is not reached, its owner as the plan names them, and what was said about it."""

    standing: Standing
    responsible: str
    comment: IndicatorComment | None

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator

    @property
    def named(self) -> str:
        """The indicator with its owner, where the plan names one."""
        return f"{self.indicator.name}（{self.responsible}）" if self.responsible else self.indicator.name


def asked_of(organisation: Organisation, year: int, day: date) -> list[Asked]:
    """The indicators of the committee's own plan that are not reached on a day, in its order.

    Two queries beside those of the figures; nothing for an organisation without a plan of its own.
    """
    path = path_on(organisation, day)
    progress = progress_at(path, year, day) if path else None
    return asked_among(organisation, progress.standings if progress else ())


def asked_among(organisation: Organisation, standings: Iterable[Standing]) -> list[Asked]:
    """Those of these indicators that are not reached.  Two queries, none where there are none."""
    lacking = [it for it in standings if it.state in LACKING]
    if not lacking:
        return []
    ids = [it.indicator.pk for it in lacking]
    own = Target.objects.filter(
        indicator__in=ids, organisation=organisation, indicator__programme__plan__organisation=organisation
    )
    owners = dict(own.values_list("indicator", "responsible"))
    comments = {it.indicator_id: it for it in IndicatorComment.objects.filter(indicator__in=list(owners))}
    return [
        Asked(it, owners[it.indicator.pk], comments.get(it.indicator.pk)) for it in lacking if it.indicator.pk in owners
    ]


def figures_for(user: User, organisation: Organisation, year: int, day: date) -> list[Standing]:
    """The figures to which `user` may refer: all of the committee's plan, or those for which the plan names them.

    Three queries beside those of the figures.
    """
    path = path_on(organisation, day)
    progress = progress_at(path, year, day) if path else None
    standings = progress.standings if progress else []
    if may_on(user, "progress.view", organisation):
        return standings
    own = Target.objects.filter(indicator__in=[it.indicator.pk for it in standings], organisation=organisation)
    named = {indicator for indicator, its in own.values_list("indicator", "responsible") if is_named(user, its)}
    return [it for it in standings if it.indicator.pk in named]


def responsible_for(indicator: Indicator) -> str:
    """Whom the plan names for the committee's own target; its programme and plan are at hand.  One query."""
    own = Target.objects.filter(indicator=indicator, organisation=indicator.programme.plan.organisation)
    found: str = own.values_list("responsible", flat=True).first() or ""
    return found


def may_comment(user: User, organisation: Organisation, responsible: str) -> bool:
    """Whoever makes the report of the committee says something about every indicator, an owner about theirs.

    Two queries where the plan does not name `user`.
    """
    return is_named(user, responsible) or may_on(user, "report.create", organisation)


def named_in(user: User, plans: PlanQuerySet) -> set[int]:
    """The plans in which a committee's own target names this person.  One query."""
    own = Target.objects.filter(
        indicator__programme__plan__in=plans, organisation=F("indicator__programme__plan__organisation")
    )
    rows = own.exclude(responsible="").values_list("indicator__programme__plan", "responsible").distinct()
    return {plan for plan, responsible in rows if is_named(user, responsible)}


def silent_about(user: User, on: date) -> "QuerySet[Target]":
    """The committees' own targets that name this person as responsible, and of which nobody said anything.

    Of the year whose report is due, until that is signed; whether they are reached says `comments_owed`.
    """
    year = year_to_report(on)
    plans = Plan.objects.filter(year=year).visible_to(user, "report.comment")
    signed = YearEndReport.objects.filter(
        organisation=OuterRef("organisation"), year=year, month=0, state__in=(ReportState.SIGNED, ReportState.SENT)
    )
    said = IndicatorComment.objects.filter(indicator=OuterRef("indicator"))
    own = Target.objects.filter(
        indicator__programme__plan__in=plans, organisation=F("indicator__programme__plan__organisation")
    )
    found: QuerySet[Target] = own.filter(~Exists(said), ~Exists(signed), responsible__regex=named_by(user))
    return found


def comments_owed(user: User, on: date) -> int:
    """How many indicators are not reached, name this person as responsible, and wait for their word.

    As many queries as the figures of a plan cost, for one plan: who is named in several is told of the others' once
    the first is done.
    """
    first = silent_about(user, on).select_related("organisation").order_by("organisation__code").first()
    if first is None:
        return 0
    year = year_to_report(on)
    asked = asked_of(first.organisation, year, min(on, ReportingYear(year).last_day))
    return sum(it.comment is None and is_named(user, it.responsible) for it in asked)


def year_to_report(day: date) -> int:
    """The year that a report asked for on `day` is most likely about: until March the last one."""
    return day.year - 1 if day.month <= 3 else day.year


def named_by(user: User) -> str:
    """What `is_named` says, as a regular expression for the database: a name, not in brackets, at the end of a part."""
    name = re.escape(short_name(user))
    ends = r"($|[\s、，,；;/]|[（(][^）)]*[）)])"
    return rf"{name}(?![^（(]*[）)]){ends}" if len(short_name(user)) > 1 else "^ $"


def short_name(user: User) -> str:
    """The name alone of an account ``"组织委员·何敏"``."""
    return user.name.rpartition("·")[2].strip()


def is_named(user: User, responsible: str) -> bool:
    """Whether the plan names this person: ``"组织委员何敏"`` is the account ``"组织委员·何敏"``.

    Among several a name ends what is said of one: ``"何敏华、李卫国（兼）"`` names 李卫国, and no 何敏.
    """
    name = short_name(user)
    return len(name) > 1 and any(it.endswith(name) for it in _BETWEEN.split(responsible))
