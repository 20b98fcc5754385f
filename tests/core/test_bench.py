"""`make bench` takes every row there is."""

from importlib import import_module

from tests.bench.__main__ import rows


def test_each_row_measures_something() -> None:
    assert rows() == [f"p{number}" for number in range(1, 9)]
    assert all(callable(import_module(f"tests.bench.{row}").measures) for row in rows())
