import hashlib
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.reports.models import YearEndReport
from tests.factories.township import Township


def run(output: Path, **options: str) -> None:
    """The command as a person types it."""
    given = {"organisation": "T01", "year": "2012", "format": "xlsx", "output": str(output)} | options
    call_command("year_end_report", *[f"--{name.replace('_', '-')}={value}" for name, value in given.items()])


def test_command_and_page_give_the_same_file(frozen: YearEndReport, tmp_path: Path) -> None:
    run(tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes() == frozen.workbook.open().read()


def test_the_data_is_the_snapshot_that_the_page_shows_the_checksum_of(frozen: YearEndReport, tmp_path: Path) -> None:
    run(tmp_path / "report.json", format="json")
    written = (tmp_path / "report.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == frozen.sha256
    assert json.loads(written) == frozen.snapshot


def test_another_day_gives_another_file(graded_township: Township, tmp_path: Path) -> None:
    run(tmp_path / "a.xlsx")
    run(tmp_path / "b.xlsx", as_of="2012-12-19")
    assert (tmp_path / "a.xlsx").read_bytes() != (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("options", [{"organisation": "T99"}, {"as_of": "2011-12-31"}])
def test_what_cannot_be_reported_is_refused_and_nothing_is_written(
    township: Township, tmp_path: Path, options: dict[str, str]
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / "report.xlsx", **options)
    assert refusal.value.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_file_is_refused(township: Township, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / "nowhere" / "report.xlsx")
    assert refusal.value.returncode == 1


def test_a_file_that_was_there_is_replaced_as_a_whole(township: Township, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("old")
    run(tmp_path / "report.json", format="json")
    assert json.loads((tmp_path / "report.json").read_bytes())["year"] == 2012
    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("option", [{"format": "pdf"}, {"year": "12"}, {"as_of": "2012年"}])
def test_wrong_use_is_told_apart(township: Township, tmp_path: Path, option: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="argument"):
        run(tmp_path / "report.xlsx", **option)
