"""Recording, changing and withdrawing in a closed month, as the pages say it; the queue of proposals."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.activities.models import Activity
from apps.activities.proposing import activity_propose, activity_propose_update
from apps.activities.selectors import holder_of
from apps.audit.models import Entry
from apps.closing.models import Act, Proposal, ProposalState
from tests.closing.cast import CLOSED_DAY, OPEN_DAY, SERVICE
from tests.factories.activities import activity
from tests.factories.files import pdf
from tests.factories.township import Township
from tests.portal.test_home import number

SignIn = Callable[[str], Client]
NEW, QUEUE = "/activities/new/", "/proposals/"


def form(**changes: Any) -> dict[str, Any]:
    filled = {"type": "volunteer_service", "date": "2012-10-09", "topic": "清洁村道", "hours": "2", "hosts": ["V01"]}
    return filled | changes


@pytest.fixture
def waiting(served: Activity, township: Township) -> Proposal:
    """240 hours instead of 2."""
    by, hosts = township.people["secretary01"], [township["V01"]]
    return activity_propose_update(activity=served, version=1, hosts=hosts, by=by, reason="漏记", hours=24000)


def test_a_new_activity_of_a_closed_month_is_said_to_be_a_proposal_before_it_is_one(
    served: Activity, signed_in: SignIn
) -> None:
    browser = signed_in("secretary01")
    page = browser.post(NEW, form(topic="另一次"))
    assert page.context["closing"].proposes
    assert page.context["form"].errors.keys() == {"reason"}
    assert page.context["form"]["topic"].value() == "另一次"
    assert not Proposal.objects.exists()
    answer = browser.post(NEW, form(topic="另一次", type="training", reason="漏录"), follow=True)
    proposal = Proposal.objects.get()
    assert answer.redirect_chain == [(f"{QUEUE}{proposal.pk}/?made", 302)]
    assert (proposal.act, proposal.new["topic"], proposal.reason) == (Act.ADD, "另一次", "漏录")
    assert Activity.objects.count() == 1


def test_a_change_and_a_withdrawal_say_so_as_soon_as_they_are_opened(served: Activity, signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    for page in ("edit", "withdraw"):
        shown = browser.get(f"/activities/{served.number}/{page}/")
        assert shown.context["closing"].proposes
        assert "2012-10" in shown.content.decode()
    browser.post(f"/activities/{served.number}/edit/", form(version="1", hours="3", reason="漏记"))
    assert Proposal.objects.get().new["hours"] == 300
    served.refresh_from_db()
    assert (served.hours, served.version) == (200, 1)
    assert "漏记" in browser.get(f"/activities/{served.number}/").content.decode()
    assert browser.get("/activities/").context["waiting"] == [served.number]


def test_a_withdrawal_is_proposed(served: Activity, signed_in: SignIn) -> None:
    signed_in("secretary01").post(f"/activities/{served.number}/withdraw/", {"version": 1, "reason": "重复录入"})
    served.refresh_from_db()
    assert (Proposal.objects.get().act, served.withdrawn_at) == (Act.WITHDRAW, None)


def test_moving_an_activity_into_a_closed_month_is_proposed_too(
    served: Activity, township: Township, signed_in: SignIn
) -> None:
    later = activity(township["V01"], date=OPEN_DAY, **SERVICE)
    address = f"/activities/{later.number}/edit/"
    assert not signed_in("secretary01").get(address).context["closing"]
    page = signed_in("secretary01").post(address, form(version="1"))
    assert page.context["form"].errors.keys() == {"reason"}


def test_staff_change_a_closed_month_directly_and_say_why(served: Activity, signed_in: SignIn) -> None:
    browser, address = signed_in("staff"), f"/activities/{served.number}/edit/"
    page = browser.post(address, form(version="1", hours="3"))
    assert (page.context["closing"].proposes, page.context["form"].errors.keys()) == (False, {"reason"})
    assert browser.post(address, form(version="1", hours="3", reason="签到表为3小时")).status_code == 302
    served.refresh_from_db()
    assert (served.hours, Entry.objects.get(action="activity.updated").after["reason"]) == (300, "签到表为3小时")


def test_an_open_month_asks_for_no_reason(served: Activity, signed_in: SignIn) -> None:
    page = signed_in("secretary01").get(NEW)
    assert not page.context["closing"]
    assert 'name="reason"' not in page.content.decode()


def test_a_proposal_sent_twice_is_made_once(served: Activity, signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    once = str(browser.get(NEW).context["form"]["once"].value())
    sent = form(type="training", reason="漏录", once=once)
    answers = [browser.post(NEW, sent)["Location"] for _time in range(2)]
    assert answers[0] == answers[1]
    assert Proposal.objects.count() == 1


def test_staff_find_it_at_home_and_accept_it(waiting: Proposal, served: Activity, signed_in: SignIn) -> None:
    browser = signed_in("staff")
    assert number(browser.get("/").context["home"], "proposals") == 1
    page = browser.get(QUEUE)
    assert [(line.old, line.new) for it in page.context["shown"] for line in it.lines] == [("2", "240")]
    assert f"{QUEUE}{waiting.pk}/accept/" in page.content.decode()
    assert browser.post(f"{QUEUE}{waiting.pk}/accept/", {"version": "1"})["Location"] == QUEUE
    served.refresh_from_db()
    assert served.hours == 24000
    assert number(browser.get("/").context["home"], "proposals") == 0


def test_staff_refuse_it_with_a_reason_that_the_village_reads(
    waiting: Proposal, served: Activity, signed_in: SignIn
) -> None:
    address = f"{QUEUE}{waiting.pk}/"
    page = signed_in("staff").post(f"{address}refuse/", {"answer": " "})
    assert page.context["form"].errors.keys() == {"answer"}
    signed_in("staff").post(f"{address}refuse/", {"answer": "无签到表"})
    assert "无签到表" in signed_in("secretary01").get(address).content.decode()
    served.refresh_from_db()
    assert (served.hours, Proposal.objects.get().state) == (200, ProposalState.REFUSED)


def test_accepting_what_has_changed_meanwhile_says_so(waiting: Proposal, served: Activity, signed_in: SignIn) -> None:
    browser = signed_in("staff")
    browser.post(f"/activities/{served.number}/edit/", form(version="1", topic="改名", reason="核对"))
    answer = browser.post(f"{QUEUE}{waiting.pk}/accept/", {"version": "1"}, follow=True)
    assert [str(it) for it in answer.context["messages"]]
    assert answer.context["it"].is_stale
    served.refresh_from_db()
    assert served.hours == 200


def test_the_village_takes_it_back_and_decides_nothing(waiting: Proposal, signed_in: SignIn) -> None:
    browser, address = signed_in("secretary01"), f"{QUEUE}{waiting.pk}/"
    page = browser.get(address).content.decode()
    assert "withdraw/" in page
    assert "accept/" not in page
    assert browser.post(f"{address}accept/", {"version": "1"}).status_code == 403
    browser.post(f"{address}withdraw/")
    assert Proposal.objects.get().state == ProposalState.WITHDRAWN
    assert signed_in("secretary02").get(address).status_code == 404


def test_the_queue_costs_the_same_queries_for_2_and_for_12_proposals(
    waiting: Proposal, township: Township, signed_in: SignIn
) -> None:
    browser, costs = signed_in("staff"), []
    browser.get(QUEUE)
    for more in (1, 10):
        for _at in range(more):
            by = township.people["secretary01"]
            activity_propose(hosts=[township["V01"]], by=by, reason="漏录", date=CLOSED_DAY, **SERVICE)
        with CaptureQueriesContext(connection) as asked:
            browser.get(QUEUE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 14


def test_hours_that_a_day_does_not_have_are_asked_about_and_taken_when_confirmed(
    township: Township, signed_in: SignIn
) -> None:
    browser = signed_in("secretary01")
    sent = form(date="2012-11-02", hours="240")
    asked = browser.post(NEW, sent)
    assert asked.context["questions"].hours == "240"
    assert not Activity.objects.exists()
    assert browser.post(NEW, {**sent, "hours_confirmed": "24"}).status_code == 200
    assert browser.post(NEW, {**sent, "hours_confirmed": "240"}).status_code == 302
    it = Activity.objects.get()
    again = form(date="2012-11-02", hours="240", topic="改名", version="1")
    assert browser.post(f"/activities/{it.number}/edit/", again).status_code == 302


def test_one_answer_to_a_second_record_does_not_answer_the_hours(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    browser.post(NEW, form(date="2012-11-02"))
    assert browser.post(NEW, form(date="2012-11-02", hours="25", confirmed="1")).context["questions"].hours == "25"
    both = form(date="2012-11-02", hours="25", confirmed="1", hours_confirmed="25")
    assert browser.post(NEW, both).status_code == 302


def test_the_village_adds_evidence_to_a_closed_month_and_takes_none_away(
    served: Activity, township: Township, signed_in: SignIn
) -> None:
    browser = signed_in("secretary01")
    browser.post(f"/activities/{served.number}/files/", {"files": pdf()})
    (file,) = holder_of(served).files
    browser.post(f"/activities/{served.number}/files/{file.pk}/remove/")
    assert holder_of(served).files.count() == 1
    signed_in("staff").post(f"/activities/{served.number}/files/{file.pk}/remove/")
    assert holder_of(served).files.count() == 0


def test_while_something_is_proposed_the_village_proposes_nothing_else(
    waiting: Proposal, served: Activity, signed_in: SignIn
) -> None:
    address = f"/activities/{served.number}/"
    assert f"{address}edit/" not in signed_in("secretary01").get(address).content.decode()
    assert f"{address}edit/" in signed_in("staff").get(address).content.decode()
    page = signed_in("secretary01").post(f"{address}edit/", form(version="1", hours="3", reason="又改"))
    assert page.context["form"].non_field_errors()


def test_the_same_addition_is_not_proposed_twice_without_a_question(served: Activity, signed_in: SignIn) -> None:
    browser, sent = signed_in("secretary01"), form(type="training", reason="漏录")
    browser.post(NEW, sent)
    asked = browser.post(NEW, sent).context["questions"]
    assert ([it.new["type"] for it in asked.proposed], asked.similar) == (["training"], [])
    assert Proposal.objects.count() == 1
    browser.post(NEW, {**sent, "confirmed": "1"})
    assert Proposal.objects.count() == 2
