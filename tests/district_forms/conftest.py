from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.district_forms.models import DistrictForm
from apps.district_forms.services import district_form_add, form_line_add, form_lines_add
from apps.district_forms.taking_in import taken_in
from apps.filings.months import Month
from apps.plans.models import Indicator, Plan, Target
from tests.district_forms.books import SUMS, blank_workbook
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.township import Township
from tests.filings.cast import approved, opened, plan_of, submitted
from tests.reports.facts import LAST_DAY, YEAR, with_classes

SignedIn = Callable[[str], Client]


def _planned() -> Township:
    township = cast.township()
    plan = plan_of(township["T01"], YEAR)
    staff = township.people["staff"]
    for month, numbers in ((9, {"V01": 300, "V03": 500, "V02": 700}), (10, {"V01": 200})):
        filings = [
            submitted(
                opened(plan, township[code], Month(YEAR, month)), township.people[f"secretary{code[1:]}"], F_FLOW=it
            )
            for code, it in numbers.items()
        ]
        approved(filings, staff)
    with_classes(township)
    _upgrade(plan)
    return township


PLANNED = Kept(_planned, "district-forms-planned")


@pytest.fixture
def township(db: None) -> Township:
    """Classes of 2012, a plan with what is filed and the upgrade of general organisations, September approved of three
    villages, of which V02 had closed by then, and October of V01."""
    return PLANNED.given()


@pytest.fixture
def planned(township: Township) -> Township:
    return township


def _upgrade(plan: Plan) -> None:
    given: dict[str, Any] = {"kind": "rate", "nature": "cohort", "source": "measure", "unit": "%", "comparator": ">="}
    indicator = Indicator.objects.create(
        programme=plan.programmes.get(),
        code="OPT-03",
        name="一般党组织年升级率",
        mechanism="M065",
        applies_to=["party_organisation"],
        due=LAST_DAY,
        position=9,
        **given,
    )
    Target.objects.create(indicator=indicator, organisation=plan.organisation, value=3000)


@pytest.fixture
def form(planned: Township) -> DistrictForm:
    """The blank workbook, with no line yet."""
    file = taken_in(SimpleUploadedFile("统计表.xlsx", blank_workbook()))
    return district_form_add(organisation=planned["T01"], name="统计表", file=file, by=planned.people["staff"])


@pytest.fixture
def point(form: DistrictForm, planned: Township) -> Callable[..., Any]:
    """Fill a further cell: ``point("C6", "indicator:F-FLOW", spread="months_down")``."""

    def add(cell: str, figure: str, **more: Any) -> Any:
        values = {"sheet": SUMS, "cell": cell, "figure": figure, **more}
        return form_line_add(form=form, values=values, by=planned.people["staff"])

    return add


@pytest.fixture
def point_all(form: DistrictForm, planned: Township) -> Callable[..., Any]:
    """Fill many further cells: ``point_all([{"cell": "C6", "figure": "rate:general_upgrade"}, …])``."""

    def add(lines: Iterable[dict[str, Any]]) -> Any:
        return form_lines_add(form=form, lines=[{"sheet": SUMS, **line} for line in lines], by=planned.people["staff"])

    return add
