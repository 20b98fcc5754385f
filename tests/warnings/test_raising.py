"""Each rule from quiet to raised to lifted; run twice, nothing twice; whom a warning concerns."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.admissions.models import Admission
from apps.audit.models import Entry
from apps.core.versioning import StaleVersion
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Target
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from apps.warnings.levels import Kept, Levels
from apps.warnings.models import EarlyWarning
from apps.warnings.names import RuleName
from apps.warnings.rules import no_admission
from apps.warnings.selectors import visible_warnings
from apps.warnings.sentences import sentence
from apps.warnings.services import Outcome, warning_answer, warning_confirm, warning_lift, warnings_raise
from tests.factories.activities import activity
from tests.factories.township import Township, afresh
from tests.factories.township import township as make_township
from tests.filings.cast import opened, plan_of

pytestmark = pytest.mark.django_db
#: A day in the middle of the year on which the rules look.
DAY = date(2012, 7, 2)
NOTHING = Outcome(raised=0, changed=0, gone=0)


@pytest.fixture(autouse=True)
def _in_time() -> object:
    with time_machine.travel("2012-07-02 09:00+08:00"):
        yield


def entered(register: str, at: Organisation, **fields: Any) -> Any:
    return record_create(register=REGISTERS[register], by=None, organisation=at, **fields)


def raised(on: date = DAY) -> list[tuple[str, str, str]]:
    """Run the rules; what is open then."""
    warnings_raise(on=on)
    rows = EarlyWarning.objects.open().order_by("organisation__code", "rule")
    return list(rows.values_list("organisation__code", "rule", "severity"))


def nothing(township: Township) -> None:
    """What would be quiet anyway."""


def not_held(township: Township) -> None:
    activity(township["V01"], date=date(2012, 1, 20))
    others_meet(township, date(2012, 6, 20))


def others_meet(township: Township, day: date) -> None:
    activity(*(township[code] for code in ("V02", "V03-1", "V03-2")), date=day)


def held_again(township: Township) -> None:
    activity(township["V01"], date=date(2012, 7, 1))


def vacant(township: Township) -> None:
    post = {"post": "secretary", "person": "王建国", "start": date(2010, 3, 1)}
    entered("posts", township["V01"], end=date(2012, 3, 1), **post)


def vacant_for_a_month(township: Township) -> None:
    post = {"post": "secretary", "person": "王建国", "start": date(2010, 3, 1)}
    entered("posts", township["V02"], end=date(2012, 6, 1), **post)


def filled(township: Township) -> None:
    entered("posts", township["V01"], post="secretary", person="李志强", start=date(2012, 7, 1))


def term_over(township: Township) -> None:
    entered("posts", township["V01"], post="secretary", person="王建国", start=date(2007, 6, 1))


def elected(township: Township) -> None:
    held = REGISTERS["posts"].records().get()
    type(held).objects.filter(pk=held.pk).update(end=date(2012, 7, 1))
    entered("posts", township["V01"], post="secretary", person="王建国", start=date(2012, 7, 1))


def late_once(township: Township) -> None:
    _filings(township)
    Filing.objects.filter(month=4).update(first_submitted_on=date(2012, 5, 3))
    Filing.objects.exclude(organisation=township["V01"]).update(first_submitted_on=date(2012, 5, 3))


def late_twice(township: Township) -> None:
    Filing.objects.filter(organisation=township["V01"], month=4).update(first_submitted_on=date(2012, 5, 20))


def in_time_again(township: Township) -> None:
    Filing.objects.filter(organisation=township["V01"], month=5).update(first_submitted_on=date(2012, 6, 3))


def _filings(township: Township) -> None:
    plan = plan_of(township["T01"])
    for month in (4, 5):
        opened(plan, township["V01"], Month(2012, month))


def matter_in_hand(township: Township) -> None:
    matter = {"category": "practical", "registered_on": date(2012, 5, 1), "due": date(2012, 7, 20)}
    entered("matters", township["V01"], title="修村道", **matter)
    away = {"category": "complaint", "registered_on": date(2012, 5, 1), "due": date(2012, 6, 1)}
    entered("matters", township["V02"], title="不外传的事", **away)


def matter_overdue(township: Township) -> None:
    REGISTERS["matters"].records().filter(title="修村道").update(due=date(2012, 7, 1))


def settled(township: Township) -> None:
    REGISTERS["matters"].records().filter(title="修村道").update(settled_on=date(2012, 7, 2), result="已修好")


def admitted_last_year(township: Township) -> None:
    entered("members", township["V01"], code="M1", name="李秀英", joined_on=date(2011, 8, 1))


def admitted_long_ago(township: Township) -> None:
    REGISTERS["members"].records().update(joined_on=date(2009, 7, 1))


def admitted(township: Township) -> None:
    entered("members", township["V01"], code="M2", name="王芳", joined_on=date(2012, 7, 1))


def activist_last_year(township: Township) -> None:
    admitted(township)
    days = {"applied_on": date(2011, 3, 1), "talked_on": date(2011, 3, 20), "activist_on": date(2011, 9, 1)}
    entered("admissions", township["V01"], name="张新", **days)


def activist_long_ago(township: Township) -> None:
    REGISTERS["admissions"].records().update(activist_on=date(2011, 7, 1))


def activist_again(township: Township) -> None:
    REGISTERS["admissions"].records().update(activist_on=date(2012, 7, 1))


def on_course(township: Township) -> None:
    plan = plan_of(township["T01"])
    flow = Indicator.objects.get(programme__plan=plan, code="F-FLOW")
    Target.objects.create(indicator=flow, organisation=township["V01"], value=10_000)
    filing = opened(plan, township["V01"], Month(2012, 5))
    filing.lines.filter(indicator=flow).update(numerator=9_000)
    Filing.objects.update(state="approved", first_submitted_on=date(2012, 6, 1), approved_on=date(2012, 6, 1))


def behind(township: Township) -> None:
    Filing.objects.get(organisation=township["V01"]).lines.update(numerator=3_000)


def caught_up(township: Township) -> None:
    Filing.objects.get(organisation=township["V01"]).lines.update(numerator=6_000)


Act = Callable[[Township], None]
CASES: list[tuple[str, str, Act, Act, Act]] = [
    ("not_held", "yellow", nothing, not_held, held_again),
    ("vacant", "yellow", vacant_for_a_month, vacant, filled),
    ("election", "orange", nothing, term_over, elected),
    ("late", "yellow", late_once, late_twice, in_time_again),
    ("overdue", "blue", matter_in_hand, matter_overdue, settled),
    ("no_admission", "red", admitted_last_year, admitted_long_ago, admitted),
    ("no_activist", "blue", activist_last_year, activist_long_ago, activist_again),
    ("behind", "yellow", on_course, behind, caught_up),
]


@pytest.mark.parametrize(("rule", "severity", "before", "cause", "remedy"), CASES)
def test_a_rule_is_quiet_then_raises_and_lets_go_by_itself(
    township: Township, rule: str, severity: str, before: Act, cause: Act, remedy: Act
) -> None:
    before(township)
    assert raised() == []
    cause(township)
    assert raised() == [("V01", rule, severity)]
    assert sentence(EarlyWarning.objects.get())
    entries = Entry.objects.count()
    assert warnings_raise(on=DAY) == NOTHING
    assert Entry.objects.count() == entries
    remedy(township)
    assert raised() == []
    warning = EarlyWarning.objects.get()
    assert (warning.lifted_on, warning.gone_on, warning.lifted_by) == (DAY, DAY, None)
    assert warnings_raise(on=DAY) == NOTHING


def test_who_joined_elsewhere_and_moved_in_is_no_admission(township: Township) -> None:
    said: dict[str, Any] = {"organisation": township["V01"], "applied_on": date(2007, 3, 1)}
    Admission.objects.create(code="F1", name="张新", approved_on=date(2009, 6, 30), **said)
    admitted(township)
    assert [(it.code, it.value) for it in no_admission(DAY)] == [("V01", 3)]


def test_what_is_run_twice_raises_nothing_twice_and_writes_nothing_more(township: Township) -> None:
    not_held(township)
    assert warnings_raise(on=DAY) == Outcome(raised=1, changed=0, gone=0)
    entries = Entry.objects.count()
    assert warnings_raise(on=DAY) == Outcome(raised=0, changed=0, gone=0)
    assert (EarlyWarning.objects.count(), Entry.objects.count()) == (1, entries)


def test_every_rule_is_followed() -> None:
    followed = {it[0] for it in CASES}
    assert followed == set(RuleName)


def test_one_that_grows_graver_makes_room_for_a_new_one(township: Township) -> None:
    activity(township["V01"], date=date(2012, 5, 1))
    others_meet(township, DAY)
    assert raised() == [("V01", "not_held", "blue")]
    warning_lift(warning=EarlyWarning.objects.get(), reason="农忙", by=township.people["leader"])
    assert raised() == []
    others_meet(township, date(2012, 7, 2))
    assert raised(date(2012, 8, 2)) == [("V01", "not_held", "yellow")]


def test_a_township_switches_a_colour_off_raises_it_later_or_in_another_one(township: Township) -> None:
    not_held(township)
    for severity, said in (("yellow", {"raised": False, "number": 3}), ("red", {"raised": True, "number": 5})):
        entered("warning-rules", township["T01"], rule="not_held", severity=severity, start=DAY, **said)
    assert raised() == [("V01", "not_held", "red")]
    entered("warning-rules", township["V01"], rule="not_held", severity="red", start=DAY, raised=False, number=5)
    assert raised() == [("V01", "not_held", "blue")]


def test_the_nearest_above_has_the_last_word() -> None:
    levels = Levels([Kept(1, "vacant", "yellow", 30), Kept(2, "vacant", "yellow", None)])
    assert levels.severity("vacant", "00000001", 40) == "yellow"
    assert levels.severity("vacant", "0000000100000002", 170) is None
    assert levels.severity("vacant", "00000003", 40) is None
    assert [levels.severity("election", "00000003", days) for days in (91, 90, 0, -3)] == [None, "blue"] + [
        "orange"
    ] * 2


def test_it_is_confirmed_answered_and_lifted_with_a_reason_each_once(township: Township) -> None:
    not_held(township)
    warnings_raise(on=DAY)
    warning, staff, secretary = EarlyWarning.objects.get(), township.people["staff"], township.people["secretary01"]
    warning_confirm(warning=warning, by=staff)
    version = warning.version + 1
    warning_answer(warning=warning, version=version, answer="本周召开支部党员大会", by=secretary)
    with pytest.raises(StaleVersion):
        warning_answer(warning=warning, version=version, answer="下周召开", by=staff)
    with pytest.raises(ValidationError):
        warning_lift(warning=warning, reason=" ", by=staff)
    warning_lift(warning=warning, reason="已开", by=staff)
    with pytest.raises(ValidationError):
        warning_confirm(warning=warning, by=staff)
    acts = Entry.objects.filter(action__startswith="warning.").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["warning.raised", "warning.confirmed", "warning.answered", "warning.lifted"]
    assert raised() == []


def test_a_village_sees_its_own_and_the_township_all(township: Township) -> None:
    activity(township["V03-1"], date=date(2012, 7, 1))
    EarlyWarning.objects.all().delete()
    activity(township["V02"], date=date(2012, 1, 1))
    assert {code for code, *_rest in raised()} == {"V01", "V02", "V03-2"}
    seen = {
        name: {it.organisation.code for it in visible_warnings(afresh(township.people[name]))}
        for name in ("staff", "leader", "secretary01", "contact", "secretary03", "viewer")
    }
    everything = {"V01", "V02", "V03-2"}
    assert seen == {
        "staff": everything,
        "leader": everything,
        "secretary01": {"V01"},
        "contact": {"V01"},
        "secretary03": {"V03-2"},
        "viewer": set(),
    }


def test_the_list_costs_the_same_for_one_and_for_many(township: Township, signed_in: Callable[[str], Client]) -> None:
    not_held(township)
    warnings_raise(on=DAY)
    browser, counts = signed_in("staff"), []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get("/warnings/").content.decode()
        counts.append(len(asked))
        for code in ("V02", "V03", "V03-1") if number == 0 else ():
            about = (
                EarlyWarning.objects.filter(organisation__code="V01").values("rule", "severity", "facts", "run").get()
            )
            EarlyWarning.objects.create(organisation=township[code], raised_on=DAY, **about)
    assert counts[0] == counts[1]
    assert "V03-1" in page


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_raise_nothing_twice() -> None:
    not_held(make_township())
    barrier = Barrier(2)

    def run(_number: int) -> Outcome:
        barrier.wait()
        try:
            return warnings_raise(on=DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(run, range(2)))
    assert sorted(it.raised for it in outcomes) == [0, 1]
    assert EarlyWarning.objects.count() == Entry.objects.filter(action="warning.raised").count() == 1
