"""Files that are refused as a whole: a sentence, in bounded memory."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from subprocess import PIPE

import pytest

from apps.core.ooxml import Refused
from apps.workbooks import limits
from apps.workbooks import xlsx_parts as parts_of_workbooks
from apps.workbooks.columns import Column
from apps.workbooks.reading import read_table
from tests.factories.archives import before_itself
from tests.workbooks.books import BOOK, CONTENT_TYPES, MAIN, PARTS, TOP, Parts, package, sheet, workbook, write_package

COLUMNS = (Column("名称", "name"),)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024


def refusal(file: BytesIO) -> str:
    with pytest.raises(Refused) as caught:
        read_table(file, COLUMNS)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not an Excel workbook"),
        ("名称,编码\n甲,1\n".encode("gbk"), "not an Excel workbook"),
        (b"%PDF-1.7", "not an Excel workbook"),
        (OLE + b"\0" * 1000 + "Workbook".encode("utf-16-le"), r"old Excel file \(.xls\)"),
        (OLE + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (b"PK\x03\x04" + b"\0" * (20 * MEGABYTE), "larger than 20 MB"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_table(BytesIO(content), COLUMNS)


def test_a_zip_of_something_else_is_no_workbook() -> None:
    document = BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", "<document/>")
    assert "not an Excel workbook" in refusal(document)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"xl/vbaProject.bin": "x"}, "macros"),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, "macros"),
        (
            {"types": CONTENT_TYPES.replace("application/xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")},
            "macros",
        ),
        ({"xl/workbook.bin": "x"}, "binary Excel file"),
        ({"book": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'}, "no sheet"),
        ({"relations": PARTS.replace('/worksheet"', '/chartsheet"')}, "no sheet"),
        ({"relations": PARTS.replace("sheet1.xml", "sheet9.xml")}, "no sheet"),
        ({"top": TOP.replace('officeDocument"', 'other"')}, "damaged"),
        ({"sheet": "<worksheet><sheetData>"}, "damaged"),
        ({"sheet": '<?xml version="1.0" encoding="klingon"?><worksheet/>'}, "damaged"),
        ({"sheet": sheet('<row r="x"/>')}, "damaged"),
        ({"sheet": sheet('<row><c r="7"><v>1</v></c></row>')}, "damaged"),
        ({"sheet": sheet('<row><c r="ZZZ1"><v>1</v></c></row>')}, "damaged"),
        ({"sheet": sheet('<row><c t="s"><v>5</v></c></row>')}, "damaged"),
        ({"sheet": sheet('<row><c s="5"><v>5</v></c></row>')}, "damaged"),
        ({"sheet": sheet("<row><c><v>1e999</v></c></row>")}, "damaged"),
        ({"sheet": sheet("<row><c><v>elf</v></c></row>")}, "damaged"),
        ({"book": BOOK + "<"}, "damaged"),
        ({"styles": "<styleSheet><numFmts><numFmt/></numFmts></styleSheet>"}, "damaged"),
    ],
)
def test_a_workbook_that_is_broken_or_not_wanted_is_refused(parts: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_table(package(**{"sheet": sheet(), **parts}), COLUMNS)


def test_a_file_that_broke_off_is_refused() -> None:
    whole = workbook(["名称"], *(["甲"] for _ in range(1000))).getvalue()
    for length in range(1, len(whole), len(whole) // 50):
        with pytest.raises(Refused):
            read_table(BytesIO(whole[:length]), COLUMNS)


def test_a_file_with_flipped_bits_is_read_or_refused_but_never_crashes() -> None:
    whole = bytearray(workbook(["名称"], *([f"甲{n}"] for n in range(200))).getvalue())
    for at in range(0, len(whole), 13):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        with suppress(Refused):
            read_table(BytesIO(broken), COLUMNS)


def test_a_large_file_whose_parts_would_stand_before_its_beginning_is_refused(tmp_path: Path) -> None:
    """What is large is received into a file, in which nobody can look for them."""
    (tmp_path / "a.xlsx").write_bytes(before_itself(workbook(["名称"], ["甲"]).getvalue()))
    with (tmp_path / "a.xlsx").open("rb") as file, pytest.raises(Refused, match="damaged"):
        read_table(file, COLUMNS)


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(10_000))
    whole = sheet(rows)
    content = package(sheet=whole).read()
    size = len(whole).to_bytes(4, "little")
    assert content.count(size) >= 1
    assert "damaged" in refusal(BytesIO(content.replace(size, (1000).to_bytes(4, "little"))))


def test_entities_are_refused() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "lol">{bomb}]>'
    text = '<row><c t="inlineStr"><is><t>&a9;</t></is></c></row>'
    for parts in (
        {"sheet": doctype + sheet(text)},
        {"sheet": sheet(), "texts": f"{doctype}<sst><si><t>&a9;</t></si></sst>"},
        {"sheet": sheet(), "styles": f"{doctype}<styleSheet/>"},
        {"sheet": sheet(), "book": doctype + BOOK},
        {"sheet": sheet(), "types": doctype + CONTENT_TYPES},
        {"sheet": '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + sheet()},
    ):
        assert "damaged" in refusal(package(**parts))


def test_a_file_with_200000_rows_is_read_and_one_with_more_is_refused() -> None:
    def rows(last: int) -> Iterator[str]:
        yield f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>名称</v></c></row>'
        yield f'<row r="{last}"><c r="A{last}" t="str"><v>甲</v></c></row></sheetData></worksheet>'

    assert [row.number for row in read_table(package(sheet=rows(200_000)), COLUMNS).rows] == [200_000]
    for last in (200_001, 1_048_576):
        assert "more than 200,000 rows" in refusal(package(sheet=rows(last)))


# --- Hostile files: each is written and read in a process of its own, whose memory is measured. ---------------

OPEN = f'<worksheet xmlns="{MAIN}"><sheetData>'
CLOSE = "</sheetData></worksheet>"
PIECE = 100_000
#: In megabytes: more than whoever reads may take (`MEMORY`), and less than what a file may unpack to.
LARGE, MEMORY = 75, 60


def _blank_rows() -> Iterator[str]:
    yield OPEN
    for number in range(1, 250_001):
        yield f'<row r="{number}" ht="15"><c r="A{number}" s="0"/><c r="B{number}" s="0"/></row>'
    yield CLOSE


def _repeated(before: str, piece: str, megabytes: int, after: str = "") -> Iterator[str]:
    yield before
    pieces = piece * PIECE
    for _ in range(megabytes * MEGABYTE // len(pieces) + 1):
        yield pieces
    yield after


def hostile(name: str) -> Parts:
    """The parts of a hostile workbook; small when zipped, and most below the limit when unpacked."""
    texts = f'<sst xmlns="{MAIN}">'
    files: dict[str, Parts] = {
        "blank rows without end": {"sheet": _blank_rows()},
        "blanks above the limit": {"sheet": _repeated(OPEN, " ", 257, CLOSE)},
        "blanks below the limit": {"sheet": _repeated(OPEN, " ", LARGE, CLOSE)},
        "a row without end": {"sheet": _repeated(f"{OPEN}<row>", "<c/>", LARGE, f"</row>{CLOSE}")},
        "a cell without end": {"sheet": _repeated(f'{OPEN}<row><c t="str"><v>', "x", LARGE, f"</v></c></row>{CLOSE}")},
        "a tag without end": {"sheet": _repeated(f"{OPEN}<row ", 'a="" ', LARGE, f"/>{CLOSE}")},
        "a comment without end": {"sheet": _repeated(f"{OPEN}<!--", "x", LARGE, f"-->{CLOSE}")},
        "tags in tags": {"sheet": _repeated(OPEN, "<v>", LARGE, CLOSE)},
        "texts without end": {"sheet": sheet(), "texts": _repeated(texts, "<si/>", LARGE, "</sst>")},
        "a text without end": {"sheet": sheet(), "texts": _repeated(f"{texts}<si><t>", "x", LARGE, "</t></si></sst>")},
        "runs without end": {"sheet": sheet(), "texts": _repeated(f"{texts}<si>", "<t>x</t>", LARGE, "</si></sst>")},
        "runs without end in a cell": {"sheet": _repeated(f'{OPEN}<row><c t="inlineStr">', "<t>x</t>", LARGE, CLOSE)},
        "formats without end": {
            "sheet": sheet(),
            "styles": _repeated("<styleSheet><cellXfs>", "<xf/>", LARGE, "</cellXfs></styleSheet>"),
        },
        "sheets without end": {"sheet": sheet(), "book": _repeated("<workbook><sheets>", "<sheet/>", LARGE)},
        "types without end": {"sheet": sheet(), "types": _repeated("<Types>", "<Default/>", LARGE)},
    }
    return files[name]


#: For each file named on a line of its own, a process that reads it, with nothing read before.
MEASURE = """
import os
import sys
import django
django.setup()
from apps.core.ooxml import Refused
from tests.bench.measure import own_peak
from tests.workbooks.test_opening import COLUMNS, read_table
for line in sys.stdin:
    if os.fork():
        os.wait()
        continue
    before = own_peak()
    try:
        with open(line.rstrip(), "rb") as file:
            read_table(file, COLUMNS)
        said = "read"
    except Refused as refused:
        said = str(refused)
    print((own_peak() - before) // 2**20, said, flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def measuring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    data = str(tmp_path_factory.mktemp("measuring"))
    given = {"DJANGO_SETTINGS_MODULE": "config.settings", "LANGUAGE_CODE": "en", "DATA_DIR": data, "PATH": ""}
    command = [sys.executable, "-c", MEASURE]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, bufsize=1, env=given) as process:
        yield process


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("blank rows without end", "more than 200,000 rows"),
        ("blanks above the limit", "more than 256 MB"),
        ("blanks below the limit", "damaged"),
        ("a row without end", "damaged"),
        ("a cell without end", "damaged"),
        ("a tag without end", "damaged"),
        ("a comment without end", "damaged"),
        ("tags in tags", "damaged"),
        ("texts without end", "holds too much"),
        ("a text without end", "damaged"),
        ("runs without end", "more text than Excel"),
        ("runs without end in a cell", "more text than Excel"),
        ("formats without end", "holds too much"),
        ("sheets without end", "more than 256 MB"),
        ("types without end", "more than 256 MB"),
    ],
)
def test_a_hostile_file_is_refused_in_bounded_memory(
    name: str, sentence: str, measuring: subprocess.Popen[str], tmp_path: Path
) -> None:
    file = tmp_path / "hostile.xlsx"
    with file.open("wb") as target:
        write_package(target, hostile(name))
    assert file.stat().st_size < 20 * MEGABYTE
    assert measuring.stdin
    assert measuring.stdout
    measuring.stdin.write(f"{file}\n")
    megabytes, _, said = measuring.stdout.readline().partition(" ")
    assert re.search(sentence, said)
    assert int(megabytes) < MEMORY


# --- What is bounded is counted, so that no clock is needed. ---------------------------------------------------


def _cells(number: int) -> Iterator[str]:
    """Rows of one cell without a value each, in the number of tags that `number` says."""
    yield OPEN
    wide = "<c/>" * 10_000
    for row in range(1, number // 10_000 + 1):
        yield f'<row r="{row}">{wide}</row>'
    yield CLOSE


def _merged(number: int) -> Iterator[str]:
    yield f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>'
    for row in range(number):
        yield f'<mergeCell ref="A{row + 2}:B{row + 2}"/>'
    yield "</mergeCells></worksheet>"


def _texts(number: int, text: str) -> Iterator[str]:
    yield f'<sst xmlns="{MAIN}">'
    for count in range(number):
        yield f"<si><t>{text}{count}</t></si>"
    yield "</sst>"


LIMITED: dict[str, tuple[str, int, Callable[[], Parts]]] = {
    "tags": ("MAX_TAGS", 100_000, lambda: {"sheet": _cells(130_000)}),
    "texts": ("MAX_TEXTS", 1000, lambda: {"sheet": sheet(), "texts": _texts(1001, "")}),
    "characters": ("MAX_CHARACTERS", 10_000, lambda: {"sheet": sheet(), "texts": _texts(100, "一" * 200)}),
    "merged cells": ("MAX_MERGED", 1000, lambda: {"sheet": _merged(1001)}),
}


@pytest.mark.parametrize("what", LIMITED)
def test_more_than_the_limit_is_refused_and_less_is_read(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, limit, made = LIMITED[what]
    assert getattr(limits, name) > limit
    read_table(package(**made()), COLUMNS)
    monkeypatch.setattr(limits, name, limit)
    assert "holds too much" in refusal(package(**made()))


def test_every_part_draws_on_one_budget() -> None:
    budget = limits.Budget(tags=10, characters=10)
    budget.spend(6)
    with pytest.raises(Refused, match="holds too much"):
        budget.spend(6)
    budget.keep(6)
    with pytest.raises(Refused, match="holds too much"):
        budget.keep(6)


def test_one_row_over_and_over_is_refused() -> None:
    row = '<row r="2"><c r="A2" t="str"><v>甲</v></c></row>'
    assert "damaged" in refusal(package(sheet=sheet(row, row)))


def test_a_long_number_format_is_looked_at_once_and_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(code: str) -> int:
        seen.append(code)
        return parts_of_workbooks.GENERAL

    monkeypatch.setattr(parts_of_workbooks, "meaning_of", look)
    styles = f'<numFmts><numFmt numFmtId="164" formatCode="{"0" * 100_000}"/></numFmts><cellXfs>'
    styles += '<xf numFmtId="164"/>' * 50_000
    read_table(package(sheet=sheet(), styles=f"<styleSheet>{styles}</cellXfs></styleSheet>"), COLUMNS)
    assert [len(code) for code in seen] == [limits.LONGEST_CODE]


def test_a_package_of_very_many_parts_is_not_even_listed() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/{number}.xml", "")
    assert "too many parts" in refusal(content)


def test_deep_nests_in_every_part_are_refused() -> None:
    deep = "<a>" * 100_000
    for part in ("types", "top", "book", "relations", "sheet", "texts", "styles"):
        assert refusal(package(**{"sheet": sheet(), part: deep}))
