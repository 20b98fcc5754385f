"""The list of warnings as a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from apps.warnings.models import EarlyWarning, WarningState
from apps.warnings.names import RULE_WORDS, SEVERITY_WORDS
from apps.warnings.sentences import sentence
from apps.workbooks.columns import Column, DateColumn, WordColumn

SHEET = "预警"
STATE_WORDS = {
    "已触发": WarningState.RAISED,
    "已确认": WarningState.CONFIRMED,
    "整改中": WarningState.ANSWERED,
    "已解除": WarningState.LIFTED,
}
COLUMNS = (
    Column("组织编码", "code", width=12),
    Column("组织名称", "name", width=30),
    WordColumn("预警事项", "rule", words=RULE_WORDS, width=18),
    WordColumn("等级", "severity", words=SEVERITY_WORDS, width=8),
    Column("情况", "sentence", width=50),
    DateColumn("触发日期", "raised_on"),
    WordColumn("状态", "state", words=STATE_WORDS, width=10),
    DateColumn("确认日期", "confirmed_on"),
    Column("整改措施", "answer", width=40),
    DateColumn("整改日期", "answered_on"),
    DateColumn("解除日期", "lifted_on"),
    Column("解除原因", "lifted_reason", width=30),
)


def rows_of(warnings: Iterable[EarlyWarning]) -> Iterator[tuple[Any, ...]]:
    for it in warnings:
        yield (
            it.organisation.code,
            it.organisation.name,
            it.rule,
            it.severity,
            sentence(it),
            it.raised_on,
            it.state.value,
            it.confirmed_on,
            it.answer,
            it.answered_on,
            it.lifted_on,
            it.lifted_reason or ("自动解除" if it.lifted_on and it.lifted_by_id is None else ""),
        )
