"""Text found by how it is spelled."""

import re
import time

import pytest

from apps.core.pinyin import spelled


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hsc", "红石村党支部"),
        ("HSC", "红石村党支部"),
        ("ｈｓｃ", "红石村"),
        ("hongshicun", "红石村"),
        ("hong shi", "红石村"),
        ("hongsh", "红石村"),
        ("hongs", "红石村"),
        ("xian", "西安"),
        ("xi'an", "西安"),
        ("lvhua", "绿化"),
        ("lühua", "绿化"),
        ("cq", "重庆"),
        ("zhongqing", "重庆"),
        ("agc", "阿古村"),
    ],
)
def test_first_letters_and_whole_syllables_find_a_name(typed: str, text: str) -> None:
    pattern = spelled(typed)
    assert pattern is not None
    assert re.search(pattern, text)


@pytest.mark.parametrize(("typed", "text"), [("hsd", "红石村"), ("hongcun", "红石村"), ("shc", "红石村")])
def test_what_is_spelled_otherwise_is_not_found(typed: str, text: str) -> None:
    pattern = spelled(typed)
    assert pattern is None or not re.search(pattern, text)


@pytest.mark.parametrize("typed", ["", "h", "V01", "红石", "h%c", "a" * 400, "iiii", "[a-z]", "ｖv"])
def test_what_is_no_spelling_has_no_pattern(typed: str) -> None:
    assert spelled(typed) is None


@pytest.mark.parametrize("typed", ["an" * 14 + "ii", "an" * 15, "shi" * 10, "gangang" * 4])
def test_letters_that_can_be_read_in_a_thousand_ways_take_no_time(typed: str) -> None:
    spelled("ab")
    start = time.perf_counter()
    pattern = spelled(typed) or ""
    re.search(pattern or "x", "红石村" * 100)
    assert time.perf_counter() - start < 1
    assert len(pattern.encode()) < 200_000
