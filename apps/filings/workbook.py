"""The register of monthly filings in and out of Excel (contract.md, row `filings`).

Only filed indicators are here: a measured one is computed, so it is neither exported nor imported.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.filings.importing import FilingComparison
from apps.filings.models import Filing, FilingLine
from apps.filings.querysets import FilingQuerySet
from apps.filings.services.importing import filings_import
from apps.organisations.models import Organisation
from apps.organisations.scoped_register import ScopedRegister
from apps.workbooks.columns import CodeColumn, Column, IntegerColumn, NameColumn
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.register import Changes

MAX_VALUE = 10**13


class FilingsRegister(ScopedRegister[FilingLine]):
    """The figures of months; what is imported are drafts, which are still to be submitted."""

    name: ClassVar[str] = "filings"
    title: ClassVar[str | Promise] = _("Monthly filings")
    sheet: ClassVar[str] = "月报"
    model: ClassVar[type[FilingLine]] = FilingLine
    comparison: ClassVar[type[FilingComparison]] = FilingComparison
    action: ClassVar[str] = "filing.draft"
    view_action: ClassVar[str] = "filing.view"
    columns: ClassVar[Sequence[Column]] = (
        IntegerColumn("年度", "year", required=True, is_key=True, least=1949, most=2999, width=8),
        IntegerColumn("月份", "month", required=True, is_key=True, least=1, most=12, width=8),
        CodeColumn("组织编码", "code", required=True, is_key=True, longest=40),
        NameColumn("组织名称", "organisation_name", of="code"),
        CodeColumn("指标编码", "indicator", required=True, is_key=True, longest=20),
        NameColumn("指标名称", "indicator_name", of="indicator"),
        NumberColumn("数值", "numerator", most=MAX_VALUE),
        NumberColumn("分母", "denominator", most=MAX_VALUE),
        Column("说明", "note", longest=200, width=44),
    )

    def write(self, changes: Changes[Any], by: User | None) -> None:
        filings_import(changes=[*changes.created, *changes.updated], by=by)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:
        filings = Filing.objects.filter(organisation__in=Organisation.objects.below_paths(paths))
        return rows_of(filings if year is None else filings.filter(year=year))


def rows_of(filings: FilingQuerySet) -> Iterator[Sequence[Any]]:
    """The lines as the register writes them, by month, code and the plan's order, streamed: one cell per column."""
    lines = FilingLine.objects.filter(filing__in=filings).order_by(
        "filing__year", "filing__month", "filing__organisation__code", "indicator__position"
    )
    rows = lines.values_list(
        "filing__year",
        "filing__month",
        "filing__organisation__code",
        "filing__organisation__name",
        "indicator__code",
        "indicator__name",
        "numerator",
        "denominator",
        "note",
    )
    for *key, numerator, denominator, note in rows.iterator():
        yield (*key, numerator, denominator, note or None)
