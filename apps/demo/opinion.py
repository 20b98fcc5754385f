"""The plan of the demonstration year: the 2012 opinion as data, with names that fit any year."""

import csv
from pathlib import Path

from apps.demo import names

OPINION = Path(__file__).with_name("plan_2012.csv")


def plan_rows() -> list[dict[str, str]]:
    """The 35 indicators of the opinion, a row each."""
    with OPINION.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def plan_title(year: int) -> str:
    return f"中共{names.TOWNSHIP}委员会关于{year}年党建工作的意见"
