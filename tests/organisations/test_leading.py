"""Who leads whom: one Party organisation at a time, from a day to a day, and the audit log knows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.audit.models import Entry
from apps.core.versioning import StaleVersion
from apps.organisations.kinds import Kind
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.services import organisation_update
from apps.registers.registry import REGISTERS
from tests.factories.leading import leading_change, leading_start, leading_withdraw
from tests.factories.township import Township, organisation
from tests.organisations.books import faults, take_in

START, END = date(2010, 1, 1), date(2012, 1, 1)


@pytest.fixture
def association(township: Township) -> Organisation:
    return organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="")


def lead(leader: Organisation, led: Organisation, start: date = START, end: date | None = None) -> LeadingLink:
    return leading_start(leader=leader, led=led, start=start, end=end, basis="青委〔2010〕3号", by=None)


def refused(leader: Organisation, led: Organisation, start: date = START, end: date | None = None) -> set[str]:
    with pytest.raises(ValidationError) as errors:
        lead(leader, led, start, end)
    return set(errors.value.message_dict)


def test_a_link_is_written_and_recorded_with_the_organisation_that_is_led(
    township: Township, association: Organisation
) -> None:
    link = lead(township["V01"], association)
    assert (link.leader, link.led, link.start, link.end) == (township["V01"], association, START, None)
    entry = Entry.objects.get(action="leading.created")
    assert (entry.target, entry.organisation_code, entry.after["basis"]) == ("V01 → A01", "A01", "青委〔2010〕3号")
    assert entry.after["leader"] == "V01"


def test_only_party_organisations_lead_and_only_mass_organisations_are_led(
    township: Township, association: Organisation
) -> None:
    assert refused(association, association) == {"leader"}
    assert refused(township["V01"], township["V02"]) == {"led"}
    assert refused(association, township["V02"]) == {"leader", "led"}


@pytest.mark.parametrize("end", [START, date(2009, 12, 31)])
def test_a_link_lasts_at_least_a_day(township: Township, association: Organisation, end: date) -> None:
    assert refused(township["V01"], association, end=end) == {"end"}


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (START, END, "start"),
        (date(2011, 12, 31), None, "start"),
        (date(2009, 1, 1), date(2010, 1, 2), "end"),
        (date(2009, 1, 1), None, "end"),
    ],
)
def test_nobody_leads_what_another_leads_on_the_same_day(
    township: Township, association: Organisation, start: date, end: date | None, field: str
) -> None:
    lead(township["V01"], association, START, END)
    assert refused(township["V02"], association, start, end) == {field}


def test_one_leader_follows_the_other_on_the_day_itself(township: Township, association: Organisation) -> None:
    lead(township["V01"], association, START, END)
    lead(township["V02"], association, END)
    lead(township["V03"], association, date(2009, 1, 1), START)
    leaders = LeadingLink.objects.on(END).values_list("leader__code", flat=True)
    assert list(leaders) == ["V02"]


def test_one_organisation_leads_several(township: Township, association: Organisation) -> None:
    league = organisation("L02", township["T01"], kind=Kind.LEAGUE_BRANCH)
    lead(township["V01"], association)
    lead(township["V01"], league)
    assert township["V01"].leading_links.count() == 2


def test_a_link_is_ended_and_its_basis_corrected(township: Township, association: Organisation) -> None:
    link = lead(township["V01"], association)
    changed = leading_change(link=link, end=END, basis="青委〔2012〕1号", by=None)
    assert (changed.end, changed.basis) == (END, "青委〔2012〕1号")
    entry = Entry.objects.get(action="leading.updated")
    assert (entry.before["end"], entry.after["end"]) == (None, "2012-01-01")


def test_nothing_is_recorded_where_nothing_changes(township: Township, association: Organisation) -> None:
    link = lead(township["V01"], association)
    leading_change(link=link, end=None, basis="青委〔2010〕3号", by=None)
    assert not Entry.objects.filter(action="leading.updated").exists()


def test_an_end_is_not_taken_back_into_the_time_of_the_next_leader(
    township: Township, association: Organisation
) -> None:
    first = lead(township["V01"], association, START, END)
    lead(township["V02"], association, END)
    with pytest.raises(ValidationError) as errors:
        leading_change(link=first, end=None, basis="", by=None)
    assert set(errors.value.message_dict) == {"end"}
    assert LeadingLink.objects.get(pk=first.pk).end == END


def test_a_link_that_was_never_so_is_withdrawn_and_makes_room(township: Township, association: Organisation) -> None:
    link = lead(township["V01"], association)
    leading_withdraw(link)
    assert not LeadingLink.objects.on(END).exists()
    assert LeadingLink.objects.get().withdrawn_reason == "误录"
    with pytest.raises(StaleVersion):
        leading_change(link=link, end=END, basis="")
    lead(township["V02"], association)
    association.kind = Kind.BRANCH
    assert LeadingLink.objects.linked([township["V01"].pk]) == set()


def test_the_days_without_a_leader_are_told_with_the_link(township: Township, association: Organisation) -> None:
    register = REGISTERS["leading"]
    first = lead(township["V01"], association, START, date(2011, 6, 1))
    assert register.remarks_on(first) == ["自2011-06-01起，无党组织领导。"]
    then = lead(township["V02"], association, END)
    told = ["2011-06-01至2012-01-01（不含当日）期间，无党组织领导。"]
    assert (register.remarks_on(first), register.remarks_on(then)) == (told, told)
    leading_withdraw(then)
    lead(township["V02"], association, date(2011, 6, 1))
    assert register.remarks_on(first) == []


def test_the_database_itself_holds_to_one_open_link_and_to_the_order_of_days(
    township: Township, association: Organisation
) -> None:
    lead(township["V01"], association)
    for start, end in ((date(2011, 1, 1), None), (START, END), (END, START)):
        with pytest.raises(IntegrityError), transaction.atomic():
            LeadingLink.objects.create(leader=township["V02"], led=association, start=start, end=end)


def test_who_leads_or_is_led_stays_on_its_side(township: Township, association: Organisation) -> None:
    lead(township["V01"], association, START, END)
    for one, kind in ((association, Kind.BRANCH), (township["V01"], Kind.LEAGUE_BRANCH)):
        with pytest.raises(ValidationError) as errors:
            organisation_update(organisation=one, kind=kind, graded=False, by=None)
        assert set(errors.value.message_dict) == {"kind"}
    rows = [{"编码": "A01", "名称": "组织A01", "类型": "党支部"}, {"编码": "V01", "名称": "组织V01", "类型": "团支部"}]
    assert faults(take_in(*(row | {"纳入定级": "否"} for row in rows))) == ["C2", "C3"]
    organisation_update(organisation=association, kind=Kind.TRADE_UNION, by=None)
    organisation_update(organisation=township["V02"], kind=Kind.LEAGUE_BRANCH, graded=False, by=None)
