"""The annexes: a table with its notes and the place for signatures, and its chart."""

from apps.reports.labels import long_date
from apps.reports.layout import Head, Table
from apps.reports.word import standard as gb
from apps.reports.word.charts import add_chart
from apps.reports.word.paper import CENTRE, Paper
from apps.reports.word.tables import draw_table


def add_annex(paper: Paper, head: Head, table: Table, name: str) -> None:
    """A new page with `name` (附件1), the title, the table, its chart, its notes and the place for signatures.

    Wide tables lie on their side; a bulletin's are narrow and stand.
    """
    width = gb.TEXT_WIDTH if head.month else gb.SIDE_WIDTH
    if head.month:
        paper.upright()
    else:
        paper.on_its_side()
    paper.line(name, face=gb.HEI)
    paper.line(table.title, face=gb.TITLE_SONG, size=gb.TWO, alignment=CENTRE, pitch=gb.TITLE_LINE)
    unit = f"填报单位（盖章）：{head.organisation}" if table.signatures else f"填报单位：{head.organisation}"
    paper.line(f"{unit}　　　　数据截止：{long_date(head.as_of)}", size=gb.FIVE, pitch=None)
    chart = table.chart
    draw_table(paper, table, width=width, foot=() if chart else foot_of(head, table))
    if chart is not None:
        add_chart(paper, table, chart, width=width)
        for text in foot_of(head, table):
            paper.line(text, size=gb.FIVE, pitch=None)


def add_table(paper: Paper, table: Table) -> None:
    """A table within the text."""
    draw_table(paper, table, width=gb.TEXT_WIDTH)


def foot_of(head: Head, table: Table) -> list[str]:
    """The notes, and the place for signatures."""
    lines = []
    for number, note in enumerate(table.notes, 1):
        begin = ("注：" if number == 1 else "　　") + (f"{number}. " if len(table.notes) > 1 else "")
        lines.append(begin + note)
    if table.signatures:
        signer = head.signature.name if head.signature else "　　　　"
        gap = "　" * 4
        lines.append(f"负责人（签名）：{signer}{gap}审核人：{gap * 2}填表人（签名）：{gap * 2}联系电话：")
    return lines
