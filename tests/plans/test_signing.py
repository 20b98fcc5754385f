"""The plan is given out, villages sign for their targets, and from then on it changes by numbered revision."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from apps.audit.models import Entry
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan, Revision, Signature, Target
from apps.plans.selectors.letters import letters_of
from apps.plans.selectors.signing import signing_of
from apps.plans.services import (
    Because,
    exemptions_add,
    letter_sign,
    plan_recall,
    plan_release,
    target_set,
    targets_set_many,
)
from apps.plans.workbook import TargetsRegister
from apps.workbooks.importing import import_workbook
from tests.factories.township import Township, organisation
from tests.progress.cast import indicator, plan_of
from tests.registers.books import workbook

SignIn = Callable[[str], Client]
LETTER = "/plans/2012/letter/"
SIGNING = "/plans/2012/signing/"
BECAUSE = Because("区委追加任务", "党委会议")


@pytest.fixture
def plan(township: Township) -> Plan:
    return plan_of(township)


@pytest.fixture
def given_out(plan: Plan) -> Plan:
    return plan_release(plan=plan, by=None, reason="先下达，余数待定")


def sign(township: Township, plan: Plan, code: str = "V01", **other: Any) -> Signature:
    seal = letters_of(plan).of(township[code].pk).seal
    by = township.people[f"secretary{code[1:]}"]
    return letter_sign(plan=plan, organisation=township[code], by=by, **{"seal": seal, **other})


def set_target(one: Organisation, value: int, because: Because | None = None, code: str = "QUA-02") -> int:
    return targets_set_many(values={indicator(code): {one: value}}, by=None, because=because)


def test_a_letter_holds_ones_own_targets_and_the_rates_of_the_whole(township: Township, plan: Plan) -> None:
    agreed = letters_of(plan).of(township["V01"].pk).agreed
    assert agreed["QUA-02"] == Target.objects.get(indicator__code="QUA-02", organisation=township["V01"]).value
    assert agreed["OPT-03"] == Target.objects.get(indicator__code="OPT-03", organisation=township["T01"]).value
    days: dict[str, Any] = {
        "start": plan.issued_on or "2012-01-01",
        "reason": "搬迁",
        "approved_by": "会议",
        "by": None,
    }
    exemptions_add(indicator=indicator("QUA-02"), organisations=[township["V01"]], **days)
    assert "QUA-02" not in letters_of(plan).of(township["V01"].pk).agreed


def test_parts_that_differ_from_the_whole_need_a_reason(township: Township, plan: Plan, signed_in: SignIn) -> None:
    set_target(township["V01"], 100_00)
    staff = signed_in("staff")
    assert "reason" in staff.post(SIGNING, {"release": "yes"}).context["form"].errors
    assert staff.post(SIGNING, {"reason": "南溪村多承担"}).status_code == 302
    assert Plan.objects.get().difference_reason == "南溪村多承担"


def test_a_secretary_signs_what_was_seen_once(township: Township, given_out: Plan, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    seal = secretary.get(LETTER).context["row"].letter.seal
    for _time in range(2):
        assert secretary.post(LETTER, {"seal": seal, "remark": "同意"}).status_code == 302
    made = Signature.objects.get()
    assert (made.organisation, made.signed_by, made.remark) == (township["V01"], township.people["secretary01"], "同意")
    page = signed_in("staff").get(SIGNING).context["its"]
    assert page.signed == 1
    assert Entry.objects.get(action="plan.signed").organisation_code == "V01"


def test_home_asks_for_the_signature_until_it_is_given_and_again_when_it_has_lapsed(
    township: Township, given_out: Plan, signed_in: SignIn
) -> None:
    def is_asked(username: str = "secretary01") -> bool:
        return LETTER in signed_in(username).get("/").content.decode()

    with time_machine.travel("2012-01-10"):
        assert (is_asked(), is_asked("secretary02"), is_asked("staff")) == (True, True, False)
        sign(township, given_out)
        assert (is_asked(), is_asked("secretary02")) == (False, True)
        set_target(township["V01"], 9_00, BECAUSE)
        assert is_asked()


def test_home_asks_whoever_has_only_rates_of_the_whole_to_sign_for_and_a_year_ahead(
    township: Township, given_out: Plan, signed_in: SignIn
) -> None:
    def is_asked() -> bool:
        return LETTER in signed_in("secretary01").get("/").content.decode()

    Target.objects.exclude(organisation=township["T01"]).delete()
    assert letters_of(given_out).of(township["V01"].pk).lines
    for day in ("2012-01-10", "2011-12-20"):
        with time_machine.travel(day):
            assert is_asked()
    sign(township, given_out)
    with time_machine.travel("2012-01-10"):
        assert not is_asked()


def test_what_changed_after_it_was_seen_is_not_signed(township: Township, given_out: Plan, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    seal = secretary.get(LETTER).context["row"].letter.seal
    set_target(township["V01"], 9_00, BECAUSE)
    answer = secretary.post(LETTER, {"seal": seal})
    assert answer.context["form"].non_field_errors()
    assert not Signature.objects.exists()
    assert secretary.post(LETTER, {"seal": answer.context["row"].letter.seal}).status_code == 302


def test_what_passes_on_without_a_revision_is_signed_for_again_and_an_exemption_is_not(
    township: Township, given_out: Plan
) -> None:
    def signed() -> int:
        return signing_of(Plan.objects.get()).signed

    sign(township, given_out)
    days: dict[str, Any] = {"start": "2012-01-01", "reason": "搬迁", "approved_by": "会议", "by": None}
    exemptions_add(indicator=indicator("QUA-03"), organisations=[township["V01"]], **days)
    assert signed() == 1
    target_set(indicator=indicator("QUA-02"), organisation=township["V01"], value=90_00, by=None)
    assert signed() == 0
    sign(township, given_out)
    assert signed() == 1


def test_nothing_is_signed_before_it_is_given_out_and_nothing_taken_back_after(township: Township, plan: Plan) -> None:
    with pytest.raises(ValidationError):
        sign(township, plan)
    plan_release(plan=plan, by=None, reason="余数待定")
    plan_recall(plan=plan, by=None)
    assert set_target(township["V01"], 7_00) == 1
    plan_release(plan=plan, by=None, reason="余数待定")
    sign(township, plan)
    with pytest.raises(ValidationError):
        plan_recall(plan=plan, by=None)


def test_a_plan_that_was_given_out_changes_by_numbered_revision(township: Township, given_out: Plan) -> None:
    sign(township, given_out)
    sign(township, given_out, "V02")
    with pytest.raises(ValidationError):
        set_target(township["V01"], 9_00)
    assert set_target(township["V01"], 9_00, BECAUSE) == 1
    assert set_target(township["V01"], 9_00) == 0
    assert set_target(township["V01"], 8_00, Because("更正", "书记")) == 1
    assert list(Revision.objects.values_list("number", "reason", "approved_by")) == [
        (2, "更正", "书记"),
        (1, *BECAUSE),
    ]
    its = signing_of(Plan.objects.get())
    assert {row.organisation.code: row.is_signed for row in its.rows if row.signature} == {"V01": False, "V02": True}
    (change,) = its.revisions[0][1]
    assert (change.subject, change.before, change.after) == ("V01 QUA-02", "9", "8")
    sign(township, given_out)
    assert signing_of(Plan.objects.get()).signed == 2


def test_the_pages_ask_for_reason_and_approver_and_keep_what_was_typed(
    township: Township, given_out: Plan, signed_in: SignIn
) -> None:
    staff, its = signed_in("staff"), indicator("QUA-02")
    address = f"/plans/2012/targets/?programme={its.programme_id}"
    cell = f"target-{its.pk}-{township['V01'].pk}"
    fields = {it.name: it.value() for it in staff.get("/plans/2012/indicators/QUA-02/edit/").context["form"]}
    fields = {name: value for name, value in fields.items() if value is not None} | {"weight": "9"}
    for path, typed in ((address, {cell: "9"}), ("/plans/2012/indicators/QUA-02/edit/", fields)):
        refused = staff.post(path, typed)
        assert set(refused.context["revised"].errors) == {"reason", "approved_by"}
        assert 'value="9"' in refused.content.decode()
        assert staff.post(path, typed | BECAUSE._asdict()).status_code == 302
    assert Revision.objects.count() == 2
    assert (indicator("QUA-02").weight, Target.objects.get(indicator=its, organisation=township["V01"]).value) == (
        9,
        900,
    )


def test_a_workbook_changes_no_target_of_a_plan_that_was_given_out(township: Township, given_out: Plan) -> None:
    register: Any = TargetsRegister()
    stands = Target.objects.get(indicator__code="QUA-02", organisation=township["V01"])
    row = {"年度": 2012, "组织编码": "V01", "指标编码": "QUA-02"}
    for value, errors in ((stands.value // 100, 0), (stands.value // 100 + 1, 1)):
        file = workbook(register, {**row, "目标值": value})
        assert (
            len(import_workbook(register=register, file=ContentFile(file.read(), "t.xlsx"), by=None).errors) == errors
        )


def test_the_page_says_how_far_the_mass_organisations_are_taken_in(township: Township, plan: Plan) -> None:
    league = organisation("L01", township["T01"], kind=Kind.LEAGUE_COMMITTEE, sector="")
    its = indicator("MAS-03")
    its.weight = 3
    its.save()
    whole = sum(Indicator.objects.values_list("weight", flat=True))
    assert signing_of(plan).mass == (1, 3, whole, 0, 0)
    Target.objects.create(indicator=its, organisation=league, value=100_00)
    released = plan_release(plan=plan, by=None, reason="余数待定")
    seal = letters_of(released).of(league.pk).seal
    letter_sign(plan=released, organisation=league, seal=seal, by=township.people["staff"])
    assert signing_of(released).mass == (1, 3, whole, 1, 1)
