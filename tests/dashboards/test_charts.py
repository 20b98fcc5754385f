from datetime import date

from apps.dashboards.charts import movement_chart
from apps.gradings.movement import movement
from apps.gradings.rates import GradedOrganisation


def test_the_streams_of_the_chart_are_the_cells_of_the_table() -> None:
    graded = [
        GradedOrganisation("V01", "general", end_class="advanced", confirmed_on=date(2012, 12, 1)),
        GradedOrganisation("V02", "general", end_class="advanced", confirmed_on=date(2012, 12, 1)),
        GradedOrganisation("V03", "backward"),
    ]
    chart = movement_chart(movement(graded, year=2012, as_of=date(2012, 12, 31)))
    assert chart["links"] == [
        {"source": "start general", "target": "end advanced", "value": 2, "label": "一般 → 先进 2"},
        {"source": "start backward", "target": "end unconfirmed", "value": 1, "label": "后进 → 年末等次未核准 1"},
    ]
    assert [node["count"] for node in chart["nodes"]] == [2, 1, 2, 1]
