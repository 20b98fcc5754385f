"""Figures from registers: none, all, revoked, expired, exempted, closed in the year, named twice, entered late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.measures.facts import FactScope, Tallies
from apps.measures.register_sums import Asked
from apps.measures.registers import behind, register_tallies
from apps.organisations.models import Organisation
from apps.organisations.tree import SEGMENT_WIDTH
from apps.registers.models import Record
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from tests.factories.township import Township
from tests.registers.examples import example

pytestmark = pytest.mark.django_db
GRADED = ("party_organisation",)
#: T01 leads V01 and V02, and V03 with V03-1 and V03-2: three villages, four branches.
AS_OF = date(2012, 12, 31)


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        yield


def path_of(organisation: Organisation) -> str:
    return str(organisation.placements.get(end=None).path)


def tallies(township: Township, mechanism: str, names: tuple[str, ...], **how: Any) -> Tallies | None:
    return tallies_below(path_of(township["T01"]), mechanism, names, **how)


def tallies_below(
    top: str, mechanism: str, names: tuple[str, ...], as_of: date = AS_OF, without: tuple[str, ...] = ()
) -> Tallies | None:
    asked = Asked(mechanism, names, without)
    return register_tallies([asked], FactScope(top, 2012, as_of), width=len(top) + SEGMENT_WIDTH).get(asked)


def figure(township: Township, mechanism: str, names: tuple[str, ...], **how: Any) -> tuple[int, int] | None:
    return figure_below(path_of(township["T01"]), mechanism, names, **how)


def figure_below(top: str, mechanism: str, names: tuple[str, ...], **how: Any) -> tuple[int, int] | None:
    """Without looking again where the township stands."""
    found = tallies_below(top, mechanism, names, **how)
    return None if found is None else (found.whole.numerator, found.whole.denominator)


def site(village: Organisation, **other: Any) -> Record:
    return example("honours", village, **{"title": "党务公开示范点", "named_on": date(2012, 5, 1), **other})


def model_village(village: Organisation, **other: Any) -> Record:
    return example("honours", village, **{"title": "示范村", "named_on": date(2012, 5, 1), **other})


def test_without_any_record_there_is_no_figure(township: Township) -> None:
    assert figure(township, "M078", GRADED) is None
    assert figure(township, "M096", ("village",)) is None
    assert figure(township, "M040", ("village",)) is None


def test_a_coverage_is_those_who_have_a_record_of_those_who_are_meant(township: Township) -> None:
    site(township["V01"])
    meant = Organisation.objects.filter(graded=True).count()
    assert figure(township, "M078", GRADED) == (1, meant)
    for code in ("V02", "V03-1", "V03-2", "V03"):
        site(township[code])
    assert figure(township, "M078", GRADED) == (meant, meant)


def test_the_same_village_named_twice_is_one(township: Township) -> None:
    model_village(township["V01"])
    model_village(township["V01"], level=2, named_on=date(2012, 6, 1))
    assert figure(township, "M096", ("village",)) == (1, 0)


def test_a_count_of_villages_counts_only_those_that_are_meant(township: Township) -> None:
    """V03 is the village; its branches are not two more."""
    for code in ("V03", "V03-1", "V03-2"):
        model_village(township[code])
    assert figure(township, "M096", ("village",)) == (1, 0)


def test_what_is_revoked_counts_until_the_day_on_which_it_is(township: Township) -> None:
    site(township["V01"], revoked_on=date(2012, 9, 1))
    assert figure(township, "M078", GRADED, as_of=date(2012, 8, 31)) == (1, 5)
    assert figure(township, "M078", GRADED, as_of=date(2012, 9, 1)) == (0, 5)


def test_what_has_expired_counts_no_more(township: Township) -> None:
    site(township["V01"], expires_on=date(2012, 10, 1))
    assert figure(township, "M078", GRADED, as_of=date(2012, 9, 30)) == (1, 5)
    assert figure(township, "M078", GRADED, as_of=date(2012, 10, 1)) == (0, 5)


def test_a_stock_counts_whenever_it_began_and_a_flow_only_what_is_of_the_year(township: Township) -> None:
    site(township["V01"], named_on=date(2010, 5, 1))
    model_village(township["V01"], named_on=date(2010, 5, 1))
    assert figure(township, "M078", GRADED) == (1, 5)
    assert figure(township, "M096", ("village",)) == (0, 0)


def test_an_exempted_organisation_leaves_both_numbers(township: Township) -> None:
    site(township["V01"])
    site(township["V02"])
    assert figure(township, "M078", GRADED, without=(path_of(township["V01"]),)) == (1, 4)


def test_one_closed_in_the_year_leaves_both_numbers(township: Township) -> None:
    site(township["V01"])
    site(township["V02"])
    Organisation.objects.filter(code="V01").update(closed=date(2012, 7, 1))
    assert figure(township, "M078", GRADED, as_of=date(2012, 6, 30)) == (2, 5)
    assert figure(township, "M078", GRADED, as_of=date(2012, 7, 1)) == (1, 4)


def test_a_withdrawn_record_was_never_there(township: Township) -> None:
    record = site(township["V01"])
    record_withdraw(register=REGISTERS["honours"], record=record, version=None, reason="误录", by=None)
    assert figure(township, "M078", GRADED) is None


def test_what_is_only_nominated_counts_nothing_yet(township: Township) -> None:
    site(township["V01"], named_on=None, nominated_on=date(2012, 5, 1))
    assert figure(township, "M078", GRADED) == (0, 5)


def test_the_star_of_the_month_counts_months_and_two_parts_share_one(township: Township) -> None:
    for code, day in (("V01", date(2012, 3, 5)), ("V02", date(2012, 3, 6)), ("V02", date(2012, 4, 6))):
        example("honours", township[code], title="每月一星", named_on=day)
    found = tallies(township, "M100", ("township",))
    assert found is not None
    assert found.whole.numerator == 2
    assert {path: it.numerator for path, it in found.parts.items()} == {
        path_of(township["V01"]): 1,
        path_of(township["V02"]): 2,
    }


@pytest.mark.parametrize(("day", "met"), [(date(2012, 6, 30), 1), (date(2012, 7, 1), 0)])
def test_the_commendation_counts_once_and_only_before_1_july(township: Township, day: date, met: int) -> None:
    for code in ("V01", "V02"):
        example("honours", township[code], title="“七一”表彰", named_on=day)
    assert figure(township, "M052", ("township",)) == (met, 0)


def test_matters_are_settled_of_those_registered_in_the_year(township: Township) -> None:
    late = {"settled_on": date(2012, 12, 1), "result": "已硬化", "due": date(2012, 6, 1)}
    example("matters", township["V01"])
    example("matters", township["V01"], title="修桥", **late)
    example("matters", township["V02"], title="去年的事", registered_on=date(2011, 3, 1), due=None)
    example("matters", township["V02"], title="群团自身", category="mass_body")
    assert figure(township, "M040", ("village",)) == (1, 2)
    assert figure(township, "M040", ("village",), as_of=date(2012, 11, 30)) == (0, 2)


def test_an_organisation_is_covered_once_its_commitment_is_published_this_year(township: Township) -> None:
    example("commitments", township["V01"], published_on=date(2012, 4, 1), published_where="党员大会")
    example("commitments", township["V02"])
    example("commitments", township["V03"], made_on=date(2011, 3, 1), published_on=date(2011, 4, 1))
    assert figure(township, "M081", GRADED) == (1, 5)


def test_a_decision_is_complete_with_every_step_and_the_opinion_of_the_supervisors(township: Township) -> None:
    days = ("consulted_on", "reviewed_on", "resolved_on", "disclosed_on", "result_disclosed_on")
    every = {name: date(2012, 4, number) for number, name in enumerate(days, 1)}
    example("decisions", township["V01"], **every, supervision="程序合规")
    example("decisions", township["V02"], **every)
    example("decisions", township["V03"], **{**every, "disclosed_on": None}, supervision="缺公开")
    assert figure(township, "M072", ("village",)) == (1, 3)


def test_the_whole_and_the_parts_agree_and_cost_one_query_and_one_for_what_is_proposed(township: Township) -> None:
    site(township["V01"])
    site(township["V03-1"])
    model_village(township["V02"])
    top = path_of(township["T01"])
    scope = FactScope(top, 2012, AS_OF)
    coverage = Asked("M078", GRADED)
    asked = [coverage, Asked("M096", ("village",)), Asked("M100", ("township",))]
    with CaptureQueriesContext(connection) as queries:
        found = register_tallies(asked, scope, width=len(top) + SEGMENT_WIDTH)[coverage]
    assert len(queries) == 2
    assert sum(it.numerator for it in found.parts.values()) == found.whole.numerator == 2
    assert sum(it.denominator for it in found.parts.values()) == found.whole.denominator == 5


@pytest.mark.parametrize(
    ("mechanism", "names"), [("M078", GRADED), ("M096", ("village",)), ("M052", ("township",)), ("M040", ("village",))]
)
def test_a_figure_opens_into_exactly_what_it_counts(township: Township, mechanism: str, names: tuple[str, ...]) -> None:
    for code in ("V01", "V03-1"):
        site(township[code])
        model_village(township[code])
        example("honours", township[code], title="“七一”表彰", named_on=date(2012, 6, 1))
        example("matters", township[code])
    site(township["V02"], revoked_on=date(2012, 9, 1))
    over, under = figure(township, mechanism, names) or (0, 0)
    found = behind(mechanism, names, FactScope(path_of(township["T01"]), 2012, AS_OF))
    assert found is not None
    holders = set(found.records.values_list("organisation__code", flat=True))
    if mechanism in {"M078", "M096"}:
        assert len(holders) == over
    if mechanism == "M078" and found.lacking is not None:
        lacking = set(found.lacking.values_list("code", flat=True))
        assert (len(lacking), lacking & holders) == (under - over, set())
    if mechanism == "M040":
        assert found.records.count() == under == 2
    assert "V02" not in holders
