"""What the report says in words, from the snapshot alone: headings and paragraphs in their order.  Pure: no ORM.

The seven parts are those of an upward report (报告).  Every number comes from the snapshot, so the text cannot say
another figure than the tables.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from apps.core.ratio import Ratio
from apps.gradings.classes import RateOutcome
from apps.reports.labels import COHORTS, KINDS, PACES, RATES, long_date
from apps.reports.layout import Head, Table, exact
from apps.reports.sections.names import REASONS
from apps.reports.sections.organisations import MASS, PARTY
from apps.reports.told import Indicator, as_drawn, figure_of, figures_in, indicators_in, with_figures

NUMERALS = "一二三四五六七八九十"
MISSING = "（此处由填报单位补充。）"
_BEHIND = ("behind", "at_risk")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) or 2 （一）."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Inserted:
    """A table within the text."""

    table: Table


Block = Heading | Paragraph | Inserted


def narrative(head: Head, sections: Mapping[str, Any]) -> list[Block]:
    """The body of the report."""
    indicators, sections = indicators_in(sections), as_drawn(sections)
    written = Written(sections.get("texts", {}), figures_in(sections))
    parts: list[tuple[str, Iterable[Block]]] = [
        ("基本情况", _organisations(head, sections)),
        ("目标任务完成情况", _overview(indicators)),
        ("主要做法及成效", [*_programmes(indicators)] or [Paragraph(MISSING)]),
        ("分类定级和晋位升级情况", _rates(sections)),
        ("特色亮点", written.part("highlights")),
        ("存在的主要问题", [*_lacking(indicators), *_comments(sections), *written.part("problems")]),
        ("下步工作打算", written.part("next_steps")),
    ]
    found: list[Block] = list(revised(head))
    for numeral, (title, blocks) in zip(NUMERALS, parts, strict=False):
        found += [Heading(f"{numeral}、{title}"), *blocks]
    return found


def revised(head: Head) -> Iterator[Block]:
    """That it takes the place of another one."""
    if head.revises:
        yield Paragraph(f"本报告更正并代替第{head.revises}号报告，更正的内容和原因见附件《更正说明》。")


def _organisations(head: Head, sections: Mapping[str, Any]) -> Iterator[Block]:
    counts: Counter[str] = Counter()
    for kind, _sector, number in sections["organisations"]["counts"]:
        counts[kind] += number
    party, mass = ([(KINDS[it], counts[it]) for it in kinds if counts[it]] for kinds in (PARTY, MASS))
    total = sum(number for _kind, number in party)
    said = f"截至{long_date(head.as_of)}，共有党的组织{total}个，其中{_listed(party)}。" if party else ""
    yield Paragraph(said + (f"群团组织和协会中，有{_listed(mass)}。" if mass else ""))


def _listed(counted: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{name}{number}个" for name, number in counted)


def _overview(indicators: list[Indicator]) -> Iterator[Block]:
    if not indicators:
        yield Paragraph("本年度没有制定党建工作计划。")
        return
    states = Counter(it["state"] for it in indicators if it["state"])
    told = "、".join(f"{PACES[state]}{states[state]}项" for state in PACES if states[state])
    yield Paragraph(f"年度计划共确定指标{len(indicators)}项，其中{told}。各项指标的目标值和完成情况见附件。")


def _programmes(indicators: list[Indicator]) -> Iterator[Block]:
    by_programme = groupby(indicators, key=lambda it: it["programme"])
    for numeral, (name, members) in zip(_numerals(), by_programme, strict=False):
        its = list(members)
        known = [said for it in its if (said := figure_of(it))]
        open_ = [it["name"] for it in its if it["numerator"] is None]
        yield Heading(f"（{numeral}）{name}", 2)
        said = "；".join(known) + "。" if known else ""
        yield Paragraph(said + (f"{'、'.join(open_)}尚无数据。" if open_ else ""))


def _numerals() -> Iterator[str]:
    """一 to 九十九."""
    for number in range(1, 100):
        tens, ones = divmod(number, 10)
        yield ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


def _rates(sections: Mapping[str, Any]) -> Iterator[Block]:
    for code, name in RATES.items():
        rate = sections["rates"][code]
        if not rate["denominator"]:
            yield Paragraph(f"年初无{COHORTS[code]}党组织，{name}不适用。")
            continue
        verdict = "达到目标" if rate["reached"] else f"未达到目标，还需{rate['needed']}个"
        percent = Ratio(rate["numerator"], rate["denominator"]).percent
        among = f"年初{COHORTS[code]}党组织{rate['denominator']}个，年末{_done(code)}{rate['numerator']}个"
        against = f"{name}{percent}%，目标{exact(rate['target'])}%，{verdict}"
        yield Paragraph(f"{among}，{against}。{_reasons(sections, code)}")


def _done(code: str) -> str:
    return "转化" if code == "backward_conversion" else "升级"


def _reasons(sections: Mapping[str, Any], code: str) -> str:
    """Why the others were not upgraded, by reason."""
    counts = _counted_reasons(sections, code)
    told = "、".join(f"{REASONS[reason]}{counts[reason]}个" for reason in REASONS if counts.get(reason))
    return f"未{_done(code)}的，{told}。" if told else ""


def _counted_reasons(sections: Mapping[str, Any], code: str) -> Mapping[str, int]:
    """Of a district the numbers alone are known here: the names stand in its parts."""
    if "townships" in sections:
        its: Mapping[str, int] = sections["townships"]["reasons"][code]
        return its
    data = sections["names"]
    at = data["fields"].index("standing")
    return Counter(row[at] for row in data["rates"][code] if row[at] != RateOutcome.UPGRADED)


def _lacking(indicators: list[Indicator]) -> Iterator[Block]:
    lacking = [it for it in indicators if it["state"] in _BEHIND]
    if lacking:
        yield Paragraph(f"未达到进度要求的指标{len(lacking)}项：{'；'.join(figure_of(it) for it in lacking)}。")


def _comments(sections: Mapping[str, Any]) -> Iterator[Block]:
    """What the owners say about them; nothing is said of those about which nobody wrote."""
    data = sections.get("comments", {"fields": (), "indicators": ()})
    for row in data["indicators"]:
        it = dict(zip(data["fields"], row, strict=True))
        if it["text"]:
            owner = f"（责任人：{it['responsible']}）" if it["responsible"] else ""
            yield Paragraph(f"{it['name']}{owner}：{' '.join(it['text'].split())}")


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote, with the figures that it refers to."""

    parts: Mapping[str, str]
    figures: Mapping[str, str]

    def part(self, name: str) -> list[Block]:
        """A paragraph for each line; a gap to fill in where nobody wrote."""
        return self.written(name) or [Paragraph(MISSING)]

    def written(self, name: str) -> list[Block]:
        """A paragraph for each line."""
        text = with_figures(self.parts.get(name, ""), self.figures)
        return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
