from collections.abc import Callable

from django.test import Client

from apps.accounts.models import User
from apps.honours.models import Honour
from apps.honours.types import HonourType
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from tests.dashboards.looking import printed, queries, with_more_villages

OVERDUE, WAITING = "filings_overdue", "filings_waiting"

SignIn = Callable[[str], Client]


def figures(browser: Client, address: str) -> str:
    """The page without its frame."""
    return browser.get(address).content.decode().partition("row-cards")[2]


def test_every_figure_of_the_dashboard_is_that_of_the_commands(leader: Client) -> None:
    shown = leader.get("/dashboard/?organisation=T01&year=2026&as_of=2026-11-23").context["dashboard"]
    rates = printed("rates")["rates"]
    assert isinstance(rates, dict)
    for sheet in shown.overview.sheets:
        expected = rates[sheet.rate.code]
        assert (sheet.rate.ratio.numerator, sheet.rate.ratio.denominator) == (
            expected["numerator"],
            expected["denominator"],
        )
        assert sheet.rate.needed == expected["needed"]
    indicators = printed("progress")["indicators"]
    standings = [standing for programme in shown.programmes for standing in programme.standings]
    assert isinstance(indicators, list)
    assert [
        (it.indicator.code, it.figure.numerator, it.figure.denominator, it.state and it.state.value) for it in standings
    ] == [(it["code"], it["numerator"], it["denominator"], it["state"]) for it in indicators]


def test_the_dashboard_says_what_is_behind_and_who_is_late(leader: Client) -> None:
    shown = leader.get("/dashboard/?as_of=2026-11-23&year=2026").context["dashboard"]
    assert [(item.concern.value, item.standing and item.standing.indicator.code) for item in shown.attention] == [
        ("rate_behind", None),
        ("indicator_behind", "PIO-01"),
        ("indicator_behind", "PIO-02"),
        ("filings_overdue", None),
        ("indicator_at_risk", "OPT-05"),
        ("indicator_at_risk", "OPT-07"),
        ("indicator_at_risk", "QUA-02"),
        ("indicator_at_risk", "QUA-03"),
        ("indicator_at_risk", "VIT-01"),
        ("indicator_at_risk", "VIT-03"),
        ("indicator_at_risk", "CAD-01"),
        ("classes_waiting", None),
        ("filings_waiting", None),
    ]
    grid = leader.get("/dashboard/filings/?as_of=2026-11-23&year=2026").context["it"]
    late, waiting = (next(it.count for it in shown.attention if it.concern == of) for of in (OVERDUE, WAITING))
    assert grid.discipline.missing == len(grid.waiting.late) == late == 3
    assert len(grid.rows) == 56
    submitted = sum(cell.standing == "submitted" for row in grid.rows for cell in row.cells)
    assert submitted == grid.waiting.for_review == waiting


def test_the_dashboard_asks_the_database_no_more_for_a_larger_township(leader: Client) -> None:
    page = "/dashboard/?as_of=2026-11-23&year=2026"
    with_more_villages("FEW", 2)
    few = queries(leader, page)
    with_more_villages("MANY", 50)
    # One for each theme of measures.
    assert queries(leader, page) == few <= 12 + 15


def test_the_higher_authority_sees_official_figures_only(leader: Client) -> None:
    leader.force_login(User.objects.get(username="district"))
    page = leader.get("/dashboard/?as_of=2026-11-23&year=2026")
    assert page.context["dashboard"].filings is None
    assert page.context["dashboard"].overview.drafts == 0
    assert page.context["pending"] is False
    assert "待审核" not in page.content.decode()


def test_a_page_of_figures_is_counted_once_until_somebody_writes_something(leader: Client) -> None:
    page = "/dashboard/?as_of=2026-11-23&year=2026"

    def model_villages() -> int | None:
        """As the page says; None where it is the page of before."""
        shown = leader.get(page).context.get("dashboard")
        if shown is None:
            return None
        standings = [it for programme in shown.programmes for it in programme.standings]
        figures = {it.indicator.code: it.figure.numerator for it in standings}
        return int(figures["PIO-03"])

    first, text = model_villages(), figures(leader, page)
    assert queries(leader, page) == 5
    assert figures(leader, page) == text
    assert model_villages() is None
    honour = Honour.objects.filter(type=HonourType.MODEL_VILLAGE, named_on__year=2026, revoked_on=None)[0]
    record_withdraw(register=REGISTERS["honours"], record=honour, version=honour.version, reason="误录", by=None)
    assert first is not None
    assert model_villages() == first - 1


def test_no_two_who_ask_for_something_else_see_one_page(leader: Client) -> None:
    page = "/dashboard/?as_of=2026-11-23&year=2026"
    pages = {
        leader.get(it).content for it in (page, f"{page}&organisation=V01", "/dashboard/?as_of=2026-06-30&year=2026")
    }
    assert len(pages) == 3
    leader.force_login(User.objects.get(username="district"))
    assert leader.get(page).context["dashboard"].filings is None
