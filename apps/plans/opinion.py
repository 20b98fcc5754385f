"""The catalogue of indicators of the 2012 opinion, with which a township may begin."""

import csv
from pathlib import Path

OPINION = Path(__file__).with_name("opinion_2012.csv")


def opinion_rows() -> list[dict[str, str]]:
    """The 35 indicators of the opinion, a row each, as `plan_load_csv` takes them."""
    with OPINION.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
