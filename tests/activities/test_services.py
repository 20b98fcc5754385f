from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.activities.models import Activity
from apps.activities.services import activity_record, activity_update, activity_withdraw
from apps.activities.types import ActivityType
from apps.audit.models import Entry
from apps.core.calendar import today
from apps.core.versioning import StaleVersion
from apps.organisations.models import Organisation
from tests.factories.activities import activity
from tests.factories.township import Township, organisation

LECTURE: Any = {"date": date(2012, 6, 1), "type": ActivityType.PARTY_LECTURE, "topic": "柑橘管护技术党课"}


def hosts_of(it: Activity) -> list[str]:
    return sorted(it.hosts.values_list("code", flat=True))


def errors_of(caught: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return set(caught.value.message_dict)


def test_a_recorded_activity_gets_the_next_number_of_its_year_and_an_audit_entry(township: Township) -> None:
    first = activity(township["V01"])
    other_year = activity(township["V01"], date=date(2013, 1, 5))
    by = township.people["secretary01"]
    second = activity_record(hosts=[township["V01"]], by=by, **LECTURE, due=40, present=30, hours=150)
    assert [it.number for it in (first, other_year, second)] == ["2012-00001", "2013-00001", "2012-00002"]
    entry = Entry.objects.get(action="activity.recorded", target="2012-00002")
    assert (entry.actor, entry.organisation_code) == (by, "V01")
    assert entry.after == {
        "date": "2012-06-01",
        "type": "party_lecture",
        "topic": "柑橘管护技术党课",
        "due": 40,
        "present": 30,
        "hours": 150,
        "hosts": ["V01"],
    }


def test_numbers_go_on_after_those_that_were_loaded_without_the_series(township: Township) -> None:
    for number in ("2012-00009", "2012-99999", "2012-100001", "2011-200000"):
        Activity.objects.create(number=number, **LECTURE)
    assert activity(township["V01"]).number == "2012-100002"


def test_the_number_of_a_withdrawn_activity_is_not_given_again(township: Township) -> None:
    gone = activity(township["V01"])
    activity_withdraw(activity=gone, version=1, reason="重复录入", by=None)
    assert activity(township["V01"]).number == "2012-00002"


def test_a_joint_activity_is_one_record_with_several_hosts(township: Township) -> None:
    hosts = [township["V01"], township["V02"], township["T01"]]
    joint = activity_record(hosts=hosts, by=township.people["staff"], **LECTURE)
    assert hosts_of(joint) == ["T01", "V01", "V02"]


def test_a_late_entry_keeps_its_day_and_the_time_of_recording(township: Township) -> None:
    late = activity(township["V01"], date=date(2012, 1, 9))
    assert late.date == date(2012, 1, 9)
    assert (today() - late.recorded_at.date()).days <= 1


@pytest.mark.parametrize(
    ("who", "codes"), [("secretary01", ["V02"]), ("secretary01", ["V01", "V02"]), ("leader", ["V01"])]
)
def test_every_host_must_be_one_for_which_the_person_may_record(township: Township, who: str, codes: list[str]) -> None:
    with pytest.raises(ValidationError) as caught:
        activity_record(hosts=[township[code] for code in codes], by=township.people[who], **LECTURE)
    assert errors_of(caught) == {"hosts"}
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"date": today() + timedelta(days=1)}, "date"),
        ({"date": date(212, 3, 1)}, "date"),
        ({"due": 35, "present": 38}, "present"),
        ({"hours": 24_001}, "hours"),
        ({"due": 100_001}, "due"),
        ({"topic": ""}, "topic"),
        ({"type": "party"}, "type"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(township: Township, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        activity_record(hosts=[township["V01"]], by=None, **{**LECTURE, **details})
    assert errors_of(caught) == {field}


def test_what_is_just_possible_is_taken(township: Township) -> None:
    it = activity(township["V01"], date=today(), due=35, present=35, hours=24_000)
    assert (it.due, it.present, it.hours) == (35, 35, 24_000)
    assert activity(township["V01"], present=12).due is None


@pytest.mark.parametrize(
    ("day", "taken"),
    [(date(2012, 2, 29), False), (date(2012, 3, 1), True), (date(2012, 6, 29), True), (date(2012, 6, 30), False)],
)
def test_a_host_must_have_existed_on_the_day(township: Township, day: date, taken: bool) -> None:
    short = organisation("V09", township["T01"], opened=date(2012, 3, 1))
    Organisation.objects.filter(pk=short.pk).update(closed=date(2012, 6, 30))
    short.refresh_from_db()
    if taken:
        assert activity(short, date=day).number
        return
    with pytest.raises(ValidationError) as caught:
        activity(short, date=day)
    assert errors_of(caught) == {"hosts"}


def test_an_activity_without_a_host_is_refused(township: Township) -> None:
    with pytest.raises(ValidationError) as caught:
        activity()
    assert errors_of(caught) == {"hosts"}


def test_a_change_is_recorded_with_what_was_and_what_became(township: Township) -> None:
    it = activity(township["V01"], due=40, present=30)
    by = township.people["staff"]
    changed = activity_update(
        activity=it, version=1, hosts=[township["V02"], township["V03"]], by=by, present=31, date=date(2013, 1, 2)
    )
    assert (changed.number, changed.version, changed.changed_by, changed.due) == ("2012-00001", 2, by, 40)
    assert hosts_of(changed) == ["V02", "V03"]
    entry = Entry.objects.get(action="activity.updated")
    assert entry.before == {"date": "2012-03-20", "present": 30, "hosts": ["V01"]}
    assert entry.after == {"date": "2013-01-02", "present": 31, "hosts": ["V02", "V03"]}


def test_nothing_is_written_where_nothing_changes(township: Township) -> None:
    it = activity(township["V01"], due=40)
    same = activity_update(activity=it, version=1, hosts=[township["V01"]], by=None, due=40)
    assert (same.version, same.changed_at) == (1, None)
    assert not Entry.objects.filter(action="activity.updated").exists()


def test_of_two_people_who_change_it_the_second_is_told_and_nothing_is_lost(township: Township) -> None:
    it = activity(township["V01"], due=40, present=30)
    hosts = [township["V01"]]
    activity_update(activity=it, version=1, hosts=hosts, by=township.people["staff"], present=31)
    with pytest.raises(StaleVersion) as caught:
        activity_update(activity=it, version=1, hosts=hosts, by=township.people["secretary01"], present=29)
    current = caught.value.current
    assert isinstance(current, Activity)
    assert (current.present, current.version) == (31, 2)
    with pytest.raises(StaleVersion):
        activity_withdraw(activity=it, version=1, reason="重复录入", by=township.people["secretary01"])
    it.refresh_from_db()
    assert (it.present, it.withdrawn_at) == (31, None)


@pytest.mark.parametrize("codes", [["V01", "V02"], ["V02"]])
def test_only_who_may_record_for_all_hosts_changes_or_withdraws(township: Township, codes: list[str]) -> None:
    it = activity(*(township[code] for code in codes))
    secretary = township.people["secretary01"]
    with pytest.raises(ValidationError) as caught:
        activity_update(activity=it, version=1, hosts=[township["V01"]], by=secretary, topic="别的")
    assert errors_of(caught) == {"hosts"}
    with pytest.raises(ValidationError) as caught:
        activity_withdraw(activity=it, version=1, reason="重复录入", by=secretary)
    assert errors_of(caught) == {"hosts"}
    it.refresh_from_db()
    assert (it.topic, it.version, hosts_of(it)) == ("民主评议党员", 1, codes)


def test_a_withdrawn_activity_stays_with_its_reason_and_counts_no_more(township: Township) -> None:
    it, kept = activity(township["V01"]), activity(township["V01"])
    by = township.people["secretary01"]
    withdrawn = activity_withdraw(activity=it, version=1, reason=" 重复录入 ", by=by)
    assert (withdrawn.withdrawn_by, withdrawn.withdrawn_reason, withdrawn.version) == (by, "重复录入", 2)
    assert list(Activity.objects.held(date(2012, 1, 1), date(2012, 12, 31))) == [kept]
    assert Activity.objects.count() == 2
    assert Entry.objects.get(action="activity.withdrawn").after == {"reason": "重复录入"}
    with pytest.raises(StaleVersion):
        activity_update(activity=it, version=2, hosts=[township["V01"]], by=by, topic="别的")


def test_nobody_withdraws_without_a_reason(township: Township) -> None:
    it = activity(township["V01"])
    with pytest.raises(ValidationError) as caught:
        activity_withdraw(activity=it, version=1, reason="  ", by=None)
    assert errors_of(caught) == {"reason"}


def test_held_counts_from_the_first_to_the_last_day(township: Township) -> None:
    days = [date(2011, 12, 31), date(2012, 1, 1), date(2012, 12, 31), date(2013, 1, 1)]
    for day in days:
        activity(township["V01"], date=day)
    held = Activity.objects.held(date(2012, 1, 1), date(2012, 12, 31))
    assert {it.date for it in held} == {date(2012, 1, 1), date(2012, 12, 31)}
