"""The register of targets in and out of Excel (contract.md, row `targets`)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.amount import HUNDRED
from apps.organisations.models import Organisation
from apps.organisations.scoped_register import ScopedRegister
from apps.plans.comparing import TargetComparison
from apps.plans.models import Target
from apps.plans.querysets import TargetQuerySet
from apps.plans.services.targets import HIGHEST
from apps.workbooks.columns import CodeColumn, Column, DateColumn, IntegerColumn, NameColumn
from apps.workbooks.numbers import NumberColumn


class TargetsRegister(ScopedRegister[Target]):
    """What each organisation is to reach, in percent for rates; a blank 完成时限 means: when the indicator is due."""

    name: ClassVar[str] = "targets"
    title: ClassVar[str | Promise] = _("Targets")
    sheet: ClassVar[str] = "目标"
    model: ClassVar[type[Target]] = Target
    imported: ClassVar[str] = "target.imported"
    comparison: ClassVar[type[TargetComparison]] = TargetComparison
    action: ClassVar[str] = "plan.edit"
    view_action: ClassVar[str] = "plan.view"
    columns: ClassVar[Sequence[Column]] = (
        IntegerColumn("年度", "year", required=True, is_key=True, least=1949, most=2999, width=8),
        CodeColumn("组织编码", "code", required=True, is_key=True, longest=40),
        NameColumn("组织名称", "organisation_name", of="code"),
        CodeColumn("指标编码", "indicator", required=True, is_key=True, longest=20),
        NameColumn("指标名称", "indicator_name", of="indicator"),
        NumberColumn("目标值", "value", required=True, most=HIGHEST // HUNDRED),
        DateColumn("完成时限", "due"),
        Column("责任人", "responsible", longest=60),
    )

    @cached_property
    def key(self) -> dict[str, str]:
        """The year only says of which plan the indicator is."""
        return {"code": "organisation", "indicator": "indicator"}

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        targets = Target.objects.filter(organisation__in=Organisation.objects.below_paths(paths))
        return rows_of(targets if year is None else targets.filter(indicator__programme__plan__year=year))


def rows_of(targets: TargetQuerySet) -> Iterator[Sequence[Any]]:
    """The targets as the register writes them, by year, indicator and organisation, streamed."""
    year = "indicator__programme__plan__year"
    names = ("organisation__code", "organisation__name", "indicator__code", "indicator__name")
    keys = (year, *names, "value", "due", "responsible")
    ordered = targets.order_by(year, "indicator__position", "indicator__code", "organisation__code")
    for *key, value, due, responsible in ordered.values_list(*keys).iterator(chunk_size=2000):
        yield (*key, value, due, responsible)
