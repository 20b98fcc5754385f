"""Which engine tries what: `tests/selection.py`."""

from pathlib import Path

from tests.selection import ONE_FILE, SHARED_OUT

TESTS = Path(__file__).parent.parent


def test_every_file_that_is_named_is_there() -> None:
    """Or one that is renamed would be tried twice, and nobody would see it."""
    named = {*SHARED_OUT, *(f"{folder}/{file}" for folder, file in ONE_FILE.items())}
    assert [it for it in sorted(named) if not (TESTS / it).is_file()] == []
