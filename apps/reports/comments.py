"""Who is to say something about an indicator that is not reached, and who may."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from apps.accounts.models import User
from apps.organisations.models import Organisation
from apps.organisations.scope import may_on
from apps.organisations.selectors import path_on
from apps.plans.models import Indicator, Target
from apps.plans.querysets import PlanQuerySet
from apps.progress.figures import Standing
from apps.progress.selectors import progress_at
from apps.progress.states import Pace
from apps.reports.models import IndicatorComment

#: What stands between those responsible, and behind them.
_BETWEEN = re.compile(r"[\s、，,；;/]+|[（(][^）)]*[）)]")
#: Of these the report says that they are not reached.
LACKING = frozenset({Pace.BEHIND, Pace.AT_RISK})


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


def is_named(user: User, responsible: str) -> bool:
    """Whether the plan names this person: ``"组织委员何敏"`` is the account ``"组织委员·何敏"``.

    Among several a name ends what is said of one: ``"何敏华、李卫国（兼）"`` names 李卫国, and no 何敏.
    """
    name = user.name.rpartition("·")[2].strip()
    return len(name) > 1 and any(it.endswith(name) for it in _BETWEEN.split(responsible))
