"""An approved month closes the facts dated in it, and its reopening opens them."""

import time
from collections.abc import Callable
from datetime import date
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from apps.activities.models import Activity
from apps.activities.services import activity_record, activity_update, activity_withdraw
from apps.audit.models import Entry
from apps.closing.models import ClosedMonth
from apps.closing.standing import closing_for
from apps.filings.models import Filing
from apps.filings.services import as_seen, filing_reopen, filings_approve
from apps.organisations.kinds import Role
from apps.organisations.services import role_grant
from tests.closing.cast import CLOSED_DAY, OPEN_DAY, SERVICE, close
from tests.factories.activities import activity
from tests.factories.township import Township, afresh
from tests.filings.cast import opened, plan_of, submitted


def closed() -> set[tuple[str, int, int]]:
    return set(ClosedMonth.objects.values_list("organisation__code", "year", "month"))


def test_approving_closes_the_month_of_the_organisation_and_of_what_stands_below(township: Township) -> None:
    close(township, "V03")
    assert closed() == {("V03", 2012, 10), ("V03-1", 2012, 10), ("V03-2", 2012, 10)}


def test_an_organisation_that_files_itself_is_not_closed_with_the_one_above(township: Township) -> None:
    filing = submitted(opened(plan_of(township["T01"]), township["V03"]), township.people["secretary03"])
    own = Filing.objects.get(pk=filing.pk)
    own.pk, own.organisation, own.state = None, township["V03-1"], "draft"
    own.save()
    filings_approve(seen=[as_seen(filing)], by=township.people["staff"])
    assert closed() == {("V03", 2012, 10), ("V03-2", 2012, 10)}


def test_reopening_opens_the_facts(township: Township) -> None:
    filing = close(township, "V03")
    filing_reopen(seen=as_seen(filing), reason="改数", by=township.people["staff"])
    assert not closed()
    made = activity_record(hosts=[township["V03-1"]], by=township.people["secretary03"], date=CLOSED_DAY, **SERVICE)
    assert made.number


@pytest.mark.parametrize("who", ["secretary01", "clerk01", "contact"])
def test_whoever_files_there_can_no_longer_write_facts_of_the_month(township: Township, who: str) -> None:
    before = activity(township["V01"], date=CLOSED_DAY, **SERVICE)
    moving = activity(township["V01"], date=OPEN_DAY, **SERVICE)
    close(township)
    by, hosts = township.people[who], [township["V01"]]
    attempts: list[Callable[[], object]] = [
        lambda: activity_record(hosts=hosts, by=by, reason="补录", date=CLOSED_DAY, **SERVICE),
        lambda: activity_update(activity=before, version=1, hosts=hosts, by=by, reason="改", hours=24000),
        lambda: activity_update(activity=before, version=1, hosts=hosts, by=by, reason="改", date=OPEN_DAY),
        lambda: activity_update(activity=moving, version=1, hosts=hosts, by=by, reason="改", date=CLOSED_DAY),
        lambda: activity_withdraw(activity=before, version=1, by=by, reason="重复"),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError, match="2012-10"):
            attempt()
    assert list(Activity.objects.order_by("pk").values_list("date", "hours", "withdrawn_at")) == [
        (CLOSED_DAY, 200, None),
        (OPEN_DAY, 200, None),
    ]


def test_what_is_dated_outside_stays_open(township: Township) -> None:
    close(township)
    by = township.people["secretary01"]
    assert activity_record(hosts=[township["V01"]], by=by, date=OPEN_DAY, **SERVICE).number
    assert activity_record(hosts=[township["V01"]], by=by, date=date(2011, 10, 9), **SERVICE).number
    assert activity_record(
        hosts=[township["V02"]], by=township.people["secretary02"], date=CLOSED_DAY, **SERVICE
    ).number


def test_one_closed_host_closes_a_joint_activity(township: Township) -> None:
    close(township)
    both = [township["V01"], township["V02"]]
    role_grant(
        user=township.people["secretary02"],
        role=Role.SECRETARY,
        organisation=township["V01"],
        start=date(2000, 1, 1),
        by=None,
    )
    with pytest.raises(ValidationError, match="2012-10"):
        activity_record(hosts=both, by=afresh(township.people["secretary02"]), reason="补", date=CLOSED_DAY, **SERVICE)


def test_a_reviewer_writes_directly_with_a_reason_that_stays_in_the_audit_log(township: Township) -> None:
    it = activity(township["V01"], date=CLOSED_DAY, **SERVICE)
    close(township)
    staff, hosts = township.people["staff"], [township["V01"]]
    with pytest.raises(ValidationError) as missing:
        activity_update(activity=it, version=1, hosts=hosts, by=staff, hours=300)
    assert set(missing.value.message_dict) == {"reason"}
    activity_update(activity=it, version=1, hosts=hosts, by=staff, reason="签到表为3小时", hours=300)
    entry = Entry.objects.get(action="activity.updated")
    assert (entry.before, entry.after) == ({"hours": 200}, {"hours": 300, "reason": "签到表为3小时"})
    activity_record(hosts=hosts, by=staff, reason="漏录", date=CLOSED_DAY, **SERVICE)
    assert Entry.objects.filter(action="activity.recorded").latest("pk").after["reason"] == "漏录"


def test_nobody_reviews_where_they_file_themselves(township: Township) -> None:
    close(township)
    staff = township.people["staff"]
    places = [(township["V01"].pk, CLOSED_DAY)]
    assert closing_for(staff, places).decides
    role_grant(user=staff, role=Role.SECRETARY, organisation=township["V01"], start=date(2000, 1, 1), by=None)
    assert closing_for(afresh(staff), places).proposes


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_in_while_the_month_is_being_approved(township: Township) -> None:
    filing = submitted(opened(plan_of(township["T01"]), township["V01"]), township.people["secretary01"])
    approving, told = Event(), []

    def approve() -> None:
        with transaction.atomic():
            filings_approve(seen=[as_seen(filing)], by=township.people["staff"])
            approving.set()
            time.sleep(0.5)
        connection.close()

    def record() -> None:
        approving.wait()
        try:
            by = township.people["secretary01"]
            activity_record(hosts=[township["V01"]], by=by, date=CLOSED_DAY, **SERVICE)
        except ValidationError as refusal:
            told.append(refusal)
        connection.close()

    threads = [Thread(target=approve), Thread(target=record)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert not Activity.objects.exists()
