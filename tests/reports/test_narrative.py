"""What the report says in words, by hand-made snapshots."""

from datetime import date
from typing import Any

import pytest

from apps.reports.layout import Head
from apps.reports.narrative import Heading, Inserted, narrative
from apps.reports.sections.indicators import FIELDS
from apps.reports.sections.names import FIELDS as NAMES

HEAD = Head("中共清溪镇委员会", 2012, date(2012, 12, 31), "")
RATE = {"numerator": 0, "denominator": 0, "target": "30", "reached": None, "needed": None}


def indicator(**said: Any) -> list[Any]:
    usual = {
        "code": "A",
        "programme": "组织优化工程",
        "name": "覆盖率",
        "unit": "%",
        "comparator": ">=",
        "is_rate": True,
    }
    usual |= {"hundredths": False, "missing_months": [], "target": "80", "state": "done"}
    return [(usual | said).get(field) for field in FIELDS]


def told(
    *indicators: list[Any], rates: dict[str, Any] | None = None, names: list[list[Any]] | None = None
) -> list[str]:
    codes = ("advanced_upgrade", "general_upgrade", "backward_conversion")
    sections = {
        "organisations": {"counts": [["branch", "village", 3], ["branch", "office", 1], ["trade_union", "", 2]]},
        "indicators": {"fields": FIELDS, "indicators": list(indicators)},
        "rates": dict.fromkeys(codes, RATE) | (rates or {}),
        "names": {"fields": NAMES, "rates": {code: [] for code in codes} | {"general_upgrade": names or []}},
    }
    return [it.text for it in narrative(HEAD, sections) if not isinstance(it, Inserted)]


def test_the_seven_parts_stand_in_their_order() -> None:
    parts = [it for it in told() if it[1] == "、"]
    assert [it.split("、")[0] for it in parts] == list("一二三四五六七")


def test_organisations_are_counted_by_kind_over_all_fields() -> None:
    assert "截至2012年12月31日，共有党的组织4个，其中党支部4个。群团组织和协会中，有工会2个。" in told()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"numerator": 24, "denominator": 30}, "覆盖率80.0%（24/30），目标不低于80%。"),
        # Cut, never rounded.
        ({"numerator": 189, "denominator": 199}, "覆盖率94.9%（189/199），目标不低于80%。"),
        ({"numerator": 0, "denominator": 0}, "覆盖率不适用（0/0），目标不低于80%。"),
        ({"numerator": 17, "is_rate": False, "unit": "名", "target": "45"}, "覆盖率17名，目标不低于45名。"),
        ({"numerator": 1250, "is_rate": False, "hundredths": True, "unit": "万元", "target": ""}, "覆盖率12.5万元。"),
        # Blank is not zero.
        ({"numerator": None, "state": "no_data"}, "覆盖率尚无数据。"),
    ],
)
def test_an_indicator_is_told_with_its_two_numbers_and_its_target(said: dict[str, Any], sentence: str) -> None:
    assert sentence in told(indicator(**said))


def test_what_is_behind_is_named_among_the_problems() -> None:
    texts = told(indicator(numerator=5, denominator=6, state="behind"), indicator(numerator=6, denominator=6))
    assert "年度计划共确定指标2项，其中已完成1项、滞后序时1项。各项指标的目标值和完成情况见附件。" in texts
    assert "未达到进度要求的指标1项：覆盖率83.3%（5/6），目标不低于80%。" in texts


def test_a_rate_says_how_many_are_needed_and_why_the_others_were_not_upgraded() -> None:
    rate = {"numerator": 5, "denominator": 17, "target": "30", "reached": False, "needed": 1}
    rows = [["X", "某支部", "village", 0, "general", 0, standing] for standing in ("kept", "kept", "fell", "upgraded")]
    texts = told(rates={"general_upgrade": rate}, names=rows)
    assert (
        "年初一般党组织17个，年末升级5个，升级率29.4%，目标30%，未达到目标，还需1个。"
        "未升级的，年末等次下降1个、年末等次未提高2个。"
    ) in texts
    assert "年初先进党组织，争创升级率不适用。" not in texts
    assert "年初无先进党组织，争创升级率不适用。" in texts


def test_programmes_are_numbered_beyond_ten() -> None:
    texts = told(*(indicator(programme=f"工程{number}", numerator=1, denominator=1) for number in range(12)))
    assert "（十二）工程11" in texts
    assert Heading("（十二）工程11", 2).level == 2
