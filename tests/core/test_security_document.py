"""docs/security.md names files that exist."""

import re
from pathlib import Path

from config.env import BASE_DIR

DOCUMENT = Path(BASE_DIR, "docs", "security.md")


def rows() -> list[list[str]]:
    """The cells of the table of controls."""
    lines = DOCUMENT.read_text().partition("## Controls")[2].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][2:]


def files(cell: str) -> list[str]:
    return re.findall(r"`([\w/]+\.(?:py|js))`", cell)


def test_every_control_names_code_and_tests_that_exist() -> None:
    assert len(rows()) > 15
    for _control, _two, _three, where, shown in rows():
        assert files(shown), where
        missing = [file for file in files(shown) if not Path(BASE_DIR, "tests", file).exists()]
        missing += [file for file in files(where) if not any(Path(BASE_DIR, at, file).exists() for at in ("apps", ""))]
        assert missing == []
