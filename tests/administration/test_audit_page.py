from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.test import Client

from apps.audit.chaining import entries_chain
from apps.audit.models import Entry
from apps.audit.services import Act, record, record_many
from apps.audit.targets import target_of
from apps.audit.verifying import log_verify
from apps.core.calendar import today
from tests.factories.township import Township

SignIn = Callable[[str], Client]


def test_the_audit_log_is_filtered_and_only_the_auditor_reads_it(township: Township, signed_in: SignIn) -> None:
    page = signed_in("auditor").get("/audit/?action=role.&organisation=V01").context["page"]
    assert {entry.organisation_code for entry in page} == {"V01"}
    assert {entry.action for entry in page} == {"role.granted"}
    assert [signed_in(who).get("/audit/").status_code for who in ("admin", "staff", "leader")] == [403, 403, 403]


def test_bad_filters_of_the_audit_log_are_a_message_and_no_fault(township: Township, signed_in: SignIn) -> None:
    page = signed_in("auditor").get("/audit/?since=yesterday&action=nothing&page=x")
    assert page.status_code == 200
    assert {"since", "action"} == set(page.context["filter"].form.errors)


def test_the_log_is_searched_by_group_action_day_and_object(township: Township, signed_in: SignIn) -> None:
    for days_ago in (3, 0):
        with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC) - timedelta(days=days_ago), tick=False):
            record(Act("target.set", f"V01 OPT-0{days_ago}", "V01"), by=township.people["staff"])
            record(Act("target.removed", f"V02 OPT-0{days_ago}", "V02"), by=None)
    auditor = signed_in("auditor")

    def targets(asked: str) -> list[str]:
        return [entry.target for entry in auditor.get(f"/audit/?{asked}").context["page"]]

    assert targets("action=target.") == ["V02 OPT-00", "V01 OPT-00", "V02 OPT-03", "V01 OPT-03"]
    assert targets("action=target.set") == ["V01 OPT-00", "V01 OPT-03"]
    assert targets("action=target.&since=2026-11-24") == ["V02 OPT-00", "V01 OPT-00"]
    assert targets("action=target.&until=2026-11-23") == ["V02 OPT-03", "V01 OPT-03"]
    assert targets("action=target.&actor=STAFF&target=opt-03") == ["V01 OPT-03"]


def test_what_an_entry_is_about_is_named_as_people_call_it_and_kept_as_it_was(
    township: Township, signed_in: SignIn
) -> None:
    named = {
        ("workbook.imported", "care"): "党员关爱帮扶",
        ("workbook.exported", "audit-log.xlsx"): "audit-log.xlsx",
        ("personal_data.exported", "members"): "党员名册",
        ("personal_data.opened", "members"): "members",
        ("case.opened", "procedures"): "不合格党员处置",
        ("proposal.made", "tasks 7"): "工作任务 7",
        ("warning.raised", "V01 事项逾期 tasks 7"): "V01 事项逾期 工作任务 7",
        ("account.created", "care"): "care",
    }
    for action, target in named:
        record(Act(action, target), by=None)
    auditor = signed_in("auditor")
    told = {(it.action, it.target): target_of(it) for it in auditor.get("/audit/").context["page"]}
    assert named == {kept: told[kept] for kept in named}
    assert "党员关爱帮扶" in auditor.get("/audit/").content.decode()
    answer = auditor.get("/audit/?action=workbook.imported&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    assert [row[5].value for row in sheet.iter_rows()] == ["对象", "党员关爱帮扶"]


def test_the_log_goes_to_excel_and_says_so_of_itself(township: Township, signed_in: SignIn) -> None:
    record(Act("target.set", "=1+1", "V01", {"value": None}, {"value": 2000}), by=township.people["staff"])
    answer = signed_in("auditor").get("/audit/?action=target.&export=xlsx")
    page = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    heading, row = page.iter_rows(values_only=True)
    said = dict(zip(heading, row, strict=True))
    assert (said["账号"], said["行为代码"], said["对象"]) == ("staff", "target.set", "=1+1")
    assert said["变化后"] == '{"value": 2000}'
    exported = Entry.objects.get(action="workbook.exported")
    assert (exported.actor, exported.target) == (township.people["auditor"], f"审计日志 {today()}.xlsx")


def test_a_log_without_end_is_counted_only_so_far(
    township: Township, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.core.pages.MAX_COUNTED", 10)
    record_many((Act("target.set", str(at)) for at in range(11)), by=None)
    page = signed_in("auditor").get("/audit/?action=target.").context["page"]
    assert (page.paginator.count, page.paginator.is_cut, len(page)) == (10, True, 10)


def test_the_page_says_how_far_the_log_is_chained_and_verified(township: Township, signed_in: SignIn) -> None:
    auditor = signed_in("auditor")
    assert auditor.get("/audit/").context["chain"].verified_at is None
    entries_chain()
    log_verify()
    chain = auditor.get("/audit/").context["chain"]
    assert chain.verified_number == chain.last_number > 0


def test_a_choice_is_said_in_its_words_and_kept_as_it_was(township: Township, signed_in: SignIn) -> None:
    raised = {"rule": "no_activist", "severity": "blue", "subject": "no_activist"}
    record(Act("warning.raised", "V01", "V01", {"severity": "red"}, raised), by=None)
    record(Act("proposal.made", "honours 7", "V01", {}, {"act": "withdraw", "level": 1, "people": 1}), by=None)
    record(Act("indicator.created", "OPT-01", "T01", {}, {"applies_to": ["village", "hamlet"]}), by=None)
    record(Act("filing.saved", "V01 2026-10", "V01", {"F-1": [80, None, ""]}, {"F-1": [90, 300, ""]}), by=None)
    record(Act("target.set", "V01 OPT-01", "V01", {}, {"value": 2050}), by=None)
    page = signed_in("auditor").get("/audit/").content.decode()
    said = (
        "0.8、–、– → 0.9、3、–",
        "</span> 20.5<",
        "长期未培养积极分子",
        "红色 → 蓝色",
        "</span> no_activist",
        "</span> 镇级",
        "</span> 1<",
        "</span> 撤回",
        "村、hamlet",
    )
    assert [words for words in said if words not in page] == []
    assert Entry.objects.get(action="warning.raised").after == raised
