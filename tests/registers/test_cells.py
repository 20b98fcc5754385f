"""What a list of a register does not break: days, figures, and numbers of documents."""

from apps.registers.lines import is_reference
from apps.registers.registry import REGISTERS
from apps.registers.selectors import Cell


def test_the_number_of_a_document_stays_on_one_line_and_its_title_breaks() -> None:
    named = {
        (register, line.name)
        for register in ("documents", "league-recruitment", "recommendations", "transfers")
        for line in REGISTERS[register].listed
        if is_reference(REGISTERS[register].model_field(line))
    }
    assert named == {("documents", "number"), ("recommendations", "case_number"), ("transfers", "number")}
    assert Cell("文号", "清委发〔2026〕12号", is_reference=True).is_figures
    assert not Cell("文号", "清溪镇粮油加工专业合作社联合会章程（试行）二〇二六年修订稿", is_reference=True).is_figures
    assert not Cell("标题", "关于做好党建工作的意见").is_figures
    assert Cell("日期", "2026-10-10").is_figures
