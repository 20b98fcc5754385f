"""The worked table of `apps/core/numbers.py`, and that nothing else is ever read as a number."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.core.amount import hundredths, plain
from apps.core.fields import AmountField, CountField
from apps.core.numbers import BadNumber, read_in_unit, read_number

SEPARATORS = "Not clear"
NO_NUMBER = "Enter a number"

READ = [
    ("12", "12"),
    ("１２", "12"),
    ("　12 ", "12"),
    ("\u202d12\u202c", "12"),
    ("12.5", "12.5"),
    ("１２．５", "12.5"),
    ("１．５", "1.5"),
    ("1.50", "1.5"),
    ("1.500", "1.5"),
    ("007", "7"),
    ("0", "0"),
    ("1,234", "1234"),
    ("1，234", "1234"),
    ("１，２３４．５", "1234.5"),
    ("12,345.5", "12345.5"),
    ("1,234,567", "1234567"),
    ("1 234", "1234"),
    ("1\u00a0234", "1234"),
]
REFUSED = [
    ("24，4", SEPARATORS),
    ("24,4", SEPARATORS),
    ("12,5", SEPARATORS),
    ("12 5", SEPARATORS),
    ("1,23", SEPARATORS),
    ("1,2345", SEPARATORS),
    ("1234,567", SEPARATORS),
    ("1,234,56", SEPARATORS),
    ("1,234 567", SEPARATORS),
    ("0,123", SEPARATORS),
    ("1,234.5,6", SEPARATORS),
    (",123", SEPARATORS),
    ("1.234,5", SEPARATORS),
    ("1_0", NO_NUMBER),
    ("1e1", NO_NUMBER),
    ("0x1", NO_NUMBER),
    ("1/2", NO_NUMBER),
    ("½", NO_NUMBER),
    ("①", NO_NUMBER),
    ("5²", NO_NUMBER),
    ("٣", NO_NUMBER),
    ("十二", NO_NUMBER),
    ("24个", NO_NUMBER),
    ("80%", NO_NUMBER),
    ("+5", NO_NUMBER),
    ("--", NO_NUMBER),
    ("－", NO_NUMBER),
    (".5", NO_NUMBER),
    ("5.", NO_NUMBER),
    ("1.2.3", NO_NUMBER),
    ("nan", NO_NUMBER),
    ("Infinity", NO_NUMBER),
    ("-5", "less than zero"),
    ("－５", "less than zero"),
    ("−5", "less than zero"),
    ("1.234", "At most 2 decimals"),
    ("99999999999999999999", "from 0 to"),
]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("text", "number"), READ)
def test_a_number_is_read_as_people_write_it(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)
    assert hundredths(text) == AmountField().clean(text) == Decimal(number) * 100


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_not_clearly_a_number_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(BadNumber, match=why):
        read_number(text)
    with pytest.raises(ValidationError, match=why):
        AmountField().clean(text)
    with pytest.raises(ValidationError):
        CountField().clean(text)


@pytest.mark.parametrize("blank", ["", " ", "　", "\u200b", "\u3164", "\u2800", "\ufeff", "\u202e\n"])
def test_blank_is_nothing_and_not_zero(blank: str) -> None:
    assert read_number(blank) is None
    assert CountField(required=False).clean(blank) is None
    assert AmountField(required=False).clean(blank) is None
    with pytest.raises(ValidationError, match="required"):
        CountField().clean(blank)


def test_a_whole_number_has_no_decimals_but_zeros() -> None:
    assert CountField().clean("12.0") == 12
    assert AmountField(whole=True).clean("12") == 1200
    for field in (CountField(), AmountField(whole=True)):
        with pytest.raises(ValidationError, match="A whole number"):
            field.clean("12.5")


def test_limits_are_said() -> None:
    with pytest.raises(ValidationError, match="A whole number from 1949 to 2999"):
        CountField(min_value=1949, max_value=2999).clean("1948")
    with pytest.raises(ValidationError, match="A number from 0 to 240"):
        AmountField(max_value=240).clean("240.01")


@given(st.integers(0, 10**13 * 100), st.booleans(), st.booleans())
def test_every_number_is_read_back_from_every_way_of_writing_it(amount: int, grouped: bool, wide: bool) -> None:
    whole, _point, places = plain(amount).partition(".")
    text = f"{int(whole):,}" if grouped else whole
    text += f".{places}" if places else ""
    if wide:
        text = "".join(chr(ord(sign) + 0xFEE0) for sign in text)
    assert hundredths(text) == amount


@given(st.text("0123456789.,，． -+_eE%0x１２٣①", max_size=12))
def test_only_digits_in_groups_of_three_and_one_point_are_a_number(text: str) -> None:
    """Said a second time in other words: what is read is what stands there without the separators."""
    try:
        number = read_number(text, least=None)
    except BadNumber:
        return
    written = text.translate(str.maketrans("１２，．", "12,.")).strip()
    if number is None:
        assert not written
        return
    assert re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?", written, re.ASCII)
    assert number == Decimal(re.sub("[, ]", "", written))


IN_UNIT = [
    ("12.5", "万元", "12.5"),
    ("12.5万元", "万元", "12.5"),
    ("１２．５万", "万元", "12.5"),
    ("12.5 万元", "万元", "12.5"),
    ("125000元", "元", "125000"),
    ("12.5万", "元", "125000"),
    ("12.5万元", "元", "125000"),
    ("0.123456万", "元", "1234.56"),
    ("30人", "人", "30"),
    ("1.2万", "人", "12000"),
    ("1.2万人", "人", "12000"),
    ("1,234户", "户", "1234"),
    ("12.5", "万", "12.5"),
    ("12.5万", "万", "12.5"),
]


@pytest.mark.parametrize(("typed", "unit", "number"), IN_UNIT)
def test_the_unit_that_is_asked_for_may_be_written_beside_the_number(typed: str, unit: str, number: str) -> None:
    assert read_in_unit(typed, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("125000元", "万元", "Here 万元 is asked for"),
        ("30户", "人", NO_NUMBER),
        ("万元", "万元", NO_NUMBER),
        ("万", "元", NO_NUMBER),
        ("12,5万", "元", SEPARATORS),
        ("0.1234567万", "元", "At most"),
        ("12万万", "元", NO_NUMBER),
        ("9999999999999万", "元", "to"),
    ],
)
def test_another_unit_is_said(typed: str, unit: str, sentence: str) -> None:
    with pytest.raises(BadNumber, match=sentence):
        read_in_unit(typed, unit)


@pytest.mark.parametrize("unit", ["", "元", "万元", "人"])
def test_blank_is_blank_in_every_unit(unit: str) -> None:
    assert read_in_unit(" 　", unit) is None


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["元", "万元", "人"]))
def test_ten_thousands_are_exact(number: Decimal, unit: str) -> None:
    times = 1 if unit == "万元" else 10000
    assert read_in_unit(f"{number:f}万", unit) == number * times
