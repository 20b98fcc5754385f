"""``python -m tests.bench.one p5``: the measures of one row, as JSON lines.

In a process and with a database of its own: the garbage that one row leaves, and how the web server tunes its
collection, would cost or spare the next one time.
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module

from tests.bench import environment

if __name__ == "__main__":
    row = sys.argv[1]
    environment.prepare(row)
    for measure in import_module(f"tests.bench.{row}").measures():
        print(json.dumps(asdict(measure), ensure_ascii=False))
