from datetime import date
from fractions import Fraction

from apps.dashboards.attention import Concern, attention
from apps.dashboards.hands import Filings, Hands
from apps.gradings.movement import movement
from apps.gradings.rates import Rate, RateCode
from apps.gradings.selectors.overview import Card, Glance
from apps.plans.models import Indicator
from apps.progress.cumulation import Figure
from apps.progress.figures import Standing
from apps.progress.states import Pace


def card(upgraded: int, not_upgraded: int, target: int) -> Card:
    codes = [f"V{number:02}" for number in range(upgraded + not_upgraded)]
    rate = Rate(
        RateCode.GENERAL_UPGRADE,
        Fraction(target),
        tuple(codes[:upgraded]),
        tuple(codes[upgraded:]),
        (),
        provisional=False,
    )
    return Card(rate, drafts=0, hoped=None)


def overview(*cards: Card, drafts: int = 0) -> Glance:
    return Glance(cards, movement([], year=2012, as_of=date(2012, 12, 31)), drafts=drafts)


def standing(state: Pace | None, mechanism: str = "M036") -> Standing:
    return Standing(Indicator(code="MAS-02", mechanism=mechanism), Figure(1), date(2012, 12, 31), state=state)


def concerns(seen: Glance, *standings: Standing) -> list[Concern]:
    return [item.concern for item in attention(seen, standings)]


def test_a_rate_that_is_not_reached_comes_first_and_a_reached_one_not_at_all() -> None:
    found = attention(overview(card(3, 8, 30), card(3, 7, 30), drafts=2), [standing(Pace.BEHIND)])
    assert [item.concern for item in found] == [
        Concern.RATE_BEHIND,
        Concern.INDICATOR_BEHIND,
        Concern.CLASSES_WAITING,
    ]
    assert found[0].rate is not None
    assert found[0].rate.needed == 1


def test_a_rate_without_organisations_is_no_concern() -> None:
    assert concerns(overview(card(0, 0, 95))) == []


def test_behind_comes_before_at_risk_and_what_is_in_time_or_unknown_is_left_out() -> None:
    states = [Pace.AT_RISK, Pace.DONE, Pace.BEHIND, Pace.NO_DATA, None, Pace.ON_COURSE]
    assert concerns(overview(), *map(standing, states)) == [Concern.INDICATOR_BEHIND, Concern.INDICATOR_AT_RISK]


def test_the_three_rates_are_said_once() -> None:
    assert concerns(overview(card(0, 1, 95)), standing(Pace.BEHIND, mechanism="M066")) == [Concern.RATE_BEHIND]


def test_late_filings_come_before_what_is_only_at_risk_and_what_waits_comes_last() -> None:
    filings = [
        Filings(Hands("V01", "清水村"), 1, 1),
        Filings(Hands("V02", "石桥村"), 2, 0),
        Filings(Hands("V03", "柳湾村"), 0, 1),
    ]
    found = attention(overview(drafts=1), [standing(Pace.AT_RISK)], filings=filings)
    assert [(item.concern, item.count) for item in found] == [
        (Concern.FILINGS_OVERDUE, 3),
        (Concern.INDICATOR_AT_RISK, 0),
        (Concern.CLASSES_WAITING, 1),
        (Concern.FILINGS_WAITING, 2),
    ]
    assert [it.hands.code for it in found[0].first_late] == ["V02", "V01"]
