from fractions import Fraction

from apps.dashboards.attention import Attention, Concern
from apps.dashboards.hands import Hands
from apps.dashboards.nearest import candidates, to_look_up
from apps.gradings.classes import RateCode, RateOutcome
from apps.gradings.rates import Rate
from apps.gradings.selectors.overview import Card


def rate(code: RateCode, target: int, upgraded: tuple[str, ...] = (), **reasons: RateOutcome) -> Rate:
    return Rate(code, Fraction(target), upgraded, tuple(reasons), (), provisional=True, reasons=reasons)


def order(card: Card, **rectifications: str) -> list[str]:
    known = {code: Hands(code, code, rectification=rectifications.get(code, "")) for code in to_look_up(card)}
    return [it.hands.code for it in candidates(card, known)]


def test_whose_draft_waits_for_confirmation_is_nearest_and_who_fell_the_farthest() -> None:
    now = rate(
        RateCode.GENERAL_UPGRADE,
        60,
        V01=RateOutcome.FELL,
        V02=RateOutcome.UNCONFIRMED,
        V03=RateOutcome.KEPT,
        V04=RateOutcome.UNCONFIRMED,
    )
    hoped = rate(RateCode.GENERAL_UPGRADE, 60, ("V04",), V01=RateOutcome.FELL)
    card = Card(now, drafts=1, hoped=hoped)
    assert order(card) == ["V04", "V02", "V03"]


def test_a_conversion_is_endangered_most_where_no_rectification_is_registered() -> None:
    waiting = dict.fromkeys(("V01", "V02", "V03", "V04"), RateOutcome.UNCONFIRMED)
    card = Card(rate(RateCode.BACKWARD_CONVERSION, 95, (), **waiting), drafts=0, hoped=None)
    rectifications = {"V01": "settled", "V02": "missing", "V03": "overdue", "V04": "in_hand"}
    known = {code: Hands(code, code, rectification=it) for code, it in rectifications.items()}
    line = Attention(Concern.RATE_BEHIND, rate=card.rate, candidates=candidates(card, known))
    assert [it.hands.code for it in line.named] == ["V02", "V03", "V04"]


def test_of_a_rate_that_is_reached_nobody_is_named() -> None:
    assert to_look_up(Card(rate(RateCode.ADVANCED_UPGRADE, 20, ("V01",)), drafts=0, hoped=None)) == []
