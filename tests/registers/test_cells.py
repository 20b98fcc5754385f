"""What a list of a register does not break: days, figures, and numbers of documents."""

import re

from django.utils.translation import override

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


def test_what_is_measured_says_its_unit_in_the_workbook_as_on_the_page() -> None:
    with override("zh-hans"):
        lines = [
            (it, str(register.model_field(it).verbose_name)) for register in REGISTERS.values() for it in register.lines
        ]
    units = [(it, re.findall("（(元|平方米)）", label)) for it, label in lines if it.heading]
    assert {it.heading for it, said in units if any(f"（{unit}）" not in it.heading for unit in said)} == set()
    assert {it.former for it, said in units if said} >= {"安排金额", "建筑面积", "收入金额", "金额或面积"}
