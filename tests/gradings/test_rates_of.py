"""The rates from the database, by command and API: the worked table, and a second implementation over dated trees."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.gradings.management.commands.rates import Command
from apps.gradings.models import Grading
from apps.gradings.selectors import rates_as_json
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_move, place_new
from apps.organisations.tree import Link
from tests.factories.township import Township, organisation, person
from tests.gradings.cohorts import worked_table, write
from tests.gradings.naive_rates import LEVELS, in_scope, naive_rates
from tests.gradings.test_rates import facts


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("rates", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def worked(township: Township) -> dict[str, Any]:
    """The worked table below T01, as the command prints it."""
    write(township["T01"], worked_table())
    answer: dict[str, Any] = json.loads(printed("--organisation", "T01", "--year", "2012", "--json"))
    return answer


def test_the_command_prints_the_worked_table_and_nothing_else(worked: dict[str, Any]) -> None:
    assert {key: worked[key] for key in worked if key != "rates"} == {
        "organisation": "T01",
        "year": 2012,
        "as_of": "2012-12-31",
    }
    advanced, general, backward = worked["rates"].values()
    assert list(worked["rates"]) == ["advanced_upgrade", "general_upgrade", "backward_conversion"]
    assert advanced == {
        "numerator": 2,
        "denominator": 10,
        "percent": "20.0",
        "target": "20",
        "reached": True,
        "needed": 0,
        "provisional": False,
        "upgraded": ["A00", "A01"],
        "not_upgraded": [f"A{n:02}" for n in range(2, 10)],
        "exits": [],
        "original_cohort": {"numerator": 2, "denominator": 10, "percent": "20.0", "reached": True},
    }
    assert (general["numerator"], general["denominator"], general["percent"]) == (3, 11, "27.2")
    assert (general["reached"], general["needed"], general["exits"]) == (False, 1, ["G11"])
    assert general["original_cohort"] == {"numerator": 3, "denominator": 12, "percent": "25.0", "reached": False}
    assert (backward["numerator"], backward["denominator"], backward["percent"]) == (17, 18, "94.4")
    assert (backward["reached"], backward["needed"], backward["exits"]) == (False, 1, ["B18", "B19"])
    assert backward["original_cohort"] == {"numerator": 17, "denominator": 20, "percent": "85.0", "reached": False}


def test_the_last_row_of_the_worked_table_is_not_applicable(township: Township) -> None:
    answer = json.loads(printed("--organisation", "T01", "--year", "2012", "--json"))
    assert answer["rates"]["backward_conversion"] == {
        "numerator": 0,
        "denominator": 0,
        "percent": None,
        "target": "95",
        "reached": None,
        "needed": None,
        "provisional": False,
        "upgraded": [],
        "not_upgraded": [],
        "exits": [],
        "original_cohort": {"numerator": 0, "denominator": 0, "percent": None, "reached": None},
    }


def test_the_table_for_people_carries_the_same_figures(worked: dict[str, Any]) -> None:
    text = printed("--organisation", "T01", "--year", "2012")
    for figure in ("清溪镇党委", "2/10", "20.0", "3/11", "27.2", "17/18", "94.4", "17/20", "2012-12-31"):
        assert figure in text


def test_an_unknown_organisation_is_refused_with_a_sentence(township: Township) -> None:
    with pytest.raises(CommandError) as refusal:
        printed("--organisation", "X99", "--year", "2012", "--json")
    assert "X99" in str(refusal.value)
    assert refusal.value.returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--year", "2012"],
        ["--organisation", "T01"],
        ["--organisation", "T01", "--year", "twelve"],
        ["--organisation", "T01", "--year", "99999"],
        ["--organisation", "T01", "--year", "2012", "--as-of", "2012-13-01"],
        ["--organisation", "T01", "--year", "2012", "--format", "xml"],
    ],
)
def test_wrong_use_has_its_own_exit_status(
    township: Township, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        Command().run_from_argv(["manage.py", "rates", *arguments])
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_scope_is_the_tree_of_the_day(township: Township) -> None:
    for code in ("V01", "V03-1"):
        Grading.objects.create(organisation=township[code], year=2012, start_class="general", start_confirmed=True)
    organisation_move(organisation=township["V03-1"], parent=township["T01"], on=date(2012, 7, 1), by=None)

    def cohort(code: str, as_of: date) -> list[str]:
        rate = rates_as_json(Organisation.objects.get(code=code), 2012, as_of)["rates"]["general_upgrade"]
        return list(rate["not_upgraded"])

    assert cohort("T01", date(2012, 6, 30)) == cohort("T01", date(2012, 7, 1)) == ["V01", "V03-1"]
    assert cohort("V03", date(2012, 6, 30)) == ["V03-1"]
    assert cohort("V03", date(2012, 7, 1)) == []
    assert cohort("V01", date(2012, 7, 1)) == ["V01"]


def test_the_api_answers_the_same_as_the_command(worked: dict[str, Any], signed_in: Callable[[str], Client]) -> None:
    for username in ("staff", "leader", "viewer"):
        assert signed_in(username).get("/api/v1/rates/?organisation=T01&year=2012").json() == worked


@pytest.mark.parametrize(
    ("username", "query", "status"),
    [
        ("staff", "organisation=T01&year=2012&as_of=2012-10-31", 200),
        ("staff", "organisation=X99&year=2012", 404),
        ("staff", "organisation=%00&year=2012", 400),
        ("staff", "organisation=..%2F&year=2012", 404),
        ("staff", "organisation=T01&year=12", 400),
        ("staff", "organisation=T01&year=twelve", 400),
        ("staff", "organisation=T01", 400),
        ("staff", "year=2012", 400),
        ("staff", "organisation=T01&year=2012&as_of=yesterday", 400),
        ("secretary01", "organisation=V01&year=2012", 200),
        ("secretary01", "organisation=V02&year=2012", 404),
        ("secretary01", "organisation=T01&year=2012", 404),
        ("clerk01", "organisation=V01&year=2012", 200),
        ("contact", "organisation=V02&year=2012", 404),
        ("admin", "organisation=T01&year=2012", 403),
        ("auditor", "organisation=T01&year=2012", 403),
    ],
)
def test_the_api_answers_within_the_persons_area_only(
    signed_in: Callable[[str], Client], username: str, query: str, status: int
) -> None:
    assert signed_in(username).get(f"/api/v1/rates/?{query}").status_code == status


def test_the_api_is_closed_to_strangers_and_mass_officers(township: Township, client: Client) -> None:
    query = "/api/v1/rates/?organisation=T01&year=2012"
    assert client.get(query).status_code == 403
    women = organisation("W01", township["T01"], kind=Kind.WOMENS_FEDERATION)
    client.force_login(person("women", Role.MASS_OFFICER, women))
    assert client.get(query).status_code == 403


# --- A second implementation over dated trees -------------------------------------------------------------

LAST = date(2012, 12, 31)
#: One organisation: its facts, whom it stands below at first, and later moves (below whom, from when).
nodes = st.fixed_dictionaries(
    {
        "fact": facts,
        "parent": st.integers(0, 8),
        "moves": st.dictionaries(st.dates(date(2011, 10, 1), date(2013, 1, 5)), st.integers(0, 8), max_size=2),
    }
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes in a database
)
@given(st.lists(nodes, min_size=1, max_size=9), st.one_of(st.just(LAST), st.dates(date(2011, 12, 30), LAST)))
def test_a_second_implementation_agrees_over_trees_that_change(
    db: None, planned: list[dict[str, Any]], as_of: date
) -> None:
    """Organisations below earlier ones, moved about; the second implementation walks up the links by itself."""
    links = [link for at, node in enumerate(planned) for link in naive_links(at, node)]
    known = [naive_fact(at, node["fact"]) for at, node in enumerate(planned)]
    with transaction.atomic():
        write_tree(known, links)
        for top in Organisation.objects.all():
            inside = [fact for fact in known if in_scope(links, top.code, fact["code"], as_of)]
            assert rates_as_json(top, 2012, as_of)["rates"] == naive_rates(inside, 2012, as_of), top.code
        transaction.set_rollback(True)


def naive_links(at: int, node: dict[str, Any]) -> list[dict[str, Any]]:
    """Only earlier organisations become parents, so that nothing stands below itself; the first is the top."""
    if at == 0:
        return [{"child": "N0", "parent": None, "start": date.min, "end": None}]
    starts = [(date.min, node["parent"]), *sorted(node["moves"].items())]
    ends = [start for start, _ in starts[1:]]
    return [
        {"child": f"N{at}", "parent": f"N{parent % at}", "start": start, "end": end}
        for (start, parent), end in zip(starts, [*ends, None], strict=True)
    ]


def naive_fact(at: int, fact: dict[str, Any]) -> dict[str, Any]:
    """What the database can hold: closed not before opened, confirmed only with a class."""
    closed_first = fact["opened"] and fact["closed"] and fact["closed"] < fact["opened"]
    closed = fact["opened"] + timedelta(days=30) if closed_first else fact["closed"]
    return {**fact, "code": f"N{at}", "closed": closed, "confirmed_on": fact["confirmed_on"] if fact["end"] else None}


def write_tree(known: list[dict[str, Any]], links: list[dict[str, Any]]) -> None:
    rows = [Organisation(code=it["code"], name="组织", opened=it["opened"], closed=it["closed"]) for it in known]
    made = {it.code: it for it in Organisation.objects.bulk_create(rows)}
    ids = {None: None} | {code: one.pk for code, one in made.items()}
    dated: dict[int, list[Link]] = {one.pk: [] for one in made.values()}
    for link in links:
        dated[made[link["child"]].pk].append(Link(ids[link["parent"]], link["start"], link["end"]))
    place_new(dated)
    Grading.objects.bulk_create(
        Grading(
            organisation=made[fact["code"]],
            year=2012,
            start_class=fact["start"],
            start_level=LEVELS.index(fact["start_level"]),
            start_confirmed=fact["start_confirmed"],
            end_class=fact["end"],
            end_level=LEVELS.index(fact["end_level"]),
            accepted={"": None, "passed": True, "not passed": False}[fact["accepted"]],
            confirmed_on=fact["confirmed_on"],
        )
        for fact in known
    )
