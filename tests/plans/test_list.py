"""The list of plans: filters, and the export that honours them."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from apps.plans.models import Plan
from apps.plans.services import plan_take_over
from tests.factories.township import Township
from tests.progress.cast import plan_of

SignIn = Callable[[str], Client]


@pytest.fixture
def plans(township: Township) -> None:
    plan_of(township)
    later = plan_take_over(organisation=township["T01"], year=2013, with_targets=True, by=None)
    Plan.objects.filter(pk=later.pk).update(title="跨越之年", document_number="清党发〔2013〕1号")


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("", [2013, 2012]),
        ("?year=2012", [2012]),
        ("?year=2011", []),
        ("?q=跨越", [2013]),
        ("?q=〔2013〕", [2013]),
        ("?q=清溪", [2013, 2012]),
        ("?q=没有", []),
        ("?year=x", [2013, 2012]),
        ("?organisation=T01", [2013, 2012]),
    ],
)
def test_the_list_of_plans_takes_filters(plans: None, signed_in: SignIn, asked: str, years: list[int]) -> None:
    page = signed_in("staff").get("/plans/" + asked).context["page"]
    assert [plan.year for plan in page.object_list] == years


def test_the_export_holds_what_the_filters_leave(plans: None, signed_in: SignIn) -> None:
    answer = signed_in("staff").get("/plans/?export=xlsx&q=跨越")
    sheet = load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == {2013}
