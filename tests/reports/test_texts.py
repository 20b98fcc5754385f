"""What people write in the report: figures by reference, two people at once, frozen with the report."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.plans.models import Indicator, Plan, Programme
from apps.reports.models import ReportText
from apps.reports.narrative import MISSING
from apps.reports.snapshot import take
from apps.reports.word.document import write_document
from tests.factories.browser import filled_in
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR
from tests.reports.test_pages import SignedIn

PAGE = f"/reports/texts/T01/{YEAR}/"


@pytest.fixture
def planned(graded_township: Township) -> Township:
    """The cast with classes and a plan that asks for the rate of general organisations."""
    plan = Plan.objects.create(organisation=graded_township["T01"], year=YEAR, title="意见")
    programme = Programme.objects.create(plan=plan, name="组织优化工程")
    Indicator.objects.create(
        programme=programme,
        code="OPT-03",
        name="升级率",
        kind="rate",
        nature="flow",
        source="measure",
        mechanism="M065",
        applies_to=["party_organisation"],
        unit="%",
        due=LAST_DAY,
    )
    return graded_township


def said(taken: dict[str, Any]) -> list[str]:
    target = BytesIO()
    write_document(taken, target)
    return [it.text for it in docx.Document(target).paragraphs]


def write(client: Client, **texts: str) -> Any:
    """Fill the page in as it is shown, and send it."""
    return client.post(PAGE, filled_in(client.get(PAGE).context["form"]) | texts)


def test_a_reference_becomes_the_figure_of_the_report_and_cannot_go_stale(
    planned: Township, signed_in: SignedIn
) -> None:
    answer = write(signed_in("staff"), highlights="第一段。\n升级率【OPT-03】。", next_steps="再接再厉。")
    assert answer.status_code == 302
    taken = take(planned["T01"], year=YEAR, as_of=LAST_DAY)
    rate = taken["sections"]["rates"]["general_upgrade"]
    sentence = f"升级率{rate['percent']}%（{rate['numerator']}/{rate['denominator']}）。"
    texts = said(taken)
    part = texts[texts.index("五、特色亮点") + 1 : texts.index("六、存在的主要问题")]
    assert (part, texts[texts.index("七、下步工作打算") + 1]) == (["第一段。", sentence], "再接再厉。")
    write(signed_in("staff"), highlights="改了。")
    assert sentence in said(taken)


def test_a_code_of_no_indicator_is_said_beside_its_part_and_nothing_is_written(
    planned: Township, signed_in: SignedIn
) -> None:
    answer = write(signed_in("staff"), problems="见【OPT-99】和【OPT-03】。")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["problems"]
    assert "OPT-99" in answer.context["form"].errors["problems"][0]
    assert not ReportText.objects.exists()


@pytest.mark.parametrize("written", [True, False])
def test_of_two_who_write_at_once_the_second_sees_both_versions(
    planned: Township, signed_in: SignedIn, written: bool
) -> None:
    if written:
        write(signed_in("staff"), highlights="旧")
    opened = filled_in(signed_in("staff").get(PAGE).context["form"])
    write(signed_in("staff"), highlights="甲")
    answer = signed_in("staff").post(PAGE, opened | {"highlights": "乙"})
    assert answer.status_code == 200
    assert [(it.stored, it.typed) for it in answer.context["form"].stale.differences] == [("甲", "乙")]
    assert ReportText.objects.get().highlights == "甲"


def test_what_nobody_wrote_is_a_gap_in_the_document(planned: Township) -> None:
    assert said(take(planned["T01"], year=YEAR, as_of=LAST_DAY)).count(MISSING) == 3
    ReportText.objects.create(organisation=planned["T01"], year=YEAR, problems="有。")
    assert said(take(planned["T01"], year=YEAR, as_of=LAST_DAY)).count(MISSING) == 2


def test_the_act_is_on_record_with_what_changed(planned: Township, signed_in: SignedIn) -> None:
    write(signed_in("staff"), highlights="甲")
    write(signed_in("staff"), highlights="乙")
    newest, _first = Entry.objects.filter(action="report.text_written").order_by("-pk")
    assert (newest.before, newest.after) == ({"highlights": "甲"}, {"highlights": "乙"})
    assert newest.actor == planned.people["staff"]
