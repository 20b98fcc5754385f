"""The posts to be held as a workbook to read; it is no register and is not imported."""

from collections.abc import Sequence

from apps.posts.models import POST_WORDS
from apps.workbooks.columns import CodeColumn, Column, DateColumn, WordColumn

SHEET = "职务配备"
STATE_WORDS = {
    "空缺超期": "vacant_long",
    "空缺": "vacant",
    "届满未换届": "overdue",
    "90天内届满": "due",
    "在任": "held",
}
STEP_WORDS = {"同步配齐": "in_time", "超期未配齐": "late", "期限未到": "running"}
COLUMNS: Sequence[Column] = (
    CodeColumn("组织编码", "code"),
    Column("组织名称", "name", width=36),
    WordColumn("职务", "post", words=POST_WORDS, width=18),
    Column("任职人", "person"),
    DateColumn("任职日期", "start"),
    DateColumn("任期届满", "term_ends"),
    WordColumn("状态", "state", words=STATE_WORDS),
    DateColumn("空缺起始", "vacant_since"),
    DateColumn("党组织书记到任", "changed"),
    DateColumn("同步配备期限", "due"),
    WordColumn("同步配备", "in_step", words=STEP_WORDS),
)
