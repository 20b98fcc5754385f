"""Ids and versions as they come back from a page: what no page ever sent is none, however many digits it has."""

import pytest

from apps.core.ids import read_id


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_an_id_is_read(text: str, number: int) -> None:
    assert read_id(text) == number


@pytest.mark.parametrize("text", ["", "-1", " 1", "1\n", "1_0", "²", "１", "V01", "9" * 19, "9" * 5000])
def test_what_is_no_id_is_none(text: str) -> None:
    assert read_id(text) is None
