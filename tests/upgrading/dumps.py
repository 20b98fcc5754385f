"""Databases of earlier versions as SQL, small enough to be kept beside the tests.

Made anew with ``python -m tests.upgrading.dumps DATABASE NAME`` (docs/architecture.md, "Tests").
"""

import lzma
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent


def keep(database: Path, name: str) -> None:
    """Keep an SQLite database under `name`."""
    with closing(sqlite3.connect(database)) as connection:
        text = "\n".join(connection.iterdump())
    (FOLDER / f"{name}.sql.xz").write_bytes(lzma.compress(text.encode(), preset=9))


def restore(name: str, database: Path) -> None:
    """Make the SQLite database that was kept under `name`."""
    text = lzma.decompress((FOLDER / f"{name}.sql.xz").read_bytes()).decode()
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(text)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), sys.argv[2])
