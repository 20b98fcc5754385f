"""Every figure that a register decides, by hand: none, one, all, twice, withdrawn, ended, exempted, closed, late.

A measure that is new has no case here, and fails until it gets one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
import time_machine
from django.db import transaction

from apps.core.statements import rows_of
from apps.measures.facts import FactScope
from apps.measures.registers import Behind, behind
from apps.measures.stated import measured_by_registers
from apps.organisations.kinds import Closing, Kind
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_close
from apps.registers.links import LinkRegister
from apps.registers.measures import (
    Coverage,
    Covered,
    DistinctCount,
    Happened,
    Holders,
    Number,
    Period,
    Settled,
    SettledAmong,
)
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, record_withdraw
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation
from tests.measures.test_registers import AS_OF, figure_below, path_of
from tests.registers.examples import example
from tests.registers.records import EXAMPLES

pytestmark = pytest.mark.django_db
#: All records begin on this day, those that begin a second time on the later one, and some end.
DAY, AGAIN, END = date(2012, 3, 1), date(2012, 6, 1), date(2012, 12, 10)
DAY_BEFORE = date(2012, 12, 9)
#: Whom the indicator means: V01, V02, V03.
MEANT, VILLAGES = ("village",), ("V01", "V02", "V03")

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """What makes a record count from `DAY` on; only this year, where `of_year` is the field that says of which it is.

    `ends` takes it out from `END` on; a link has an end by itself, unless it is counted for its beginning.  `settles`
    makes it one of the settled.
    """

    fields: Fields = field(default_factory=dict)
    of_year: str = ""
    ends: Fields | None = None
    settles: Fields | Callable[[Any], Any] | None = None
    #: Of two records of one organisation so many are counted where records are; the second differs in these.
    twice: int = 2
    second: Fields = field(default_factory=dict)
    #: All values of a distinct count in this table are one.
    at_most: int = 99


def honour(title: str, kind: str, **more: Any) -> Case:
    facts = {"title": title, "type": kind, "named_on": DAY}
    return Case(facts, ends={"revoked_on": END}, **{"second": {"named_on": AGAIN}, **more})


def document(kind: str, **more: Any) -> Case:
    return Case({"type": kind, "number": "", "date": DAY}, ends={"repealed_on": END}, **more)


def matter(category: str) -> Case:
    facts = {"category": category, "registered_on": DAY, "due": AGAIN}
    return Case(facts, of_year="registered_on", settles={"settled_on": date(2012, 12, 1), "result": "已办结"})


def task(kind: str) -> Case:
    facts = {"type": kind, "set_on": date(2010, 12, 1), "due": AGAIN}
    return Case(facts, of_year="due", settles={"done_on": date(2012, 5, 20), "result": "已完成"})


def leads(kind: str) -> Callable[[Any], Any]:
    def lead(record: Any) -> None:
        holder = record.organisation
        led = organisation(f"W-{holder.code}", Organisation.objects.get(code="T01"), kind=kind, sector="")
        leading_start(leader=holder, led=led, start=DAY)

    return lead


def gets(register: str, **fields: Any) -> Callable[[Any], Any]:
    """What another register tells of the same member."""

    def get(record: Any) -> None:
        facts = {**EXAMPLES[register][0], **fields}
        place = record.organisation
        record_create(register=REGISTERS[register], by=None, organisation=place, member=record.member, **facts)

    return get


def category(name: str, settles: Any) -> Case:
    return Case({"category": name, "start": DAY, "destination": ""}, settles=settles, twice=1)


def checklist(name: str) -> Case:
    return Case({"checklist": name, "date": DAY, "outcome": "met"}, second={"date": AGAIN})


def care(kind: str) -> Case:
    return Case({"type": kind, "date": DAY}, of_year="date", second={"date": AGAIN}, twice=1)


def appraisal(kind: str) -> Case:
    facts = {"kind": kind, "listed_on": DAY}
    graded = {"grade": "competent", "appraised_on": date(2012, 12, 1)}
    return Case(facts, of_year="listed_on", settles=graded, second={"listed_on": AGAIN})


STEPS = ("consulted_on", "reviewed_on", "resolved_on", "disclosed_on", "result_disclosed_on")
EVERY_STEP = {**dict.fromkeys(STEPS, AGAIN), "supervision": "程序合规"}
IN_POST = {"trained_on": AGAIN, "training": "任职培训"}

CASES: Mapping[str, Case] = {
    "M005": Case(twice=1),
    "M006": document("charter"),
    "M010": Case(),
    "M011": Case(),
    "M013": Case({"type": "office"}, of_year="registered_on", settles={"met_on": AGAIN, "met_by": "村委会腾出"}),
    "M016": document("scheme"),
    "M020": document("league_rules"),
    "M022": Case({"post": "league"}, settles=IN_POST, twice=1),
    "M030": document("co_building"),
    "M032": Case({"type": "youth"}),
    "M038": matter("mass_body"),
    "M040": matter("practical"),
    "M042": matter("workers_rights"),
    "M048": task("general"),
    "M049": task("delegates"),
    "M052": honour("“七一”表彰", "commendation", of_year="named_on"),
    "M055": Case({"start": DAY}, settles=gets("trainings", type="congress", date=date(2012, 5, 20)), twice=1),
    "M060": Case({"coverage": "none"}, settles={"coverage": "joint"}),
    "M061": Case(settles={"has_funds": True, "has_venue": True, "has_workers": True}),
    "M067": matter("rectification"),
    "M068": checklist("three_two"),
    "M069": honour("“三二”工作法示范点", "three_two_site"),
    "M070": document("three_fixes"),
    "M071": Case({"type": "service"}),
    "M072": Case(of_year="proposed_on", settles=EVERY_STEP),
    "M075": Case({"post": "supervision"}, twice=1),
    "M077": checklist("disclosure"),
    "M078": honour("党务公开示范点", "disclosure_site"),
    "M081": Case(
        {"made_on": date(2010, 12, 1), "published_on": DAY, "published_where": "党员大会"}, of_year="published_on"
    ),
    "M082": Case({"start": DAY}, settles=gets("member-commitments", published_on=AGAIN), twice=1),
    "M084": category("no_post", {"duty": "政策宣传岗"}),
    "M090": Case({"type": "area"}),
    "M091": Case({"list": "should_have_women"}, settles=leads(Kind.WOMENS_FEDERATION)),
    "M094": checklist("five_ones"),
    "M096": honour("示范村", "model_village", of_year="named_on"),
    "M097": honour("示范社区", "model_community", of_year="named_on"),
    "M098": honour("示范单位", "model_unit", of_year="named_on"),
    "M100": honour(
        "每月一星", "star_of_month", of_year="named_on", second={"named_on": date(2012, 3, 25)}, twice=1, at_most=1
    ),
    "M103": Case({"post": "secretary", **IN_POST}, twice=1),
    "M105": Case({"entered_on": DAY}, ends={"left_on": END}, second={"post": "clerk"}),
    "M110": Case({"start": DAY}, settles=gets("trainings", date=date(2012, 5, 20)), twice=1),
    "M114": Case({"start": DAY}, settles=gets("appraisals"), twice=1),
    "M117": category("mobile", {"reachable": True, "contacted_on": date(2012, 12, 1)}),
    "M118": category("hardship", gets("care", date=AGAIN)),
    "M119": category("capable", {"development": "列入后备"}),
    "M120": category("helped", {"helper": "何敏", "outcome": "turned"}),
    "M121": appraisal("graduate"),
    "M124": Case({"type": "leader"}),
    "M125": category("subsidy", gets("care", type="subsidy", date=AGAIN)),
    "M126": care("relief"),
    "M127": care("visit"),
    "M128": Case({"type": "unit"}),
    "M129": Case({"type": "station"}),
    "M131": document("emergency"),
    "M133": Case({"type": "centre"}),
    "M134": Case({"type": "centre"}),
    "M135": Case({"type": "activities", "area": 15_000}),
    "M136": checklist("standardisation"),
    "M137": checklist("three_haves"),
    "M138": Case({"line": "first", "entered_on": DAY}, of_year="entered_on", second={"entered_on": AGAIN}),
    "M139": Case({"post": "director"}, of_year="start", settles={"talked_on": AGAIN, "talked_by": "周正华"}),
    "M140": matter("after_election"),
    "M142": document("training_plan", of_year="date"),
    "M143": Case({"post": "clerk"}, of_year="start", settles=IN_POST),
    "M144": Case({"enrolled_on": DAY}, ends={"stopped_on": END}, second={"enrolled_on": AGAIN}),
    "M145": matter("work_style"),
    "M146": document("procedure"),
    "M147": Case({"due": AGAIN}, of_year="due", settles={"held_on": date(2012, 5, 20)}, second={"type": "talk"}),
    "M148": matter("complaint"),
    "M149": appraisal("staff"),
    "M150": Case({"date": DAY}, of_year="date", second={"date": AGAIN}),
    "M151": Case({"type": "community", "date": DAY}, of_year="date", second={"date": AGAIN}),
    "M154": Case(
        {"due": AGAIN}, of_year="due", settles={"checked_on": AGAIN, "checked_by": "监委会", "outcome": "kept"}
    ),
    "M155": document("workflow"),
    "M164": Case({"post": "secretary"}, twice=1),
    "M165": checklist("five_good"),
    "M168": matter("weak_organisation"),
}

#: What counts the steps of an admission has its cases where these are taken: tests/admissions/test_cases.py; of
#: members who joined in the year those are in tests/members/test_training.py; what the League recommends, where it
#: does: tests/league/test_league.py.
OF_CASES = {"M024", "M106", "M107", "M108", "M141"}


# What the page behind a figure lists; that follows from the scope alone, and is asked time and again of other records.


def listed(mechanism: str, scope: FactScope, value: str) -> Any:
    return behind_of(mechanism, scope).records.values_list("holder", value)


def lacking_of(mechanism: str, scope: FactScope) -> Any:
    lacking = behind_of(mechanism, scope).lacking
    assert lacking is not None
    return lacking.values_list("pk")


def settled_of(mechanism: str, scope: FactScope) -> Any:
    _register, measure = measured_by_registers()[mechanism]
    assert isinstance(measure, Settled)
    settled = measure.settled(Period(scope.first_day, scope.as_of))
    return behind_of(mechanism, scope).records.filter(settled).values_list("pk")


@lru_cache(maxsize=1)
def behind_of(mechanism: str, scope: FactScope) -> Behind:
    """Its records and whoever lacks one are asked for one after the other."""
    found = behind(mechanism, MEANT, scope)
    assert found is not None
    return found


class Hand:
    """Makes the records of a case, and says what their figure is, having looked whether the list agrees."""

    def __init__(self, mechanism: str, township: Township) -> None:
        self.mechanism, self.township, self.case = mechanism, township, CASES[mechanism]
        self.register, self.measure = measured_by_registers()[mechanism]
        self.top = path_of(township["T01"])

    def make(self, village: str, *, settled: bool = True, **other: Any) -> Any:
        facts = {**self.case.fields, **other}
        own = self.case.settles if settled else None
        facts |= own if isinstance(own, Mapping) else {}
        if self.register.name in EXAMPLES:
            record: Any = example(self.register.name, self.township[village], **facts)
        else:
            record = record_create(register=self.register, by=None, organisation=self.township[village], **facts)
        if callable(own):
            own(record)
        return record

    def twice(self, village: str) -> None:
        """A second record of the same kind; where there is one at a time, after the first."""
        first: Fields = {"end": AGAIN} if self.register.fit_together else {}
        second: dict[str, Any] = {"start": AGAIN} if self.register.fit_together else {**self.case.second}
        self.make(village, **first)
        settles = self.case.settles
        self.make(village, settled=not callable(settles), **second)

    @property
    def ends(self) -> Fields:
        """What ends a record; what is counted for its beginning goes on counting."""
        lasts = isinstance(self.register, LinkRegister) and not self.case.of_year
        return self.case.ends or ({"end": END} if lasts else {})

    def figure(self, as_of: date = AS_OF, without: tuple[str, ...] = ()) -> tuple[int, int] | None:
        found = figure_below(self.top, self.mechanism, MEANT, as_of=as_of, without=without)
        self.list_agrees(found or (0, 0), FactScope(self.top, 2012, as_of, without=without))
        return found

    def list_agrees(self, told: tuple[int, int], scope: FactScope) -> None:
        measure, asked = self.measure, (self.mechanism, scope)
        value = measure.of if isinstance(measure, DistinctCount) else "pk"
        records = rows_of(self.register.model, listed, *asked, value)
        holders = {holder for holder, _value in records}
        match measure:
            case Coverage():
                lacking = {pk for (pk,) in rows_of(Organisation, lacking_of, *asked)}
                assert (len(holders), lacking & holders) == (told[0], set())
                assert told[1] in (0, len(lacking | holders))
            case Covered() | Holders():
                assert len(holders) == told[0]
            case Happened():
                assert bool(holders) == bool(told[0])
            case DistinctCount():
                assert len({value for _holder, value in records}) == told[0]
            case Number():
                assert len(records) == told[0]
            case Settled():
                done = len(rows_of(self.register.model, settled_of, *asked))
                assert (done, len(records)) in (told, (0, len(records)))
                assert told in ((0, 0), (done, len(records)))

    def expected(self, holders: int, records: int, meant: int = len(VILLAGES)) -> tuple[int, int]:
        """The figure of so many organisations with so many records between them, all of them settled."""
        match self.measure:
            case Coverage():
                return holders, meant
            case Covered() | Holders():
                return holders, 0
            case Happened():
                return min(holders, 1), 0
            case DistinctCount() | Number():
                return min(records, self.case.at_most), 0
            case _:
                return records, records


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_measure_of_a_register_has_a_case() -> None:
    assert measured_by_registers().keys() == CASES.keys() | OF_CASES


@pytest.mark.parametrize("mechanism", sorted(CASES))
def test_a_measure_counts_as_by_hand(mechanism: str, township: Township) -> None:
    hand = Hand(mechanism, township)
    case = hand.case
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        assert hand.figure() is None

        with taken_back():
            hand.twice("V01")
            assert hand.figure() == hand.expected(1, case.twice)

        with taken_back():
            earlier: dict[str, Any] = {case.of_year: date(2011, 3, 1)} if case.of_year else {}
            hand.make("V01", **earlier)
            assert hand.figure() == (hand.expected(0, 0) if case.of_year else hand.expected(1, 1))

        if case.settles:
            with taken_back():
                for village in VILLAGES:
                    hand.make(village, settled=village != "V01")
                assert hand.figure() == (2, 3)

        # All of it is entered late: a figure of an earlier day knows it by its own day.
        first = hand.make("V01")
        assert hand.figure() == hand.expected(1, 1)
        assert (hand.figure(date(2012, 2, 29)) or (0, 0))[0] == 0
        for village in VILLAGES[1:]:
            hand.make(village)
        assert hand.figure() == hand.expected(3, 3)

        assert hand.figure(without=(path_of(first.organisation),)) == hand.expected(2, 2, meant=2)

        with taken_back():
            record_withdraw(register=hand.register, record=first, version=None, reason="误录", by=None)
            assert hand.figure() == hand.expected(2, 2)

        if hand.ends:
            with taken_back():
                record_change(register=hand.register, record=first, version=None, by=None, **hand.ends)
                assert (hand.figure(DAY_BEFORE), hand.figure(END)) == (hand.expected(3, 3), hand.expected(2, 2))

        if isinstance(hand.measure, Coverage | Covered | SettledAmong):
            gone: dict[str, Any] = {"closing": Closing.DISSOLVED, "merged_into": None, "approval_number": "甲"}
            organisation_close(organisation=first.organisation, on=END, by=None, **gone)
            assert hand.figure(DAY_BEFORE) == hand.expected(3, 3)
            assert hand.figure(END) == hand.expected(2, 2, meant=2)
