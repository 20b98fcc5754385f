"""The pages about classes and rates: who gets in, what they show to whom, and what they do."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.audit.models import Entry
from apps.gradings.models import Grading
from apps.gradings.selectors import rates_as_json
from apps.gradings.selectors.overview import LONGEST_LIST
from apps.gradings.selectors.rates import rate_as_json
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from tests.factories.browser import enter_as
from tests.factories.township import Township, organisation, person
from tests.gradings.cohorts import worked_table, write

SignIn = Callable[[str], Client]
DAY = date(2012, 11, 15)
START: dict[str, Any] = {"start_class": "general", "start_confirmed": True}
DRAFT = START | {"end_class": "advanced"}
CONFIRMED = DRAFT | {"confirmed_on": DAY, "document_number": "58"}


def classes(of: Organisation, year: int = 2012, **details: Any) -> Grading:
    return Grading.objects.create(organisation=of, year=year, **(START | details))


@pytest.fixture
def graded(township: Township) -> Township:
    """V01 with a draft, V02 confirmed, V03-1 without an end class, V03-2 with a draft start class."""
    classes(township["V01"], **DRAFT)
    classes(township["V02"], **CONFIRMED)
    classes(township["V03-1"])
    classes(township["V03-2"], start_confirmed=False)
    return township


# --- Who gets in ------------------------------------------------------------------------------------------

EVERYBODY = ("staff", "leader", "contact", "secretary01", "clerk01", "viewer", "admin", "auditor", "women")


OPENS = {
    "/gradings/": (200, 200, 200, 200, 200, 200, 403, 403, 403),
    "/gradings/?organisation=V01": (200, 200, 200, 200, 200, 200, 403, 403, 403),
    "/gradings/?organisation=V02": (200, 200, 404, 404, 404, 200, 403, 403, 403),
    "/gradings/classes/": (200, 200, 200, 200, 200, 403, 403, 403, 403),
    "/gradings/classes/2012/V01/": (200, 200, 200, 200, 200, 403, 403, 403, 403),
    "/gradings/classes/2012/V02/": (200, 200, 404, 404, 404, 403, 403, 403, 403),
    "/gradings/classes/2012/X99/": (404, 404, 404, 404, 404, 403, 403, 403, 403),
    "/gradings/classes/1812/V01/": (404, 404, 404, 404, 404, 403, 403, 403, 403),
    "/gradings/confirm/?year=2012": (200, 200, 403, 403, 403, 403, 403, 403, 403),
    "/gradings/of/V01/": (200, 200, 200, 200, 200, 403, 403, 403, 403),
    "/gradings/of/V02/": (200, 200, 404, 404, 404, 403, 403, 403, 403),
}


def test_each_page_opens_for_its_roles_within_their_area(graded: Township, client: Client) -> None:
    women = organisation("W01", graded["T01"], kind=Kind.WOMENS_FEDERATION)
    graded.people["women"] = person("women", Role.MASS_OFFICER, women)
    assert {address: client.get(address).status_code for address in OPENS} == dict.fromkeys(OPENS, 302)
    browsers = {username: enter_as(Client(), graded.people[username]) for username in EVERYBODY}
    for address, statuses in OPENS.items():
        found = {username: browsers[username].get(address).status_code for username in EVERYBODY}
        assert found == dict(zip(EVERYBODY, statuses, strict=True)), address


@pytest.mark.parametrize(
    ("address", "posted", "statuses"),
    [
        ("/gradings/classes/2012/V01/", {"start_class": "general"}, (302, 403, 302, 403, 403, 403)),
        ("/gradings/classes/2012/V02/", {"start_class": "general"}, (302, 403, 404, 403, 403, 403)),
        ("/gradings/classes/2012/V02/reopen/", {"part": "end", "reason": "x"}, (302, 302, 403, 403, 403, 403)),
        ("/gradings/confirm/", {"year": "2012"}, (200, 200, 403, 403, 403, 403)),
        ("/gradings/confirm/effect/", {"year": "2012"}, (200, 200, 403, 403, 403, 403)),
    ],
)
def test_writing_is_for_those_who_may(
    graded: Township, client: Client, address: str, posted: dict[str, str], statuses: tuple[int, ...]
) -> None:
    levels = {"start_level": "0", "end_level": "0"}
    people = ("staff", "leader", "contact", "secretary01", "clerk01", "viewer")
    for username, status in zip(people, statuses, strict=True):
        client.force_login(graded.people[username])
        shown = Grading.objects.filter(organisation__code__in=address.split("/")).first()
        levels["version"] = str(shown.version if shown else 0)
        assert client.post(address, levels | posted).status_code == status, username
    for address in ("/gradings/classes/2012/V01/reopen/", "/gradings/confirm/effect/"):
        client.force_login(graded.people["staff"])
        assert client.get(address).status_code == 405


# --- The rates --------------------------------------------------------------------------------------------


def test_the_page_shows_the_figures_of_the_command(township: Township, signed_in: SignIn) -> None:
    write(township["T01"], worked_table())
    page = signed_in("leader").get("/gradings/?year=2012")
    shown = {str(sheet.rate.code): rate_as_json(sheet.rate) for sheet in page.context["overview"].sheets}
    assert shown == rates_as_json(township["T01"], 2012)["rates"]
    text = page.content.decode()
    for figure in ("2 / 10", "20.0", "3 / 11", "27.2", "17 / 18", "17 / 20 = 85.0%"):
        assert figure in text
    assert page.context["overview"].movement.total == 42


def listed(page: Any) -> dict[str, set[str]]:
    sheets = page.context["overview"].sheets
    return {
        name: {member.graded.code for sheet in sheets for member in getattr(sheet, name).members}
        for name in ("upgraded", "not_upgraded", "exits")
    }


def test_a_village_sees_its_own_classes_and_never_its_neighbours(graded: Township, signed_in: SignIn) -> None:
    whole = {"upgraded": {"V02"}, "not_upgraded": {"V01", "V03-1"}, "exits": set()}
    assert listed(signed_in("staff").get("/gradings/?year=2012")) == whole
    own = signed_in("secretary01").get("/gradings/?year=2012")
    assert listed(own) == {"upgraded": set(), "not_upgraded": {"V01"}, "exits": set()}
    assert "组织V02" not in own.content.decode()
    above = signed_in("secretary03").get("/gradings/?year=2012")
    assert listed(above) == {"upgraded": set(), "not_upgraded": {"V03-1"}, "exits": set()}


def test_drafts_stand_apart_and_only_before_those_who_may_see_them(graded: Township, signed_in: SignIn) -> None:
    sees, sees_not = (signed_in(name).get("/gradings/?year=2012") for name in ("leader", "viewer"))
    general = sees.context["overview"].sheets[1]
    assert (general.rate.ratio.numerator, general.rate.ratio.denominator, general.drafts) == (1, 3, 1)
    assert (general.pending.numerator, general.pending.denominator) == (2, 3)
    assert general.hoped.reached
    overview = sees.context["overview"]
    assert (overview.drafts, overview.start_drafts, overview.missing) == (1, 1, 1)
    assert "2 / 3 = 66.6%" in sees.content.decode()
    assert rate_as_json(sees_not.context["overview"].sheets[1].rate) == rate_as_json(general.rate)
    overview = sees_not.context["overview"]
    assert (overview.drafts, overview.start_drafts, overview.missing) == (0, 0, 0)
    assert overview.sheets[1].pending is None
    assert not any(member.draft for sheet in overview.sheets for member in sheet.not_upgraded.members)
    assert "66.6" not in sees_not.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", 0),
        ("year=2012&as_of=2012-10-31", 0),
        ("year=twelve", 1),
        ("year=99999", 1),
        ("year=2012&as_of=yesterday", 1),
        ("year=2012&as_of=2011-12-31", 1),
        ("year=1&as_of=0", 2),
        ("organisation=%00", 0),
    ],
)
@time_machine.travel(date(2026, 5, 4))
def test_bad_values_in_the_address_give_way_to_defaults_with_a_message(
    graded: Township, signed_in: SignIn, query: str, said: int
) -> None:
    page = signed_in("staff").get(f"/gradings/?{query}")
    assert page.status_code == 200
    assert len(page.context["messages"]) == said
    year = 2012 if "year=2012" in query else 2026
    assert (page.context["year"], page.context["organisation"].code) == (year, "T01")
    as_of = "2012-10-31" if "10-31" in query else f"{year}-12-31"
    assert page.context["as_of"].isoformat() == as_of


def test_a_year_without_classes_leads_to_the_last_one_with_classes(graded: Township, signed_in: SignIn) -> None:
    page = signed_in("staff").get("/gradings/?year=2013")
    assert page.context["latest"] == 2012
    assert "?year=2012&amp;organisation=T01" in page.content.decode()
    nothing = signed_in("staff").get("/gradings/?year=2011")
    assert (nothing.status_code, nothing.context["latest"]) == (200, None)


def test_a_township_without_anything_below_it_has_a_page_too(township: Township, client: Client) -> None:
    empty = organisation("T02", kind=Kind.COMMITTEE, sector="", name="空镇党委")
    client.force_login(person("empty", Role.STAFF, empty))
    for address in ("/gradings/", "/gradings/classes/", "/gradings/confirm/"):
        assert client.get(address).status_code == 200


def test_exits_are_listed_with_day_approval_and_heir(graded: Township, signed_in: SignIn) -> None:
    gone = organisation(
        "V08",
        graded["T01"],
        closed=date(2012, 6, 30),
        closing="merged",
        merged_into=graded["V02"],
        approval_number="镇委〔2012〕9号",
    )
    classes(gone)
    page = signed_in("viewer").get("/gradings/?year=2012")
    assert listed(page)["exits"] == {"V08"}
    for said in ("2012-06-30", "镇委〔2012〕9号", "组织V02"):
        assert said in page.content.decode()


def test_very_long_lists_are_cut_and_say_so(township: Township, signed_in: SignIn) -> None:
    many = LONGEST_LIST + 1
    made = Organisation.objects.bulk_create(Organisation(code=f"M{n:04}", name="组织") for n in range(many))
    places = [organisation.placements.model(organisation=organisation) for organisation in made]
    top = township["T01"].placements.get()
    for place in places:
        place.parent, place.start = township["T01"], date(2000, 1, 1)
        place.path = f"{top.path}{place.organisation_id:08}"
    top.__class__.objects.bulk_create(places)
    Grading.objects.bulk_create(Grading(organisation=one, year=2012, **START) for one in made)
    page = signed_in("staff").get("/gradings/?year=2012")
    names = page.context["overview"].sheets[1].not_upgraded
    assert (names.total, len(names.members)) == (many, LONGEST_LIST)
    assert page.content.decode().count("/organisations/M") == LONGEST_LIST


# --- The list ---------------------------------------------------------------------------------------------


def codes(page: Any) -> list[str]:
    return [organisation.code for organisation in page.context["page"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["V01", "V02", "V03", "V03-1", "V03-2"]),
        ("&state=missing", ["V03"]),
        ("&state=start_draft", ["V03-2"]),
        ("&state=no_end", ["V03-1", "V03-2"]),
        ("&state=end_draft", ["V01"]),
        ("&state=confirmed", ["V02"]),
        ("&start=general", ["V01", "V02", "V03-1", "V03-2"]),
        ("&start=backward", []),
        ("&end=advanced", ["V01", "V02"]),
        ("&q=v03-", ["V03-1", "V03-2"]),
        ("&q=组织V02", ["V02"]),
        ("&state=nonsense", ["V01", "V02", "V03", "V03-1", "V03-2"]),
        ("&q=%00", ["V01", "V02", "V03", "V03-1", "V03-2"]),
        ("&page=99", ["V01", "V02", "V03", "V03-1", "V03-2"]),
    ],
)
def test_the_list_holds_every_graded_organisation_and_narrows_down(
    graded: Township, signed_in: SignIn, query: str, expected: list[str]
) -> None:
    assert codes(signed_in("staff").get(f"/gradings/classes/?year=2012{query}")) == expected


def test_the_list_and_its_workbook_keep_to_the_persons_area(graded: Township, signed_in: SignIn) -> None:
    assert codes(signed_in("secretary03").get("/gradings/classes/?year=2012")) == ["V03", "V03-1", "V03-2"]
    exported = signed_in("secretary03").get("/gradings/classes/?year=2012&export=xlsx")
    assert [row[1] for row in workbook_rows(exported)[1:]] == ["V03-1", "V03-2"]


def test_the_workbook_of_the_list_is_the_list(graded: Township, signed_in: SignIn) -> None:
    exported = signed_in("staff").get("/gradings/classes/?year=2012&state=confirmed&export=xlsx")
    rows = workbook_rows(exported)
    assert rows[0][:6] == ("年度", "组织编码", "组织名称", "年初等次", "年初命名层级", "年末等次")
    assert [row[:6] for row in rows[1:]] == [(2012, "V02", "组织V02", "一般", "无", "先进")]
    assert Entry.objects.filter(action="workbook.exported").count() == 1


def workbook_rows(response: Any) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_ticks_are_offered_only_to_those_who_may_confirm(graded: Township, signed_in: SignIn) -> None:
    for username, offered in (("staff", True), ("leader", True), ("contact", False), ("secretary01", False)):
        page = signed_in(username).get("/gradings/classes/?year=2012").content.decode()
        assert ('name="grading"' in page) == offered, username


def test_only_what_waits_for_confirmation_is_marked_and_can_be_ticked(graded: Township, signed_in: SignIn) -> None:
    page = signed_in("staff").get("/gradings/classes/?year=2012")
    waiting = {"V01", "V03-2"}
    rows = {grading.organisation.code: grading for one in page.context["page"] for grading in one.of_year}
    assert {code for code, grading in rows.items() if grading.has_draft} == waiting
    text = page.content.decode()
    ticks = {code for code, grading in rows.items() if f'name="grading" value="{grading.pk}"' in text}
    assert (ticks, text.count("待核准</span>")) == (waiting, 2)


# --- One organisation -------------------------------------------------------------------------------------

FORM = {"start_class": "general", "start_level": "0", "end_class": "", "end_level": "0", "accepted": ""}


def test_staff_enter_classes_and_see_what_they_did(township: Township, signed_in: SignIn) -> None:
    address = "/gradings/classes/2012/V01/"
    entered = FORM | {"end_class": "advanced", "end_level": "2", "accepted": "no", "superior_decided_on": "2012-12-18"}
    assert signed_in("staff").post(address, entered).status_code == 302
    saved = Grading.objects.get()
    assert (saved.start_class, saved.end_class, saved.end_level, saved.accepted) == ("general", "advanced", 2, False)
    assert (saved.end_is_draft, saved.superior_decided_on) == (True, date(2012, 12, 18))
    (step,) = signed_in("secretary01").get(address).context["history"]
    assert step.who == "staff"
    assert [change.after for change in step.changes if change.label == "年末等次"] == ["先进"]


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(township: Township, signed_in: SignIn) -> None:
    organisation("V09", township["T01"], opened=date(2012, 5, 1))
    page = signed_in("staff").post("/gradings/classes/2012/V09/", FORM | {"end_class": "general"})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["start_class"])
    assert page.context["form"]["end_class"].value() == "general"
    assert 'id="error-summary"' in page.content.decode()
    assert not Grading.objects.exists()


def test_one_opened_during_the_year_is_offered_not_graded(township: Township, signed_in: SignIn) -> None:
    organisation("V09", township["T01"], opened=date(2012, 5, 1))
    page = signed_in("staff").get("/gradings/classes/2012/V09/")
    assert page.context["form"]["start_class"].value() == "ungraded"


def test_what_is_confirmed_cannot_be_changed_through_the_form(graded: Township, signed_in: SignIn) -> None:
    signed_in("staff").post(
        "/gradings/classes/2012/V02/", FORM | {"version": "1", "start_class": "backward", "end_class": "general"}
    )
    unchanged = Grading.objects.get(organisation=graded["V02"])
    assert (unchanged.start_class, unchanged.end_class) == ("general", "advanced")


def test_the_leader_takes_a_confirmation_back_with_a_reason(graded: Township, signed_in: SignIn) -> None:
    address = "/gradings/classes/2012/V02/"
    for reason in ("", "x" * 201):
        signed_in("leader").post(f"{address}reopen/", {"version": "1", "part": "end", "reason": reason})
        assert Grading.objects.get(organisation=graded["V02"]).confirmed_on == DAY
    signed_in("leader").post(f"{address}reopen/", {"version": "1", "part": "end", "reason": "群众反映"})
    assert Grading.objects.get(organisation=graded["V02"]).end_is_draft
    page = signed_in("secretary02").get(address)
    assert [step.reason for step in page.context["history"]] == ["群众反映"]
    content = page.content.decode().split('id="content"')[1].split("<dialog")[0]
    assert "<form method" not in content


def test_the_fragment_tells_the_years_of_one_organisation(graded: Township, signed_in: SignIn) -> None:
    classes(graded["V01"], 2011)
    page = signed_in("secretary01").get("/gradings/of/V01/")
    assert [grading.year for grading in page.context["gradings"]] == [2012, 2011]
    assert "<html" not in page.content.decode()


# --- Work -------------------------------------------------------------------------------------------------


def test_twelve_organisations_cost_as_many_queries_as_two(township: Township, signed_in: SignIn) -> None:
    of_all = ["/gradings/?year=2012", "/gradings/?year=2012&organisation=W00"]
    addresses = [
        *of_all,
        "/gradings/classes/?year=2012",
        "/gradings/confirm/?year=2012",
        "/gradings/confirm/?year=2012&part=start",
        "/gradings/classes/2012/W00/",
        "/gradings/of/W00/",
    ]
    visits = {"staff": addresses, "leader": addresses, "viewer": of_all}
    spent: list[dict[tuple[str, str], int]] = []
    for numbers in (range(2), range(2, 12)):
        for n in numbers:
            one = organisation(f"W{n:02}", township["T01"])
            for year in range(2010, 2013) if n % 2 else (2012,):
                classes(one, year, end_class="advanced", start_confirmed=n % 3 > 0)
        clients = {name: signed_in(name) for name in visits}
        spent.append({(name, it): queries_of(clients[name], it) for name, its in visits.items() for it in its})
    assert spent[0] == spent[1]
    assert {visit: cost for visit, cost in spent[0].items() if cost > 12} == {}


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_draft_that_is_saved_says_at_once_what_the_rate_would_come_to(graded: Township, signed_in: SignIn) -> None:
    staff, address = signed_in("staff"), "/gradings/classes/2012/V03-2/"
    Grading.objects.filter(organisation=graded["V03-2"]).delete()
    start = {"organisation": graded["V03-2"], "year": 2012, "start_class": "backward", "start_confirmed": True}
    Grading.objects.create(**start)
    said = []
    for end in ({"end_class": "general", "accepted": ""}, {"end_class": "general", "accepted": "yes"}):
        form = staff.get(address).context["form"]
        sent = {it.html_name: it.value() for it in form if it.value() is not None}
        sent |= {"shown": form["shown"].value(), **end}
        said.append(staff.post(address, sent, follow=True).content.decode())
    assert ["0/1，还差1个" in said[0], "1/1，已达标" in said[1]] == [True, True]
    assert Grading.objects.get(organisation=graded["V03-2"]).confirmed_on is None
