"""What the registers of the demonstration township hold of the year before: all of it has come to its end since."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from apps.commitments.models import Outcome
from apps.demo import names
from apps.demo.organisations import Planned, party_organisations
from apps.demo.plan_tasks import plan_tasks
from apps.demo.planned import PlannedRecord
from apps.demo.registers import (
    REPLACING,
    Planning,
    commended,
    commitments,
    decisions,
    documents,
    matters,
    named,
)
from apps.documents.models import DocumentType
from apps.honours.types import HonourType
from apps.organisations.kinds import Sector


def year_before(
    plan: list[Planned], this_year: Iterable[PlannedRecord], year: int, random: Random
) -> list[PlannedRecord]:
    """Every record of the year before `year`, of the organisations that existed then."""
    before = year - 1
    old = [it for it in plan if it.details["opened"] < date(before, 1, 1) and not it.details.get("closed")]
    settlements = [it.code for it in old if it.code.startswith("V") and "-" not in it.code]
    named_now = {(it.fields["title"], it.organisation) for it in this_year if it.register == "honours"}
    made = [
        *_honours(old, settlements, named_now, before, random),
        *matters(settlements, random.sample(settlements, 5), before, random),
        *commitments(old, before, random),
        *documents(before),
        *_schemes(old, before, random),
        *decisions(settlements, before, random),
        *commended(old, settlements, before, random),
        *plan_tasks(old, settlements, before),
    ]
    return [_finished(PlannedRecord(*it), year, random) for it in made]


def _honours(
    old: list[Planned], settlements: list[str], named_now: set[tuple[str, str]], year: int, random: Random
) -> Planning:
    """Who is named for its year; and sites that hold on, of each kind one revoked and one expired since."""

    def others(title: str, codes: list[str], count: int) -> list[str]:
        return random.sample([code for code in codes if (title, code) not in named_now], count)

    villages = [it.code for it in old if it.details["sector"] == Sector.VILLAGE and it.code in settlements]
    units = [it.code for it in old if it.code[0] in "JN"]
    graded = [it.code for it in party_organisations(old)]
    for title, codes, count in (("示范村", villages, 8), ("示范单位", units, 4)):
        for code in others(title, codes, count):
            yield named(title, code, date(year, 11, 20), year)
    for title, codes in (("党务公开示范点", graded), ("“三二”工作法示范点", settlements)):
        ends: tuple[dict[str, Any], ...] = ({"revoked_on": date(year + 1, 3, 20)}, {"expires_on": date(year + 1, 7, 1)})
        for number, code in enumerate(others(title, codes, 5)):
            yield named(title, code, date(year, 10, 15), year, **(ends[number] if number < len(ends) else {}))
    for month in range(1, 13):
        star = {"person": random.choice(names.STARS), "consented": True, "merits": random.choice(names.MERITS)}
        yield named("每月一星", random.choice(settlements), date(year, month, 25), year, **star)
    for code in random.sample(graded, 6):
        yield named("先进基层党组织", code, date(year, 6, 25), year, type=HonourType.COMMENDATION)


def _schemes(old: list[Planned], year: int, random: Random) -> Planning:
    """How the branches lead the mass organisations, and the League's rules: current until somebody replaces them."""
    for it in old:
        if it.code[0] in "VJN" and "-" not in it.code:
            title = f"{it.details['name']}党建带群建工作方案"
            day = date(year, random.randint(2, 5), random.randint(1, 28))
            yield "documents", it.code, {"type": DocumentType.SCHEME, "title": title, "date": day}
    rules = {"type": DocumentType.LEAGUE_RULES, "title": "团支部工作制度", "date": date(year, 4, 20)}
    yield "documents", "L01", rules


def _finished(record: PlannedRecord, year: int, random: Random) -> PlannedRecord:
    """With what was still open at the end of the year done in the first weeks of the next."""
    return replace(record, fields={**record.fields, **dict(_done(record, date(year, 1, random.randint(5, 25))))})


def _done(record: PlannedRecord, on: date) -> Iterator[tuple[str, Any]]:
    fields = record.fields
    match record.register:
        case "matters":
            if not fields.get("settled_on"):
                yield from {"settled_on": on, "result": "已办结"}.items()
        case "commitments" if "published_on" not in fields:
            published = fields["reviewed_on"] + timedelta(days=120)
            yield from {"published_on": published, "published_where": "公开栏"}.items()
            yield from {"checked_on": on, "checked_by": "党建办", "outcome": Outcome.BROKEN}.items()
        case "decisions" if "result_disclosed_on" not in fields:
            yield from {"result_disclosed_on": on, "supervision": "程序合规，同意"}.items()
        case "documents" if fields["type"] in REPLACING:
            yield "repealed_on", fields["date"].replace(year=on.year)
