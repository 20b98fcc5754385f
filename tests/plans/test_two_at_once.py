"""Two people at once at a plan, an indicator, an exemption, a programme or targets: the second sees both versions."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from apps.plans.models import Exemption, Indicator, Plan, Target
from apps.plans.services import StaleTargets, target_set, targets_set_many
from tests.factories.township import Township
from tests.factories.township import township as make_township
from tests.progress.cast import indicator, plan_of

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(township: Township) -> Plan:
    return plan_of(township)


def sent(client: Client, address: str, **changes: str) -> dict[str, object]:
    """What a browser would send from the page as it stands, with these changes."""
    form = client.get(address).context["form"]
    given = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("address", "first", "second", "read"),
    [
        (
            "/plans/2012/indicators/QUA-02/edit/",
            {"name": "甲改"},
            {"unit": "乙改"},
            lambda: Indicator.objects.filter(code="QUA-02").values_list("name", "unit").get(),
        ),
        (
            "/plans/2012/edit/",
            {"title": "甲改"},
            {"document_number": "乙改"},
            lambda: Plan.objects.values_list("title", "document_number").get(),
        ),
        (
            "/plans/2012/exemptions/{exemption}/",
            {"reason": "甲改"},
            {"approved_by": "乙改"},
            lambda: Exemption.objects.values_list("reason", "approved_by").get(),
        ),
    ],
)
def test_the_second_tab_overwrites_nothing_and_sees_both(
    township: Township,
    plan: Plan,
    signed_in: SignIn,
    address: str,
    first: dict[str, str],
    second: dict[str, str],
    read: Callable[[], tuple[str, str]],
) -> None:
    made = Exemption.objects.create(
        indicator=indicator("MAS-02"),
        organisation=township["V01"],
        start=date(2012, 3, 1),
        reason="搬迁",
        approved_by="会议",
    )
    address = address.format(exemption=made.pk)
    staff = signed_in("staff")
    one, two = sent(staff, address, **first), sent(staff, address, **second)
    assert staff.post(address, one).status_code == 302
    refused = staff.post(address, two)
    assert refused.status_code == 200
    shown = refused.content.decode()
    assert "甲改" in shown
    assert "乙改" in shown
    assert read()[1] != "乙改"
    again = {bound.name: bound.value() for bound in refused.context["form"] if bound.value() is not None}
    assert staff.post(address, again).status_code == 302
    assert read() == ("甲改", "乙改")


def test_the_second_name_of_a_programme_is_shown_beside_the_first(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    address = f"/plans/2012/programmes/{indicator('QUA-02').programme.pk}/"
    staff = signed_in("staff")
    one, two = sent(staff, address, name="甲名"), sent(staff, address, name="乙名")
    assert staff.post(address, one).status_code == 302
    shown = staff.post(address, two).content.decode()
    assert "甲名" in shown
    assert "乙名" in shown
    assert indicator("QUA-02").programme.name == "甲名"


def test_a_cell_that_nobody_touched_here_keeps_what_the_other_one_set(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    its = indicator("QUA-03")
    address = f"/plans/2012/targets/?programme={its.programme.pk}"
    names = {code: f"target-{its.pk}-{township[code].pk}" for code in ("V01", "V02")}
    typed = {names["V01"]: "14", f"was-{names['V01']}": "14", names["V02"]: "20", f"was-{names['V02']}": "14"}
    target_set(indicator=its, organisation=township["V01"], value=1500, by=None)
    assert signed_in("staff").post(address, typed).status_code == 302
    stored = dict(Target.objects.filter(indicator=its).values_list("organisation__code", "value"))
    assert (stored["V01"], stored["V02"]) == (1500, 2000)


def test_a_cell_that_both_changed_shows_both_values_and_writes_none(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    its = indicator("QUA-03")
    address = f"/plans/2012/targets/?programme={its.programme.pk}"
    names = {code: f"target-{its.pk}-{township[code].pk}" for code in ("V01", "V02")}
    typed = {names["V01"]: "16", f"was-{names['V01']}": "14", names["V02"]: "20", f"was-{names['V02']}": "14"}
    target_set(indicator=its, organisation=township["V01"], value=1500, by=None)
    staff = signed_in("staff")
    answer = staff.post(address, typed)
    assert answer.status_code == 200
    conflict = answer.context["grid"].conflicts
    assert [(cell.meanwhile, cell.text) for cell in conflict] == [("15", "16")]
    stored = dict(Target.objects.filter(indicator=its).values_list("organisation__code", "value"))
    assert (stored["V01"], stored["V02"]) == (1500, 1400)
    again = {cell.name: cell.text for cell in answer.context["grid"].cells}
    again |= {f"was-{cell.name}": cell.shown for cell in answer.context["grid"].cells}
    assert staff.post(address, again).status_code == 302
    stored = dict(Target.objects.filter(indicator=its).values_list("organisation__code", "value"))
    assert (stored["V01"], stored["V02"]) == (1600, 2000)


def test_a_target_taken_away_meanwhile_is_not_put_back_unasked(township: Township, plan: Plan) -> None:
    its, village = indicator("QUA-03"), township["V01"]
    target_set(indicator=its, organisation=village, value=None, by=None)
    with pytest.raises(StaleTargets):
        targets_set_many(values={its: {village: 1600}}, by=None, shown={(its.pk, village.pk): 1400})
    assert not Target.objects.filter(indicator=its, organisation=village).exists()


def test_an_indicator_sent_twice_is_made_once(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    details = {
        "programme": "工程一",
        "code": "X-01",
        "name": "发展党员",
        "kind": "count",
        "nature": "flow",
        "source": "filed",
        "comparator": ">=",
        "unit": "名",
        "applies_to": ["village"],
        "due": "2012-12-31",
        "weight": "1",
    }
    data = sent(staff, "/plans/2012/indicators/") | details
    answers = [staff.post("/plans/2012/indicators/", data, follow=True) for _time in range(2)]
    assert [answer.redirect_chain[-1][1] for answer in answers] == [302, 302]
    assert "未重复" in answers[1].content.decode()
    assert Indicator.objects.filter(code="X-01").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_set_the_same_new_target_at_once_set_one_and_one_is_told() -> None:
    township = make_township()
    plan_of(township)
    its, village = indicator("OPT-04"), township["V01"]
    barrier, told = Barrier(2), []

    def save(value: int) -> None:
        barrier.wait()
        try:
            targets_set_many(values={its: {village: value}}, by=None, shown={(its.pk, village.pk): None})
        except StaleTargets:
            told.append(value)
        connection.close()

    threads = [Thread(target=save, args=[value]) for value in (9000, 9100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert Target.objects.filter(indicator=its, organisation=village).count() == 1
