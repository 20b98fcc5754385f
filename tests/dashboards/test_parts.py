"""The parts below the first screen: their figures, what they cost, that none is ever stale, and who sees them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.accounts.models import User
from apps.associations.models import Profile
from apps.dashboards.parts.registry import PARTS
from apps.filings.models import Filing
from apps.filings.selectors.grid import discipline_of
from apps.filings.services import filing_extend
from apps.filings.services.transitions import as_seen
from apps.gradings.models import Grading
from apps.gradings.services import grading_reopen
from apps.honours.models import Honour
from apps.honours.types import HonourType
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_update
from apps.progress.selectors import progress_of
from apps.progress.states import Pace
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from apps.warnings.models import EarlyWarning
from apps.warnings.services import warning_lift, warnings_raise
from tests.bench.p1 import themes
from tests.dashboards.looking import ASKED, NAMES, part, printed, queries, with_more_villages
from tests.factories.browser import enter_as

DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_the_day_after() -> Iterator[None]:
    with time_machine.travel("2026-11-24 09:00+08:00", tick=False):
        yield


@pytest.fixture(scope="module")
def heat(demonstrated: None) -> Any:
    """The heat map of the villages, as nobody changes anything."""
    with time_machine.travel("2026-11-24 09:00+08:00", tick=False):
        return part(enter_as(Client(), User.objects.get(username="leader")), "villages")


@pytest.fixture
def district(leader: Client) -> Client:
    return enter_as(Client(), User.objects.get(username="district"))


def test_every_column_of_the_heat_map_is_the_page_of_its_indicator(heat: Any, leader: Client) -> None:
    assert len(heat.rows) > 50
    assert [row.behind for row in heat.rows] == sorted((row.behind for row in heat.rows), reverse=True)
    for at, column in list(enumerate(heat.columns))[::6]:
        opened = leader.get(f"{column.address}?organisation=T01&as_of={DAY}").context["parts"]
        assert {row.code: row.cells[at].state for row in heat.rows if row.cells[at].state} == {
            its.code: standing.state for its, standing in opened if standing.state
        }


def test_a_line_of_the_heat_map_is_what_the_command_prints_of_the_organisation(heat: Any, db: None) -> None:
    """Where it has facts: of a village alone nobody knows of what nobody has recorded there."""
    for row in (heat.rows[0], heat.rows[20]):
        known = {it["code"]: it["state"] for it in printed("progress", row.code)["indicators"] if it["percent"]}
        cells = {cell.column.indicator.code: cell.state for cell in row.cells if cell.state}
        assert len(known.keys() & cells.keys()) > 3
        assert {code: cells[code] for code in known if code in cells} == {
            code: state for code, state in known.items() if code in cells
        }


def test_a_cell_of_the_heat_map_says_what_the_page_of_its_organisation_says(heat: Any, db: None) -> None:
    blank = next(row for row in heat.rows if any(cell.state is Pace.NO_DATA for cell in row.cells))
    for row in (heat.rows[0], blank, heat.rows[-1]):
        own = {it.indicator.code: it.state for it in progress_of(Organisation.objects.get(code=row.code), 2026, DAY)}
        cells = {cell.column.indicator.code: cell.state for cell in row.cells if cell.state}
        assert cells == {code: own[code] for code in cells}


def test_what_is_to_come_starts_from_the_figures_of_the_commands(leader: Client) -> None:
    its = part(leader, "outlook")
    known = {it["code"]: it for it in printed("progress")["indicators"] if it["numerator"] is not None}
    assert {it.now.indicator.code: it.now.figure.numerator for it in its.rows} == {
        code: it["numerator"] for code, it in known.items()
    }
    needed = {it.now.indicator.mechanism: it.outlook.needed for it in its.rows}
    rates = printed("rates")["rates"]
    asked = {"M064": "advanced_upgrade", "M065": "general_upgrade", "M066": "backward_conversion"}
    assert {code: needed[code] for code in asked} == {code: rates[rate]["needed"] for code, rate in asked.items()}
    earlier = printed("progress", year=2025, as_of="2025-11-23")["indicators"]
    before = {it.now.indicator.code: it.before.figure.numerator for it in its.rows if it.before}
    assert len(before) > 15
    assert before == {it["code"]: it["numerator"] for it in earlier if it["code"] in before}
    assert any(it.difference for it in its.rows)


def test_every_month_of_the_rates_is_what_the_command_prints_of_its_last_day(leader: Client) -> None:
    trend = part(leader, "trend")
    township = Organisation.objects.get(code="T01")
    for month, day in ((3, date(2026, 3, 31)), (10, date(2026, 10, 31)), (11, DAY)):
        rates = printed("rates", as_of=day.isoformat())["rates"]
        for line in trend.lines:
            ratio = line.now[month - 1]
            if line.code is None:
                assert ratio == discipline_of(township, 2026, day).on_time
            else:
                assert (ratio.numerator, ratio.denominator) == (
                    rates[line.code]["numerator"],
                    rates[line.code]["denominator"],
                )
    assert all(line.now[11] is None for line in trend.lines)
    a_year_ago = printed("rates", year=2025, as_of="2025-12-31")["rates"]
    ended = {line.code: line.before[11] for line in trend.lines if line.code}
    assert {code: (it.numerator, it.denominator) for code, it in ended.items()} == {
        code: (it["numerator"], it["denominator"]) for code, it in a_year_ago.items()
    }


def test_every_month_of_an_indicator_is_what_the_command_prints_of_its_last_day(leader: Client) -> None:
    courses = {code: part(leader, "course", f"{ASKED}&indicator={code}") for code in ("PIO-03", "OPT-07", "FIL-01")}
    for day in (date(2026, 2, 28), DAY):
        told = {it["code"]: it for it in printed("progress", as_of=day.isoformat())["indicators"]}
        for code, course in courses.items():
            its, said = course.months[day.month - 1][1], told[code]
            assert (its.figure.numerator, its.figure.denominator) == (said["numerator"], said["denominator"])
            assert (its.state and its.state.value) == said["state"]


def test_a_township_seen_from_above_is_what_the_commands_print(district: Client) -> None:
    row = part(district, "township", f"{ASKED}&organisation=T01")
    rates = printed("rates")["rates"]
    told = {it.rate.code: (it.rate.ratio.numerator, it.rate.ratio.denominator) for it in row.dashboard.overview.sheets}
    assert told == {code: (it["numerator"], it["denominator"]) for code, it in rates.items()}
    states = [it["state"] for it in printed("progress")["indicators"]]
    assert (row.behind, row.at_risk) == (states.count("behind"), states.count("at_risk"))
    assert row.on_time == discipline_of(Organisation.objects.get(code="T01"), 2026, DAY).on_time
    assert row.dashboard.filings is None


def test_the_three_who_endanger_the_conversion_are_named_with_who_helps_them(leader: Client) -> None:
    page = leader.get(f"/dashboard/?{ASKED}")
    [line] = [it for it in page.context["dashboard"].attention if it.endangers]
    assert 1 <= len(line.named) <= 3
    said = page.content.decode().partition('id="attention"')[2].partition("</section>")[0]
    for it in line.named:
        assert it.hands.code in line.rate.not_upgraded
        assert it.hands.secretary
        assert it.hands.helper
        assert f"{it.hands.name}</a>" in said
        assert it.hands.helper in said


def test_the_higher_authority_sees_the_names_and_not_who_helps(district: Client) -> None:
    page = district.get(f"/dashboard/?{ASKED}")
    [line] = [it for it in page.context["dashboard"].attention if it.endangers]
    assert {(it.hands.secretary, it.hands.rectification, *it.hands.helpers) for it in line.named} == {("", "")}
    assert "帮扶：" not in page.content.decode()


def test_who_may_see_what_is_pending_can_leave_it_out(leader: Client) -> None:
    page = leader.get(f"/dashboard/?{ASKED}&figures=official")
    assert page.context["pending"] is False
    assert page.context["dashboard"].filings is None
    assert 'figures=official"' in page.content.decode()
    assert leader.get(f"/dashboard/filings/?{ASKED}&figures=official").status_code == 403


def test_who_comes_late_again_and_again_is_told(leader: Client) -> None:
    found = {it.hands.code: it for it in part(leader, "slipping").rows}
    late: dict[str, int] = {}
    for filing in Filing.objects.filter(year=2026, due_on__lt=DAY).select_related("organisation"):
        first = filing.first_submitted_on
        if (first is None and filing.deadline < DAY) or (first and first > filing.deadline):
            late[filing.organisation.code] = late.get(filing.organisation.code, 0) + 1
    assert {code: it.late for code, it in found.items() if it.late}.items() <= late.items()
    assert all(number >= 2 for number in (it.late for it in found.values()) if number)
    assert max(late.values()) == max(it.late for it in found.values())


def withdraw_honour() -> None:
    honour = Honour.objects.counted().filter(type=HonourType.MODEL_VILLAGE, named_on__year=2026, revoked_on=None)[0]
    record_withdraw(register=REGISTERS["honours"], record=honour, version=honour.version, reason="误录", by=None)


def give_more_time() -> None:
    missing = Filing.objects.filter(first_submitted_on=None, extended_to=None, year=2026, due_on__lt=DAY)
    filing_extend(
        seen=as_seen(missing.earliest("month", "organisation__code")),
        until=date(2026, 11, 30),
        reason="停电",
        by=User.objects.get(username="staff"),
    )


def take_a_confirmation_back() -> None:
    grading = Grading.objects.filter(year=2026, start_confirmed=True, end_class="")[0]
    grading_reopen(grading=grading, start=True, reason="有误", by=None)


def lift_a_warning() -> None:
    gravest = EarlyWarning.objects.open().gravest_first()[0]
    warning_lift(warning=gravest, reason="已整改", by=User.objects.get(username="leader"))


def withdraw_an_association() -> None:
    profile = Profile.objects.counted().earliest("pk")
    record_withdraw(register=REGISTERS["associations"], record=profile, version=profile.version, reason="误录", by=None)


def rename_the_worst() -> None:
    for place in Organisation.objects.filter(kind="branch"):
        organisation_update(organisation=place, by=None, name=f"{place.name}（更名）")


ACTS = {
    "villages": rename_the_worst,
    "outlook": withdraw_honour,
    "slipping": rename_the_worst,
    "warnings": lift_a_warning,
    "filings": give_more_time,
    "trend": take_a_confirmation_back,
    "classes": take_a_confirmation_back,
    "mass": withdraw_an_association,
    "course": withdraw_honour,
}


def test_a_part_is_made_once_until_somebody_writes_something(leader: Client) -> None:
    warnings_raise(on=DAY)
    for name in NAMES:
        page = f"/dashboard/{name}/?{ASKED}&indicator=PIO-03"
        first = leader.get(page).content
        assert queries(leader, page) == 5
        assert leader.get(page).content == first
        ACTS[name]()
        assert leader.get(page).content != first, name


#: What follows from the plan costs a question for each theme of measures, of the year before once more.
YEARS = {"villages": 1, "outlook": 2}


def test_no_part_asks_more_of_a_larger_township(leader: Client) -> None:
    def asked() -> dict[str, int]:
        return {name: queries(leader, f"/dashboard/{name}/?{ASKED}&indicator=PIO-03") for name in NAMES}

    with_more_villages("FEW", 2)
    few = asked()
    with_more_villages("MANY", 20)
    assert asked() == few
    # An indicator month by month is read anew for each.
    assert few.pop("course") <= 7 + 2 * (DAY.month + 12)
    assert {name: number for name, number in few.items() if number > 12 + YEARS.get(name, 0) * themes()} == {}


def test_what_somebody_may_not_see_is_refused_and_what_there_is_not_is_not_found(district: Client) -> None:
    answers = {name: district.get(f"/dashboard/{name}/?{ASKED}").status_code for name in (*PARTS, "other")}
    assert [name for name, status in answers.items() if status == 403] == ["warnings", "filings", "mass"]
    assert [name for name, status in answers.items() if status == 404] == ["other"]


def test_the_wall_says_the_first_screen_and_asks_for_itself(leader: Client) -> None:
    page = leader.get(f"/dashboard/wall/?{ASKED}")
    said = page.content.decode()
    rates = printed("rates")["rates"]
    for rate in rates.values():
        assert f"{rate['percent']}%" in said
    assert 'hx-trigger="every 60s"' in said
    assert "navbar" not in said
