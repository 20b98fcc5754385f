"""What stands in a filled cell is what the commands say of the same organisation on the same day."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from apps.district_forms.figures.catalogue import Catalogue
from apps.district_forms.files.values import Percent, said
from apps.district_forms.filling import FilledCell, Filling
from apps.district_forms.models import DistrictForm
from apps.filings.models import Filing, FilingLine
from apps.plans.models import Exemption, Indicator
from apps.posts.models import Appointment
from tests.district_forms.books import SUMS
from tests.factories.township import Township
from tests.reports.facts import YEAR

pytestmark = pytest.mark.django_db
Point = Callable[..., Any]
OCTOBER, YEAR_END = date(2012, 10, 31), date(2012, 12, 31)


def cells(form: DistrictForm, as_of: date) -> dict[str, FilledCell]:
    return {it.cell: it for it in Filling(form, as_of, "陈晓燕").cells}


def values(form: DistrictForm, as_of: date) -> dict[str, str]:
    return {cell: it.said for cell, it in cells(form, as_of).items()}


def said_by(command: str, code: str, as_of: date) -> dict[str, Any]:
    out = StringIO()
    call_command(
        command, "--organisation", code, "--year", str(YEAR), "--as-of", as_of.isoformat(), "--json", stdout=out
    )
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_every_part_of_every_indicator_is_what_the_command_says(
    form: DistrictForm, point_all: Point, planned: Township
) -> None:
    parts = {"numerator": "C", "denominator": "D", "value": "E", "target": "H"}
    indicators = {it.code: it for it in Indicator.objects.order_by("position")}
    rows = dict(enumerate(product(("T01", "V01", "V02", "V03", "V03-1"), indicators), start=20))
    point_all(
        {"cell": f"{column}{row}", "figure": f"indicator:{it}", "part": part, "organisation": planned[code]}
        for row, (code, it) in rows.items()
        for part, column in parts.items()
    )
    hundredths = {
        code for code, it in indicators.items() if it.kind == "amount" or (it.is_rate and it.source == "filed")
    }
    for as_of in (OCTOBER, YEAR_END):
        found = {it.cell: it.value for it in Filling(form, as_of, "").cells}
        told = {
            (code, it["code"]): it
            for code in ("T01", "V01", "V02", "V03", "V03-1")
            for it in said_by("progress", code, as_of)["indicators"]
        }
        for row, asked in rows.items():
            its, unit = told[asked], 100 if asked[1] in hundredths else 1
            for part, column in (("numerator", "C"), ("denominator", "D")):
                number = its[part]
                assert found[f"{column}{row}"] == (None if number is None else Decimal(number) / unit), asked
            if its["percent"] is not None:
                assert found[f"E{row}"] == Percent(Decimal(its["percent"])), asked
            target = found[f"H{row}"]
            assert (None if target is None else said(target).rstrip("%")) == its["target"], asked


def test_the_three_rates_are_what_the_command_says(form: DistrictForm, point_all: Point, planned: Township) -> None:
    rates = {code: said_by("rates", code, YEAR_END)["rates"] for code in ("T01", "V03")}
    rows = dict(enumerate(((code, rate) for code in rates for rate in rates[code]), start=20))
    point_all(
        {"cell": f"{column}{row}", "figure": f"rate:{rate}", "part": part, "organisation": planned[code]}
        for row, (code, rate) in rows.items()
        for part, column in (("numerator", "C"), ("denominator", "D"), ("value", "E"))
    )
    found = {it.cell: it.value for it in Filling(form, YEAR_END, "").cells}
    for row, (code, name) in rows.items():
        rate = rates[code][name]
        percent = rate["percent"]
        wanted = [Decimal(rate["numerator"]), Decimal(rate["denominator"]), percent and Percent(Decimal(percent))]
        assert [found[f"{column}{row}"] for column in "CDE"] == wanted, (code, name)


def test_a_month_alone_is_what_was_approved_for_it_and_the_months_make_up_the_whole(
    form: DistrictForm, point: Point, planned: Township
) -> None:
    point("C6", "indicator:F-FLOW", part="month")
    point("D6", "indicator:F-FLOW")
    assert [values(form, date(2012, 9, 30))[it] for it in ("C6", "D6")] == ["8", "8"]
    assert [values(form, OCTOBER)[it] for it in ("C6", "D6")] == ["2", "10"]
    assert "10" in cells(form, OCTOBER)["D6"].note  # of V03 October is missing
    assert cells(form, date(2012, 11, 30))["C6"].value is None


def test_whoever_is_exempted_leaves_the_month_as_well(form: DistrictForm, point: Point, planned: Township) -> None:
    point("C6", "indicator:F-FLOW", part="month")
    flow = Indicator.objects.get(code="F-FLOW")
    given = {"indicator": flow, "organisation": planned["V03"], "reason": "整村搬迁", "approved_by": "党委会议"}
    Exemption.objects.create(start=date(2012, 1, 1), **given)
    assert values(form, date(2012, 9, 30))["C6"] == "3"


def test_only_what_is_approved_is_filled_in(form: DistrictForm, point: Point, planned: Township) -> None:
    point("C6", "indicator:F-FLOW")
    Filing.objects.filter(month=10).update(state="submitted", first_submitted_on=OCTOBER)
    assert values(form, OCTOBER)["C6"] == "8"


def test_nothing_is_not_zero_and_zero_is_zero(form: DistrictForm, point: Point, planned: Township) -> None:
    point("C6", "indicator:F-FLOW", organisation=planned["V02"])
    point("C7", "indicator:F-FLOW", organisation=planned["V02"], otherwise="—")
    point("D6", "indicator:F-FLOW", organisation=planned["V01"])
    FilingLine.objects.filter(filing__organisation=planned["V01"], indicator__code="F-FLOW").update(numerator=0)
    sheet: Any = load_workbook(BytesIO(Filling(form, OCTOBER, "").content))[SUMS]
    assert [sheet[it].value for it in ("C6", "C7", "D6")] == [None, "—", 0]
    assert cells(form, OCTOBER)["C6"].note != ""


def test_a_village_in_each_row_is_found_by_code_or_name_and_the_others_are_told(
    form: DistrictForm, point: Point, planned: Township
) -> None:
    by_code = {"spread": "organisations", "key_column": "A", "last_row": 9}
    point("D6", "indicator:F-FLOW", **by_code)
    point("E6", "indicator:F-FLOW", **(by_code | {"key_column": "B"}))
    found = cells(form, OCTOBER)
    assert [found[it].said for it in ("D6", "D8", "E6", "E8")] == ["5", "5", "5", "5"]
    assert "D9" not in found
    assert "外镇某村" in found["E9"].note


def test_a_part_of_a_name_means_the_topmost_that_has_it(form: DistrictForm, point: Point, planned: Township) -> None:
    for code, name in (("V03", "清水村党总支"), ("V03-1", "清水村第一党支部"), ("V03-2", "清水村第二党支部")):
        planned[code].name = name
        planned[code].save(update_fields=["name"])
    named = Filling(form, OCTOBER, "")._named
    found = [named.find(it) for it in ("清水村", "第一党支部", "清水", "党支部", "水")]
    assert found == [planned["V03"], planned["V03-1"], planned["V03"], None, None]


def test_months_run_to_the_right_until_the_one_that_has_ended(form: DistrictForm, point: Point) -> None:
    point("H15", "indicator:F-FLOW", spread="months_across")
    found = values(form, date(2012, 10, 15))
    assert [found[f"{column}15"] for column in ("P", "Q", "R")] == ["8", "", ""]


def test_other_days_are_counted_from_the_day_for_which_it_is_filled(form: DistrictForm, point: Point) -> None:
    point("C6", "name:day", period="year_ago")
    point("C7", "name:day", period="last_year")
    assert values(form, date(2012, 2, 29)) == {"C6": "2011年2月28日", "C7": "2011年12月31日"}


def test_words_are_filled_in_too(form: DistrictForm, point: Point, planned: Township) -> None:
    Appointment.objects.create(organisation=planned["V01"], post="secretary", person="王建国", start=date(2012, 1, 1))
    for cell, name in (("B2", "organisation"), ("C6", "secretary"), ("C7", "filler"), ("C8", "month"), ("G2", "day")):
        point(cell, f"name:{name}", organisation=planned["V01"])
    assert list(values(form, OCTOBER).values()) == ["组织V01", "王建国", "陈晓燕", "10", "2012年10月31日"]


def test_a_register_that_no_indicator_counts_is_counted(
    form: DistrictForm, point_all: Point, planned: Township
) -> None:
    Appointment.objects.create(organisation=planned["V01"], post="secretary", person="王", start=date(2012, 1, 1))
    offered = [it for it in Catalogue(planned["T01"]).figures if it.key.startswith("measure:")]
    assert offered
    point_all({"cell": f"C{row}", "figure": it.key} for row, it in enumerate(offered, start=20))
    assert all(it.value is None or isinstance(it.value, Decimal | Percent) for it in cells(form, OCTOBER).values())


def test_filling_a_column_costs_no_query_for_each_village(
    form: DistrictForm, point: Point, django_assert_max_num_queries: Any
) -> None:
    point("D6", "indicator:F-FLOW", spread="organisations", key_column="A")
    point("E6", "indicator:OPT-03", spread="organisations", key_column="A")
    with django_assert_max_num_queries(30):
        assert len(Filling(form, OCTOBER, "").cells) == 8
