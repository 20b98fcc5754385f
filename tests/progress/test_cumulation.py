"""How figures of several parts go together (figures.md, section 2); how months add up is in test_filed.py."""

from apps.progress.cumulation import Figure, together


def test_together_the_months_that_any_lacks_are_missing_and_the_oldest_state_is_named() -> None:
    parts = [Figure(100, 200, 10, (2,), 5), Figure(300, 300, 0, (1, 2), 3), Figure(pending=7, missing_months=(4,))]
    assert together(parts) == Figure(400, 500, 17, (1, 2, 4), 3)


def test_together_without_any_figure_there_is_none() -> None:
    assert together([Figure(missing_months=(1,)), Figure(pending=5)]) == Figure(None, None, 5, (1,))
