#!/usr/bin/env python3
"""scripts/bill.py   what registers cost: lines of the kit and of each app of registers, as they stand in the tree.

Source without migrations; templates with the scripts and styles of their name; the app's own tests.  Translations, and
the suite over every register that stands in the tests of the kit, are not counted again for each.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What is counted of a part called NAME, by column.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "source": ("apps/NAME/**/*.py",),
    "pages": ("templates/NAME/**/*.html", "static/js/NAME.js", "static/css/NAME.css"),
    "tests": ("tests/NAME/**/*.py",),
}
#: The kit's joining of records with who is meant stands among the measures.
KIT: Mapping[str, tuple[str, ...]] = {
    "source": ("apps/measures/registers.py",),
    "tests": ("tests/measures/test_registers.py",),
}


def lines(name: str, patterns: tuple[str, ...]) -> int:
    """The lines of the files that the patterns find, as `wc -l` counts them."""
    files = {path for pattern in patterns for path in ROOT.glob(pattern.replace("NAME", name))}
    return sum(path.read_bytes().count(b"\n") for path in files if "migrations" not in path.parts)


def bill() -> Iterator[tuple[str, int, list[int]]]:
    """Of the kit and of each app with registers: name, how many registers it declares, lines by column."""
    yield "kit", 0, [lines("registers", (*found, *KIT.get(name, ()))) for name, found in COLUMNS.items()]
    for folder in sorted(ROOT.glob("apps/*/")):
        files = [*folder.glob("register.py"), *folder.glob("register/*.py")]
        app, declared = folder.name, sum(it.read_text(encoding="utf-8").count("\n@declare\n") for it in files)
        if declared:
            yield app, declared, [lines(app, patterns) for patterns in COLUMNS.values()]


def main() -> None:
    print(f"{'':<14}{'registers':>10}" + "".join(f"{name:>8}" for name in (*COLUMNS, "sum")))
    for name, declared, counts in bill():
        print(f"{name:<14}{declared or '':>10}" + "".join(f"{count:>8}" for count in (*counts, sum(counts))))


if __name__ == "__main__":
    main()
