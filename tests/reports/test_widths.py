"""How wide columns are: what is short stands on one line, running text takes what is left."""

import pytest

from apps.core.text import text_width
from apps.reports.layout import Column, Form
from apps.reports.widths import in_two_lines, shared_out

COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("党 组 织", 22, Form.TEXT),
    Column("时　限", 12, Form.DAY),
    Column("类　别", 16),
    Column("进　展", 40, Form.TEXT),
    Column("备　注", 20, Form.TEXT),
)
ROWS = [(1, "宏达机械配件厂党支部", "2026-10-31", "非公有制经济组织", "已开专题会制定整顿方案" * 5, "")]


@pytest.mark.parametrize(("total", "words"), [(92, 9), (120, 17.5), (200, 17.5)])
def test_days_and_words_stand_on_one_line_and_the_columns_fill_the_page(total: float, words: float) -> None:
    """Words take two lines rather than running text many."""
    widths = shared_out(COLUMNS, ROWS, total, 1.5)
    assert sum(widths) == pytest.approx(total)
    # Figures of another typeface are wider.
    assert widths[2] >= 1.3 * text_width("2026-10-31") + 1.5
    assert widths[3] >= words
    assert widths[4] > widths[1] > widths[5] > 0


def test_where_running_text_would_be_squeezed_the_table_stays_as_it_is_laid_out() -> None:
    numbers = [Column("数", 10, Form.NUMBER)] * 9
    widths = shared_out([*numbers, Column("备注", 10, Form.TEXT)], [(10**12,) * 9 + ("一二三四",)], 100, 1)
    assert widths == [10.0] * 10


def test_a_heading_breaks_in_its_middle_and_never_within_a_number() -> None:
    assert [in_two_lines(it, 7) for it in ("党员总数", "35岁以下", "女", "基数（分母）", "党员")] == [
        "党员\n总数",
        "35岁\n以下",
        "女",
        "基数\n（分母）",
        "党员",
    ]
