"""The list of mass organisations as a workbook to read; it is no register and is not imported."""

from collections.abc import Iterator, Sequence
from typing import Any

from apps.associations.models import TRADE_WORDS
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.workbook import KINDS
from apps.workbooks.columns import CodeColumn, Column, IntegerColumn, WordColumn

SHEET = "群团组织"
COLUMNS: Sequence[Column] = (
    CodeColumn("编码", "code"),
    Column("名称", "name", width=36),
    WordColumn("类型", "kind", words=KINDS),
    WordColumn("产业类型", "trade", words=TRADE_WORDS),
    CodeColumn("党组织编码", "leader_code"),
    Column("党组织", "leader_name", width=36),
    IntegerColumn("待答复建议", "open_advice", width=12),
)


def rows_of(associations: OrganisationQuerySet) -> Iterator[Sequence[Any]]:
    """The rows of `selectors.associations_of`, streamed."""
    return iter(associations.values_list(*(column.key for column in COLUMNS)).iterator(chunk_size=2000))
