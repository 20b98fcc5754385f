"""A second implementation of figures.md, section 4, written from its text alone, slow and plain on purpose.

It shares no code with the portal: facts are dictionaries, a tree is a list of dated links, percentages come from
decimal long division.
"""

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

Facts = dict[str, Any]
LEVELS = ["none", "township", "district", "city", "province", "national"]
COHORTS = {"advanced_upgrade": "advanced", "general_upgrade": "general", "backward_conversion": "backward"}
TARGETS = {"advanced_upgrade": 20, "general_upgrade": 30, "backward_conversion": 95}


def in_scope(links: list[Facts], top: str, code: str, on: date) -> bool:
    """Walk up from `code` along the links that hold on the day; the organisation itself is in its scope."""
    while code != top:
        above = [
            link["parent"]
            for link in links
            if link["child"] == code and link["start"] <= on and (link["end"] is None or on < link["end"])
        ]
        if not above or above[0] is None:
            return False
        code = above[0]
    return True


def naive_rates(facts: list[Facts], year: int, as_of: date, minimum: str = "township") -> Facts:
    """The object `rates` of the contract for these organisations, all of them in scope."""
    return {rate: one_rate(rate, facts, year, as_of, minimum) for rate in COHORTS}


def one_rate(rate: str, facts: list[Facts], year: int, as_of: date, minimum: str) -> Facts:
    january_first = date(year, 1, 1)
    cohort = []
    for fact in facts:
        opened_in_time = fact["opened"] is None or not fact["opened"] > january_first
        already_closed = fact["closed"] is not None and not fact["closed"] > january_first
        is_graded = fact["start"] == COHORTS[rate] and fact["start_confirmed"]
        if is_graded and opened_in_time and not already_closed:
            cohort.append(fact)
    exits, upgraded, others, provisional = [], [], [], False
    for fact in cohort:
        if fact["closed"] is not None and january_first < fact["closed"] and fact["closed"] < as_of + timedelta(days=1):
            exits.append(fact["code"])
            continue
        confirmed = fact["end"] != "" and fact["confirmed_on"] is not None and fact["confirmed_on"] <= as_of
        if not confirmed:
            provisional = True
            others.append(fact["code"])
        elif rises(rate, fact, minimum):
            upgraded.append(fact["code"])
        else:
            others.append(fact["code"])
    answer = ratio(len(upgraded), len(upgraded) + len(others), TARGETS[rate])
    answer["original_cohort"] = ratio(len(upgraded), len(cohort), TARGETS[rate])
    del answer["original_cohort"]["needed"]
    answer.update(
        target=str(TARGETS[rate]),
        provisional=provisional,
        upgraded=sorted(upgraded),
        not_upgraded=sorted(others),
        exits=sorted(exits),
    )
    return answer


def rises(rate: str, fact: Facts, minimum: str) -> bool:
    if rate == "advanced_upgrade":
        reached = LEVELS.index(fact["end_level"])
        return (
            fact["end"] == "advanced"
            and reached > LEVELS.index(fact["start_level"])
            and reached >= LEVELS.index(minimum)
        )
    if rate == "general_upgrade":
        return bool(fact["end"] == "advanced")
    return fact["end"] in {"general", "advanced"} and fact["accepted"] == "passed"


def ratio(numerator: int, denominator: int, target: int) -> Facts:
    if denominator == 0:
        return {"numerator": numerator, "denominator": 0, "percent": None, "reached": None, "needed": None}
    percent = (Decimal(numerator) * 100 / Decimal(denominator)).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    needed = 0
    while (numerator + needed) * 100 < target * denominator:
        needed += 1
    return {
        "numerator": numerator,
        "denominator": denominator,
        "percent": str(percent),
        "reached": needed == 0,
        "needed": needed,
    }
