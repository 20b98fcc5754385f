"""The rules of a workbook of targets (contract.md, row `targets`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.organisations.scoped_register import ScopedComparison
from apps.organisations.tree import ids_on
from apps.plans.models import Indicator, Plan, Target
from apps.plans.services.targets import target_subject, wrong_value
from apps.workbooks.register import Row

#: By year, committee and code.
_Indicators = Mapping[tuple[int, int, str], Indicator]


class TargetComparison(ScopedComparison[Target]):
    """An indicator is meant as the nearest plan above the organisation has it for the year."""

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        indicators = _indicators(rows, lock=self.lock)
        for row in rows:
            code = row.values.pop("indicator", None)
            if code is not None and row.get("code") is not None and row.get("year") is not None:
                self._resolve_indicator(row, code, indicators)

    def _resolve_indicator(self, row: Row, code: str, indicators: _Indicators) -> None:
        nearest_first = reversed(ids_on(row.values["code"].path))
        found = (indicators.get((row.values["year"], committee, code)) for committee in nearest_first)
        indicator = next((it for it in found if it is not None), None)
        if indicator is None:
            self.table.refuse(row, "indicator", _("The plan of this year has no indicator with this code."))
            return
        row.values["indicator"] = indicator
        self.table.check_name(row, "indicator", indicator.name)

    def wanted(self, row: Row, record: Target) -> dict[str, Any]:
        wanted = super().wanted(row, record)
        if (message := wrong_value(record.indicator, wanted.get("value"))) is not None:
            self.table.refuse(row, "value", message)
        elif row.values["indicator"].programme.plan.released_on and any(
            getattr(record, name) != value for name, value in wanted.items()
        ):
            self.table.refuse(row, "value", _("This plan has been given out for signing: change it on its page."))
        return wanted

    def subject(self, record: Target) -> str:
        return target_subject(record.indicator, record.organisation.code)


def _indicators(rows: Sequence[Row], *, lock: bool) -> _Indicators:
    """The indicators of these codes and years in the plans of every committee at or above the organisations."""
    organisations = [organisation for row in rows if (organisation := row.get("code")) is not None]
    found = Indicator.objects.filter(
        code__in={row.get("indicator") for row in rows} - {None},
        programme__plan__year__in={row.get("year") for row in rows} - {None},
        programme__plan__organisation__in={committee for it in organisations for committee in ids_on(it.path)},
    )
    if lock:  # nobody gives a plan out for signing in between
        list(Plan.objects.select_for_update().filter(pk__in=found.values("programme__plan")).order_by("pk"))
    plan_of = {it: it.programme.plan for it in found.select_related("programme__plan")}
    return {(plan.year, plan.organisation_id, it.code): it for it, plan in plan_of.items()}
