"""Which plans wait for whose signature, where only rates of the whole are asked: in as many queries for many plans."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.plans.models import Exemption, Indicator, Plan, Signature, Target
from apps.plans.selectors.letters import letters_of
from apps.plans.selectors.to_sign import plans_to_sign
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
YEAR = 2012


@pytest.fixture
def rate() -> Callable[[Organisation], Indicator]:
    """A plan that is given out and asks a share of every village, by the whole's target alone."""

    def made(committee: Organisation) -> Indicator:
        plan = Plan.objects.create(organisation=committee, year=YEAR, title="意见", released_on=date(YEAR, 1, 5))
        programme = plan.programmes.create(name="组织建设")
        given = {"kind": "rate", "nature": "stock", "comparator": ">=", "unit": "%", "due": date(YEAR, 12, 31)}
        its: Indicator = Indicator.objects.create(
            programme=programme, code="R-1", name="覆盖率", applies_to=["village"], position=1, **given
        )
        Target.objects.create(indicator=its, organisation=committee, value=8000)
        return its

    return made


def asked(*codes: str) -> list[str]:
    found = plans_to_sign(Organisation.objects.filter(code__in=codes), YEAR)
    return sorted(it.organisation.code for it in found.select_related("organisation"))


def test_whoever_is_meant_is_asked_until_they_have_signed_or_are_exempted(
    township: Township, rate: Callable[[Organisation], Indicator]
) -> None:
    its = rate(township["T01"])
    organisation("J01", township["T01"], sector="office")
    plan = its.programme.plan
    assert letters_of(plan).by_organisation.keys() == {township[code].pk for code in ("V01", "V02", "V03")}
    assert [asked(code) for code in ("V01", "V03", "V03-1", "J01", "T01")] == [["T01"], ["T01"], [], [], []]
    said = {"signed_at": timezone.now(), "signed_by": township.people["secretary01"], "agreed": {"R-1": 8000}}
    Signature.objects.create(plan=plan, organisation=township["V01"], **said)
    assert (asked("V01"), asked("V01", "V02")) == ([], ["T01"])
    days = {"start": date(YEAR, 1, 1), "reason": "搬迁", "approved_by": "会议"}
    Exemption.objects.create(indicator=its, organisation=township["V02"], **days)
    assert asked("V01", "V02") == []
    Plan.objects.update(released_on=None)
    assert asked("V03") == []


def test_many_plans_cost_as_many_queries_as_one(township: Township, rate: Callable[[Organisation], Indicator]) -> None:
    costs, codes = [], ["V01"]
    rate(township["T01"])
    for number in (2, 3, 4):
        with CaptureQueriesContext(connection) as captured:
            assert len(asked(*codes)) == len(codes)
        costs.append(len(captured))
        committee = organisation(f"T0{number}", kind=Kind.COMMITTEE, sector="")
        codes.append(organisation(f"X0{number}", committee).code)
        rate(committee)
    assert costs == [costs[0]] * 3
