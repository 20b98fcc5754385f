"""A whole plan as a workbook, one indicator a row: what `plan_load_csv` takes, in the words of an office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.amount import HUNDRED, hundredths, plain
from apps.core.text import half_width
from apps.plans.natures import Applies, Comparator, IndicatorKind, Nature, Source
from apps.plans.services.targets import HIGHEST
from apps.workbooks.columns import BadValue, CodeColumn, Column, DateColumn, IntegerColumn, WordColumn, as_text
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.reading import read_table
from apps.workbooks.table import CellError, Row
from apps.workbooks.writing import write_workbook

SHEET = "年度计划"
#: So many errors are said at once: more only say that it is another workbook.
SAID = 20

KINDS = {
    "比率": IndicatorKind.RATE,
    "数量": IndicatorKind.COUNT,
    "数额": IndicatorKind.AMOUNT,
    "节点事项": IndicatorKind.MILESTONE,
}
NATURES = {"累计数": Nature.FLOW, "时点数": Nature.STOCK, "定群数": Nature.COHORT}
SOURCES = {"系统计算": Source.MEASURE, "逐月填报": Source.FILED}
COMPARATORS = {"≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST, "=": Comparator.EQUAL, ">=": Comparator.AT_LEAST}
COMPARATORS |= {"<=": Comparator.AT_MOST}
APPLIES = {
    "村": Applies.VILLAGE,
    "社区": Applies.COMMUNITY,
    "党支部": Applies.PARTY_BRANCH,
    "定级党组织": Applies.PARTY_ORGANISATION,
    "镇属单位": Applies.UNIT,
    "群团组织": Applies.MASS,
    "共青团组织": Applies.LEAGUE,
    "专业协会": Applies.ASSOCIATION,
    "镇党委": Applies.TOWNSHIP,
    "推广应用单位": Applies.ADOPTING_UNIT,
    "试点支部": Applies.PILOT_BRANCH,
    "两新组织党组织": Applies.TWO_NEW_PARTY,
    "两新组织": Applies.TWO_NEW,
}
_WORDS = {str(value): word for word, value in APPLIES.items()}
BETWEEN = "、"


@dataclass(frozen=True)
class AppliesColumn(Column):
    """Several of the sets of organisations, with 、 between them; in code with ``|``."""

    @property
    def takes(self) -> str:
        return _("One or several of: %(words)s") % {"words": BETWEEN.join(APPLIES)}

    def read(self, value: Any) -> str:
        parts = [it.strip() for it in half_width(as_text(value)).replace(",", BETWEEN).split(BETWEEN)]
        if unknown := [it for it in parts if it not in APPLIES]:
            sentence = _("%(word)s is none of: %(words)s")
            raise BadValue(sentence % {"word": unknown[0], "words": BETWEEN.join(APPLIES)})
        return "|".join(APPLIES[it] for it in dict.fromkeys(parts))


COLUMNS: Sequence[Column] = (
    CodeColumn("指标编码", "code", required=True, is_key=True, longest=20, width=12),
    Column("工程（行动）", "programme", required=True, longest=120, width=20),
    Column("指标名称", "name_zh", required=True, longest=120, width=36),
    CodeColumn("机制编号", "mechanism", longest=90, help_text=gettext_lazy("Such as M001: what computes the figure.")),
    WordColumn("类型", "kind", required=True, words=KINDS),
    WordColumn("数据性质", "nature", required=True, words=NATURES),
    WordColumn("数据来源", "source", required=True, words=SOURCES),
    WordColumn("比较", "comparator", words=COMPARATORS, width=8),
    NumberColumn("目标值", "target", most=HIGHEST // HUNDRED),
    Column("单位", "unit", required=True, longest=20, width=8),
    AppliesColumn("适用范围", "applies_to", required=True, width=24),
    Column("分子", "numerator", longest=200, width=30),
    Column("分母", "denominator", longest=200, width=30),
    DateColumn("完成时限", "due", required=True),
    IntegerColumn("权重", "weight", most=1000, width=8),
)


def read_plan(file: IO[bytes]) -> list[dict[str, str]]:
    """The rows of a workbook as `plan_load_csv` takes them.

    Raises `Refused` for what is no workbook, and `ValidationError` with a sentence for each bad cell.
    """
    table = read_table(file, COLUMNS)
    if table.errors:
        raise ValidationError(_sentences(table.errors))
    if not table.rows:
        raise ValidationError(_("There is no indicator in this workbook."))
    return [_as_csv(row) for row in table.rows]


def write_plan(file: IO[bytes], rows: Sequence[Mapping[str, str]]) -> None:
    """The rows, as `plan_load_csv` takes them, as a workbook to be changed and sent back."""
    write_workbook(file, SHEET, COLUMNS, [_as_cells(row) for row in rows])


def _sentences(errors: Sequence[CellError]) -> list[str]:
    said = [f"{it.cell} {it.column}" + _(": ") + it.message for it in errors[:SAID]]
    if more := len(errors) - len(said):
        said.append(_("And %(count)d more.") % {"count": more})
    return said


def _as_csv(row: Row) -> dict[str, str]:
    found = {column.key: row.get(column.key) for column in COLUMNS}
    target = found["target"]
    return {
        **{key: "" if value is None else str(value) for key, value in found.items()},
        "target": "" if target is None else plain(target),
    }


def _as_cells(row: Mapping[str, str]) -> list[Any]:
    cells: dict[str, Any] = {key: value or None for key, value in row.items()}
    cells["target"] = hundredths(row["target"]) if row["target"] else None
    cells["due"] = date.fromisoformat(row["due"])
    cells["weight"] = int(row["weight"] or 0)
    cells["applies_to"] = BETWEEN.join(_WORDS[it] for it in row["applies_to"].split("|"))
    return [cells[column.key] for column in COLUMNS]
