"""`make bench`: every measure as a table, then as JSON lines (also in ``var/bench.jsonl``).

``python -m tests.bench p5 p6`` takes only these.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

from tests.bench.environment import ON_SERVICES
from tests.bench.measure import Measure

HERE = Path(__file__).parent
WITH_SERVICES = HERE.parent.parent / "scripts" / "with-services"
KEPT = HERE.parent.parent / "var" / "bench.jsonl"


def main(names: list[str]) -> int:
    measures = list(_measures(names or rows()))
    lines = [json.dumps(asdict(measure), ensure_ascii=False) for measure in measures]
    print(*_table(measures), "", *lines, sep="\n")
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text("".join(f"{line}\n" for line in lines))
    return 0 if all(measure.holds for measure in measures) else 1


def rows() -> list[str]:
    """The rows, each with a file of its name."""
    return sorted(file.stem for file in HERE.glob("p[0-9].py"))


def _measures(names: list[str]) -> Iterator[Measure]:
    for name in names:
        beside = [str(WITH_SERVICES)] if name in ON_SERVICES else []
        command = [*beside, sys.executable, "-m", "tests.bench.one", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        yield from (Measure(**json.loads(line)) for line in done.stdout.splitlines())


def _table(measures: list[Measure]) -> Iterator[str]:
    heading = [field.name for field in fields(Measure)]
    rows = [heading, *([_shown(value) for value in asdict(measure).values()] for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
