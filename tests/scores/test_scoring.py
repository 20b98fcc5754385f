"""From points and ballots to a score and the class that it suggests; tables worked by hand."""

from fractions import Fraction

import pytest

from apps.scores.items import Item, items_in, unread
from apps.scores.scoring import Rules, Score, achievement, of_ballot, of_ballots, of_points, ranked, score_text

RULES = Rules((2, 3, 5), (100, 80, 60, 0), 90, 60)
ASKED = {"班子建设": 40, "工作业绩": 60}


@pytest.mark.parametrize(
    ("own", "votes", "superior", "total", "suggested"),
    [
        (95, (20, 8, 2, 0), 88, "90.6", "advanced"),
        (90, (10, 10, 5, 5), 60, "69", "general"),
        (0, (0, 0, 0, 10), 50, "25", "backward"),
        (100, (1, 1, 1, 0), 87, "87.5", "general"),
        (None, (20, 8, 2, 0), 88, "", None),
        (95, (0, 0, 0, 0), 88, "", None),
    ],
)
def test_three_parts_make_a_score_by_their_shares(
    own: int | None, votes: tuple[int, ...], superior: int, total: str, suggested: str | None
) -> None:
    own_score = None if own is None else Fraction(own)
    score = Score(own_score, of_ballot(votes, RULES.votes), Fraction(superior), RULES)
    assert (score_text(score.total), score.suggested) == (total, suggested)


def test_a_part_without_a_share_is_not_waited_for() -> None:
    alone = Score(None, None, Fraction(75), Rules((0, 0, 5), RULES.votes, 90, 60))
    assert score_text(alone.total) == "75"


def test_a_veto_leaves_no_other_class_than_the_last_and_the_score_as_it_is() -> None:
    vetoed = Score(Fraction(95), Fraction(95), Fraction(95), RULES, vetoed=True)
    assert (score_text(vetoed.total), vetoed.suggested) == ("95", "backward")


def test_a_class_is_suggested_on_the_exact_score_and_shown_cut() -> None:
    nearly = Score(Fraction(90), Fraction(90), Fraction(89_999, 1000), RULES)
    assert (score_text(nearly.total), nearly.suggested) == ("89.99", "general")


def test_points_are_out_of_a_hundred_and_known_once_every_item_has_some() -> None:
    assert of_points(ASKED, {"班子建设": 3800, "工作业绩": 5700}) == 95
    assert of_points({"班子建设": 40, "工作业绩": 10}, {"班子建设": 2000, "工作业绩": 500}) == 50
    assert of_points(ASKED, {"班子建设": 3800}) is None
    assert of_points(ASKED, {"班子建设": 3800, "工作业绩": None}) is None
    assert of_points(ASKED, {"班子建设": 0, "工作业绩": 0}) == 0
    assert of_points({}, {}) is None


def test_members_and_public_weigh_the_same_however_many_voted() -> None:
    assert of_ballots([(10, 0, 0, 0), (0, 0, 300, 0)], RULES.votes) == 80
    assert of_ballots([(10, 0, 0, 0), (0, 0, 0, 0)], RULES.votes) == 100
    assert of_ballots([(0, 0, 0, 0), (0, 0, 0, 0)], RULES.votes) is None


@pytest.mark.parametrize(
    ("actual", "target", "comparator", "share"),
    [
        (17, 34, ">=", Fraction(1, 2)),
        (40, 34, ">=", 1),
        (0, 34, ">=", 0),
        (0, 0, ">=", 1),
        (10, 5, "<=", Fraction(1, 2)),
        (0, 5, "<=", 1),
        (45, 45, "=", 1),
        (46, 45, "=", 0),
    ],
)
def test_how_far_an_indicator_is(actual: int, target: int, comparator: str, share: Fraction) -> None:
    assert achievement(Fraction(actual), Fraction(target), comparator) == share


def test_equal_scores_share_a_place_and_who_has_none_has_no_place() -> None:
    scores = {"A": Fraction(90), "B": Fraction(90_004, 1000), "C": Fraction(80), "D": None}
    assert ranked(scores) == {"A": 1, "B": 1, "C": 3}


def test_items_are_read_as_people_write_them() -> None:
    text = "40 班子建设\n\n 60分、工作业绩 【OPT-01】"
    assert items_in(text) == [Item(40, "班子建设"), Item(60, "工作业绩", "OPT-01")]
    assert unread(text) == []
    assert unread("班子建设\n40 班子建设\n40 班子建设\n0 制度") == ["班子建设", "40 班子建设", "0 制度"]
