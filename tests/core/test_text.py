import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.text import RADICALS, clean, half_width, visible

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u202e"
UNSEEN += "\u2060\u2066\u2069\ufeff\u00ad\u3164\u115f\uffa0\u180e\x00\x07\x7f"


@pytest.mark.parametrize(
    "blank", [*UNSEEN, *"　 \u00a0\u2003\u2009\u202f\u205f\u2800\t\n\v\f\r\x85\u2028", " \u3164 \u2003"]
)
def test_outer_blanks_of_every_kind_are_trimmed_and_alone_they_are_nothing(blank: str) -> None:
    assert clean(f"{blank}清水村{blank} ") == "清水村"
    assert clean(blank) == visible(blank) == half_width(blank) == ""


def test_a_selector_of_variants_alone_is_nothing() -> None:
    assert clean(" \ufe0f\u3164") == visible("\U000e0100") == ""


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_is_dropped_inside_too(sign: str) -> None:
    assert clean(f"清{sign}水村") == "清水村"
    assert half_width(f"V{sign}01") == "V01"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("⽯桥村党⽀部", "石桥村党支部"),
        ("⻘⼭村党⽀部", "青山村党支部"),
        ("⼀般", "一般"),
        ("测　试", "测　试"),
        ("ＡＢ１", "ＡＢ１"),
        ("（一）、二", "（一）、二"),
        ("一\r\n二\r三\u2028四\v五", "一\n二\n三\n四\n五"),
        ("e\u0301", "é"),
        ("诸葛\U000e0100", "诸葛\U000e0100"),
        ("龍\uf9c4", "龍龍"),
    ],
)
def test_text_is_stored_as_people_see_it(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_full_width_and_radicals_compare_equal() -> None:
    assert half_width("\u202d　Ｖ０１－１ ") == "V01-1"
    assert half_width("⼭Ａ（１）") == half_width("山A(1)")


def test_every_radical_becomes_an_ideograph() -> None:
    assert len(RADICALS) == 114 + 214
    for code, ideograph in RADICALS.items():
        assert "CJK UNIFIED IDEOGRAPH" in unicodedata.name(ideograph)
        assert "RADICAL" in unicodedata.name(chr(code))


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_no_control_sign(text: str) -> None:
    for way in (clean, half_width, visible):
        once = way(text)
        assert way(once) == once
        assert not any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n" for sign in once)
