"""`import_workbook`, `export_workbook`, `template_workbook`: exit status and output (contract.md)."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command, load_command_class
from django.core.management.base import CommandError
from django.utils.translation import override

from apps.activities.models import Activity
from apps.audit.models import Entry
from apps.gradings.models import Grading
from apps.organisations.models import Organisation, Placement
from tests.factories.township import Township
from tests.workbooks.books import workbook

HEADINGS = [
    "编码",
    "名称",
    "类型",
    "领域",
    "上级编码",
    "成立日期",
    "撤销日期",
    "撤销方式",
    "并入编码",
    "批准文号",
    "纳入定级",
]

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Put rows into a workbook and that into a file."""

    def to_file(*rows: list[Any], content: BytesIO | None = None) -> Path:
        file = tmp_path / "in.xlsx"
        file.write_bytes((content or workbook(*rows)).getvalue())
        return file

    return to_file


def run(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> str:
    """What the command prints on standard output, after it ended with `status`."""
    ended = 0
    try:
        call_command(*(str(argument) for argument in arguments))
    except SystemExit as stop:
        ended = int(stop.code or 0)
    except CommandError as refusal:
        ended = refusal.returncode
    assert ended == status
    return str(capsys.readouterr().out)


def everything() -> list[Any]:
    models = (Organisation, Placement, Grading, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_ten_different_faults_are_listed_with_their_cells_and_nothing_is_written(
    township: Township, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    file = save(
        [*HEADINGS, "电话"],
        ["N01", None, "党支部", "村", "T01"],
        ["N02", "乙", "村支部", "村", "T01"],
        ["N03", "丙", "党支部", "城市", "T01"],
        ["N04", "丁", "党支部", "村", "X99"],
        ["N05", "戊", "党支部", "村", "T01", "2012-02-30"],
        ["N06", "己", "党支部", "村", "T01", "2012-03-20", "2011.3.20", "撤销"],
        ["N07", "庚", "党支部", "村", "T01", None, "2012年3月20日", "并入"],
        ["N08", "辛", "党支部", "村", "N09"],
        ["N09", "壬", "党支部", "村", "N08"],
        ["N01", "癸", "党支部", "村", "T01"],
        ["好的", "子", "党支部", "村", "T01"],
        ["V01", "会写的", "党支部", "村", "T01"],
    )
    before = everything()
    printed = run(capsys, "import_workbook", "organisations", file, "--json", status=1)
    outcome = json.loads(printed)
    assert list(outcome) == ["created", "updated", "unchanged", "errors"]
    assert [outcome[name] for name in ("created", "updated", "unchanged")] == [0, 0, 0]
    assert [(error["cell"], error["column"], error["value"]) for error in outcome["errors"]] == [
        ("L1", "电话", "电话"),
        ("B2", "名称", ""),
        ("C3", "类型", "村支部"),
        ("D4", "领域", "城市"),
        ("E5", "上级编码", "X99"),
        ("F6", "成立日期", "2012-02-30"),
        ("G7", "撤销日期", "2011.3.20"),
        ("I8", "并入编码", ""),
        ("E9", "上级编码", "N09"),
        ("E10", "上级编码", "N08"),
        ("A11", "编码", "N01"),
        ("A12", "编码", "好的"),
    ]
    assert {error["sheet"] for error in outcome["errors"]} == {"组织"}
    assert len({error["message"] for error in outcome["errors"]}) == 11
    assert everything() == before


def test_an_import_writes_and_says_how_much(township: Township, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    file = save(HEADINGS[:5], ["N01", "新", "党支部", "村", "T01"], ["V01", "组织V01", "党支部", "村", "T01"])
    told = run(capsys, "import_workbook", "organisations", file, "--check")
    assert told == "Would add 1, change 0, leave 1 as they are.\n"
    assert not Organisation.objects.filter(code="N01").exists()
    assert json.loads(run(capsys, "import_workbook", "organisations", file, "--json")) == {
        "created": 1,
        "updated": 0,
        "unchanged": 1,
        "errors": [],
    }
    assert Organisation.objects.with_parent().get(code="N01").parent_code == "T01"
    told = run(capsys, "import_workbook", "organisations", file)
    assert told == "Added 0, changed 0, left 2 as they were.\n"


def test_errors_are_told_to_people_on_standard_error(
    township: Township, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    file = save(HEADINGS[:3], ["V01", "甲", "村支部"])
    with pytest.raises(SystemExit):
        call_command("import_workbook", "organisations", str(file))
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("组织!C2 类型 [村支部] Not one of the words")
    assert told.err.endswith("Nothing was imported. Errors: 1\n")


@pytest.mark.parametrize("register", ["organisations", "classes"])
def test_an_export_imports_again_with_every_row_unchanged(
    register: str, township: Township, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Organisation.objects.filter(code="V02").update(
        name="=合并 <村> & “社区”",
        opened=date(1950, 1, 1),
        closed=date(2012, 3, 20),
        closing="merged",
        merged_into=township["V01"],
        approval_number="+86〔2012〕1号",
        sector="",
    )
    for code in ("V01", "V02", "V03-1"):
        Grading.objects.create(
            organisation=township[code],
            year=2012,
            start_class="backward",
            start_confirmed=True,
            end_class="general",
            end_level=2,
            accepted=True,
            confirmed_on=date(2012, 12, 20),
            document_number="@1",
        )
    file = tmp_path / "out.xlsx"
    expected = {"organisations": 6, "classes": 3}[register]
    assert f": {expected}" in run(capsys, "export_workbook", register, file, "--organisation", "T01")
    assert json.loads(run(capsys, "import_workbook", register, file, "--json")) == {
        "created": 0,
        "updated": 0,
        "unchanged": expected,
        "errors": [],
    }


def test_an_export_holds_the_subtree_and_the_year_that_were_asked_for(
    township: Township, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code, year in (("V01", 2011), ("V03-1", 2011), ("V03-2", 2012)):
        Grading.objects.create(organisation=township[code], year=year, start_class="general")
    file = tmp_path / "out.xlsx"

    def exported(*arguments: str) -> list[tuple[Any, ...]]:
        run(capsys, "export_workbook", arguments[0], file, *arguments[1:])
        page = openpyxl.load_workbook(file).worksheets[0]
        return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2, max_col=2)]

    assert exported("organisations", "--organisation", "V03") == [
        ("V03", "组织V03"),
        ("V03-1", "组织V03-1"),
        ("V03-2", "组织V03-2"),
    ]
    assert exported("classes", "--organisation", "V03") == [(2011, "V03-1"), (2012, "V03-2")]
    assert exported("classes", "--organisation", "T01", "--year", "2011") == [(2011, "V01"), (2011, "V03-1")]
    entries = Entry.objects.filter(action="workbook.exported").order_by("pk")
    assert [(entry.target, entry.after, entry.actor) for entry in entries] == [
        ("organisations", {"rows": 3, "filters": {"organisation": "V03"}}, None),
        ("classes", {"rows": 2, "filters": {"organisation": "V03"}}, None),
        ("classes", {"rows": 2, "filters": {"year": 2011, "organisation": "T01"}}, None),
    ]


@pytest.mark.parametrize("register", ["organisations", "classes"])
def test_the_template_is_an_import_of_nothing(
    register: str, db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "template_workbook", register, tmp_path / "t.xlsx")
    assert json.loads(run(capsys, "import_workbook", register, tmp_path / "t.xlsx", "--json"))["errors"] == []


def test_an_unknown_organisation_is_refused(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "export_workbook", "organisations", tmp_path / "x.xlsx", "--organisation", "X", status=1)
    assert not (tmp_path / "x.xlsx").exists()


def test_wrong_use_ends_with_2_and_no_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # Only a process that ends closes its connections.
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)
    for name, *arguments in (
        ("import_workbook", "fruit", "x.xlsx"),
        ("import_workbook", "organisations"),
        ("import_workbook", "organisations", "missing.xlsx"),
        ("import_workbook", "organisations", "."),
        ("export_workbook", "organisations", "x.xlsx"),
        ("export_workbook", "classes", "x.xlsx", "--organisation", "T01", "--year", "last"),
        ("template_workbook", "organisations", "no/folder.xlsx"),
    ):
        with pytest.raises(SystemExit) as ended:
            load_command_class("apps.exchange", name).run_from_argv(["manage.py", name, *arguments])
        assert (ended.value.code, capsys.readouterr().out) == (2, ""), arguments


def test_a_process_too_ends_with_2_after_wrong_use(tmp_path: Path) -> None:
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    wrong = [*manage, "import_workbook", "organisations", str(tmp_path / "missing.xlsx")]
    environment = {**os.environ, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(wrong, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (2, "")


def test_what_is_no_workbook_is_one_error_in_json_and_ends_with_1(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "renamed.xlsx"
    file.write_text("编码,名称\nV01,甲\n")
    with override("en"):
        printed = run(capsys, "import_workbook", "organisations", file, "--json", status=1)
    assert json.loads(printed) == {
        "created": 0,
        "updated": 0,
        "unchanged": 0,
        "errors": [
            {
                "sheet": "",
                "cell": "",
                "column": "",
                "value": "",
                "message": "The file is not an Excel workbook (.xlsx).",
            }
        ],
    }


def test_activities_that_exist_already_are_refused_row_by_row_unless_they_are_said_to_be_further_ones(
    township: Township, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    file = save(
        ["日期", "类型", "主办组织编码", "主题"],
        ["2012-08-03", "党课", "V01", "双传"],
        ["2012-08-04", "培训", "V01", "双传"],
    )
    run(capsys, "import_workbook", "activities", file)
    outcome = json.loads(run(capsys, "import_workbook", "activities", file, "--json", status=1))
    assert list(outcome) == ["created", "updated", "unchanged", "errors"]
    assert (outcome["created"], [error["cell"] for error in outcome["errors"]]) == (0, ["A2", "A3"])
    assert "2012-00001" in outcome["errors"][0]["message"]
    assert "--again" in outcome["errors"][0]["message"]
    assert Activity.objects.count() == 2
    assert json.loads(run(capsys, "import_workbook", "activities", file, "--again", "--json"))["created"] == 2
