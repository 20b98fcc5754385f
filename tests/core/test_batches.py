"""Many values come in portions, each made when it is asked for."""

from itertools import count, islice

from apps.core.batches import batches


def test_every_value_comes_once_and_in_order() -> None:
    assert list(batches(range(5), size=2)) == [[0, 1], [2, 3], [4]]
    assert list(batches([], size=2)) == []


def test_what_has_no_end_may_be_taken_in_portions() -> None:
    assert list(islice(batches(count(), size=3), 2)) == [[0, 1, 2], [3, 4, 5]]
