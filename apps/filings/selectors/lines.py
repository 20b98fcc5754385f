"""The lines of filings with everything that they are compared with, for many filings at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.core.amount import plain
from apps.filings.check_names import Strength
from apps.filings.checks import Figures, Problem, findings, usual_sentence
from apps.filings.models import Filing, FilingLine
from apps.filings.months import Month
from apps.filings.rules import in_force, stated
from apps.filings.selectors.rules import RuleBook, rules_over
from apps.plans.models import Indicator, Target
from apps.plans.natures import Nature


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier month's figure."""

    month: Month
    numerator: int
    denominator: int | None


@dataclass(frozen=True, slots=True)
class LineView:
    """A filed line beside the latest earlier figure, the sum of the year's earlier months (flows) and the target, and
    what the checks find."""

    line: FilingLine
    last: Past | None
    before: int
    target: int | None
    figures: Figures
    problems: list[Problem]

    @property
    def shown(self) -> str:
        return shown(self.line.numerator, self.line.denominator)

    @property
    def last_shown(self) -> str:
        return shown(self.last.numerator, self.last.denominator) if self.last else ""

    @property
    def stored_numerator(self) -> str:
        return plain(self.line.numerator) if self.line.numerator is not None else ""

    @property
    def stored_denominator(self) -> str:
        return plain(self.line.denominator) if self.line.denominator is not None else ""

    @property
    def last_numerator(self) -> str:
        return plain(self.last.numerator) if self.last else ""

    @property
    def last_denominator(self) -> str:
        return plain(self.last.denominator) if self.last and self.last.denominator is not None else ""

    @property
    def unchanged(self) -> str:
        """What fills a blank stock with its last figure, as the page's script reads it; empty where there is none."""
        if not (self.is_stock and self.last):
            return ""
        pairs = {f"n{self.line.pk}": self.last_numerator, f"d{self.line.pk}": self.last_denominator}
        return ";".join(f"{name}={value}" for name, value in pairs.items() if value)

    @property
    def year_so_far(self) -> str:
        """The year up to and with this month, as far as months are known; empty for what does not add up."""
        if self.is_stock or self.indicator.is_rate or self.line.numerator is None:
            return ""
        return plain(self.before + self.line.numerator)

    @property
    def indicator(self) -> Indicator:
        indicator: Indicator = self.line.indicator
        return indicator

    @property
    def is_stock(self) -> bool:
        return self.indicator.nature != Nature.FLOW

    @property
    def oddities(self) -> list[Problem]:
        """What wants a reason."""
        return [it for it in self.problems if it.strength == Strength.EXPLAIN]

    @property
    def hints(self) -> list[Problem]:
        """What is only pointed out."""
        return [it for it in self.problems if it.strength == Strength.INFORM]

    @property
    def usual(self) -> dict[str, str] | None:
        """Between which figures the page's script expects what is typed, and what it says of others."""
        if self.figures.usual is None:
            return None
        least, most = map(plain, self.figures.usual)
        return {"least": least, "most": most, "sentence": usual_sentence(self.figures.usual)}


#: The months of an indicator that are known for an organisation, by organisation and indicator code.
History = Mapping[tuple[int, str], Mapping[Month, Past]]


def lines_of(filings: Iterable[Filing]) -> dict[int, list[LineView]]:
    """The lines of each filing, by filing id, in the plan's order.

    Four queries, however many filings; one more where a township keeps rules of its own.
    """
    return views_of(filings, FilingLine.objects.filter(filing__in=filings).with_indicator())


def views_of(filings: Iterable[Filing], lines: Iterable[FilingLine]) -> dict[int, list[LineView]]:
    """The same for lines that have been read already, with their indicators.  One query less."""
    by_id = {filing.pk: filing for filing in filings}
    lines = list(lines)
    history, targets, rules = _history(by_id.values()), _targets(by_id.values(), lines), rules_over(by_id.values())
    found: dict[int, list[_Compared]] = {pk: [] for pk in by_id}
    for line in lines:
        filing = by_id[line.filing_id]
        past = history.get((filing.organisation_id, line.indicator.code), {})
        target = targets.get((filing.organisation_id, line.indicator_id))
        found[filing.pk].append(_compared(line, filing, past, target, rules))
    return {pk: _checked(its) for pk, its in found.items()}


def shown(numerator: int | None, denominator: int | None) -> str:
    """Figures in hundredths as people write them: "12.5", "3 / 4"; empty where blank."""
    if numerator is None:
        return ""
    return plain(numerator) if denominator is None else f"{plain(numerator)} / {plain(denominator)}"


#: A line, its latest earlier figure, and what the checks compare.
_Compared = tuple[FilingLine, Past | None, Figures]


def _compared(
    line: FilingLine, filing: Filing, past: Mapping[Month, Past], target: int | None, rules: RuleBook
) -> _Compared:
    it = line.indicator
    earlier = sorted(at for at in past if at < filing.when)
    last = past[earlier[-1]] if earlier else None
    figures = Figures(
        line=line.pk,
        kind=it.kind,
        nature=it.nature,
        comparator=it.comparator,
        numerator=line.numerator,
        denominator=line.denominator,
        last=last.numerator if last else None,
        last_denominator=last.denominator if last else None,
        before=sum(past[at].numerator for at in earlier if at.year == filing.year),
        target=target,
        code=it.code,
        earlier=tuple(past[at].numerator for at in earlier),
        rules=in_force(
            stated(it.nature, percent=line.odd_percent, times=line.odd_times), rules.said_of(filing, it.code)
        ),
    )
    return line, last, figures


def _checked(lines: list[_Compared]) -> list[LineView]:
    """The lines of one filing with what the checks find: some look at several lines."""
    problems: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in findings(figures for _line, _last, figures in lines):
        problems[problem.line].append(problem)
    return [LineView(line, last, it.before, it.target, it, problems[line.pk]) for line, last, it in lines]


def _history(filings: Iterable[Filing]) -> History:
    """What was handed in by these organisations in the years of the filings and the years before them."""
    years = {filing.year for filing in filings}
    rows = (
        FilingLine.objects.known()
        .filter(
            filing__organisation__in={filing.organisation_id for filing in filings},
            filing__year__in=years | {year - 1 for year in years},
        )
        .order_by()
        .values_list(
            "filing__organisation", "indicator__code", "filing__year", "filing__month", "numerator", "denominator"
        )
    )
    found: defaultdict[tuple[int, str], dict[Month, Past]] = defaultdict(dict)
    for organisation, code, year, month, numerator, denominator in rows:
        at = Month(year, month)
        found[organisation, code][at] = Past(at, numerator, denominator)
    return found


def _targets(filings: Iterable[Filing], lines: Iterable[FilingLine]) -> dict[tuple[int, int], int]:
    rows = Target.objects.filter(
        organisation__in={filing.organisation_id for filing in filings},
        indicator__in={line.indicator_id for line in lines},
    ).order_by()
    return {
        (organisation, it): value for organisation, it, value in rows.values_list("organisation", "indicator", "value")
    }
